// Names that few keyboards can write: with a middle dot, and with characters beyond the basic plane, each counting as one.

import { MAIL_ANSWERS } from '../fixtures/answers.ts';
import { expect, test } from '../fixtures/journey.ts';
import { RareCharacterDialog } from '../pages/rare-characters.ts';

const NAMES = [
  { typed: '阿依古丽・样本', kept: '阿依古丽·样本', masked: '阿**' },
  { typed: '𠀀 𫠝𰻞', kept: '𠀀𫠝𰻞', masked: '𠀀**' },
  { typed: '𠀀'.repeat(25), kept: '𠀀'.repeat(25), masked: '𠀀**' },
];

for (const { typed, kept, masked } of NAMES) {
  test(`${kept.slice(0, 12)} is accepted, submitted and shown`, async ({ wizard, page, register }) => {
    await wizard.signInAndOpenStep('delivery', register.adult(), 'check');
    await wizard.fillMailDelivery({ ...MAIL_ANSWERS, recipient: typed });
    await expect(wizard.field('邮寄接收人')).toHaveValue(kept);
    await wizard.expectNoFault('邮寄接收人');
    await wizard.goToNextStep();
    await wizard.expectCheckPage();
    await wizard.press('显示完整信息');
    await expect(page.getByText(kept, { exact: true })).toBeVisible();
    await wizard.checkPledge();
    await wizard.submit();
    const receipt = await wizard.readReceipt();
    await wizard.openApplications();
    await wizard.openApplication(receipt);
    await expect(page.getByText(masked, { exact: true }).first()).toBeVisible();
  });
}

test('a name of 26 supplementary characters is too long', async ({ wizard, register }) => {
  await wizard.signInAndOpenStep('delivery', register.adult(), 'check');
  await wizard.fillMailDelivery({ ...MAIL_ANSWERS, recipient: '𠀀'.repeat(26) });
  await expect(wizard.field('邮寄接收人')).toHaveValue('𠀀'.repeat(26));
  await wizard.expectFault('邮寄接收人');
});

test('a rare name is entered by code and by radical and submitted', async ({ wizard, page, register }) => {
  test.setTimeout(120_000);
  const person = register.adultWithRareName();
  const rare = new RareCharacterDialog(page);
  const [first, rareCharacter, ...rest] = person.name;
  const otherCharacters = `${first}${rest.join('')}`;

  /** Types the ordinary characters and inserts the rare one after the first of them. */
  async function enterRareName(): Promise<void> {
    const name = wizard.field('姓名');
    await wizard.fillField('姓名', otherCharacters);
    await name.press('Home');
    await name.press('ArrowRight');
    await rare.open();
    await rare.enterCode('U+20bb7');
    await rare.insertCharacter(rareCharacter, 'U+20BB7');
    await expect(name).toBeFocused();
    await expect(name).toHaveValue(person.name);
    await expect(page.getByRole('status').filter({ hasText: '您的设备可能显示不出这个字，不影响制卡' })).toBeVisible();
  }

  await test.step('实名认证, by code', async () => {
    await wizard.openRealNamePage(person);
    await enterRareName();
    await page.keyboard.press('ControlOrMeta+z');
    await expect(wizard.field('姓名')).toHaveValue(otherCharacters);
    await page.keyboard.press('ControlOrMeta+Shift+z');
    await expect(wizard.field('姓名')).toHaveValue(person.name);
    await wizard.fillField('身份证号', person.idNumber);
    await wizard.press('下一步');
    await wizard.waitForFaceCheck();
    await expect(page).toHaveURL(/\/minsheng\/disclaimer$/);
  });

  await test.step('姓名, by code, with a draft that keeps it', async () => {
    await wizard.openPrefilledStep('identity', person, 'check');
    await enterRareName();
    await wizard.expectNoFault('姓名');
    await page.reload();
    await expect(wizard.field('姓名')).toHaveValue(person.name);
    for (const step of ['basic', 'card', 'delivery'] as const) {
      await wizard.goToNextStep();
      await wizard.expectStep(step);
    }
  });

  await test.step('邮寄接收人, by radical', async () => {
    await wizard.fillMailDelivery({ ...MAIL_ANSWERS, recipient: '样' });
    await wizard.field('邮寄接收人').press('End');
    await rare.open();
    await rare.openRadicals();
    await rare.searchByRadical(5, '钅 金', 4);
    await rare.insertCharacter('𫓧', 'U+2B4E7');
    await expect(wizard.field('邮寄接收人')).toHaveValue('样𫓧');
    await wizard.goToNextStep();
  });

  await wizard.expectCheckPage();
  await wizard.press('显示完整信息');
  for (const name of [person.name, '样𫓧']) await expect(page.getByText(name, { exact: true })).toBeVisible();
  await wizard.checkPledge();
  await wizard.submit();
  const receipt = await wizard.readReceipt();
  await wizard.openApplications();
  await wizard.openApplication(receipt);
  await expect(page.getByText('样**', { exact: true }).first()).toBeVisible();
});

test('a character is found by code offline, by radical when online', async ({ wizard, page, context, register, consoleErrors }) => {
  consoleErrors.allowNetworkErrors();
  await wizard.openRealNamePage(register.adultWithRareName());
  const rare = new RareCharacterDialog(page);
  await context.setOffline(true);
  await rare.open();
  await rare.openRadicals();
  await expect(rare.dialog.getByRole('alert')).toHaveText(/请检查网络后重试/);
  await rare.enterCode('20BB');
  await rare.dialog.getByLabel('粘贴这个字，或输入它的编码').press('Enter');
  await expect(rare.dialog.getByRole('status').filter({ hasText: '没有找到这个字' })).toBeVisible();
  await rare.enterCode('20BB7');
  await expect(rare.candidate('𠮷', 'U+20BB7')).toBeVisible();
  await context.setOffline(false);
  await rare.dialog.getByRole('button', { name: '重试' }).click();
  await rare.enterCode('');
  await rare.searchByRadical(3, '口', 3);
  await rare.insertCharacter('𠮷', 'U+20BB7');
  await expect(wizard.field('姓名')).toHaveValue('𠮷');
});

test('a rare character is entered by keyboard alone', async ({ wizard, page, register }) => {
  await wizard.openRealNamePage(register.adultWithRareName());
  await wizard.field('姓名').focus();
  await page.keyboard.type('样');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: '输入生僻字' })).toBeFocused();
  const { dialog } = new RareCharacterDialog(page);
  await page.keyboard.press('Enter');
  await expect(dialog).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('button', { name: '输入生僻字' })).toBeFocused();
  await wizard.waitForClosedDialog();
  await page.keyboard.press('Enter');
  await expect(dialog).toBeVisible();
  await page.keyboard.press('Tab');
  await page.keyboard.type('20BB7');
  await page.keyboard.press('Enter');
  await expect(wizard.field('姓名')).toBeFocused();
  await expect(wizard.field('姓名')).toHaveValue('样𠮷');
});
