// The whole road, by hand and with real files: from the front door to the receipt and to 我的办事.

import { answersOf, MAIL } from '../fixtures/answers.ts';
import { expect, test } from '../fixtures/journey.ts';
import { pictures } from '../fixtures/pictures.ts';

test('from the front door to the receipt, and 我的办事 shows where it stands', { tag: ['@both-widths', '@smoke'] }, async ({ wizard, page, service, register }) => {
  const person = register.adult();
  const answers = answersOf(person);

  await wizard.open('/minsheng');
  await wizard.start();
  await wizard.signInBySms(person);
  await wizard.giveRealName(person);
  await wizard.agree();

  await wizard.expectStep('identity');
  await wizard.upload('emblem_side', await wizard.cardOf(person, 'emblem_side'));
  await wizard.upload('portrait_side', await wizard.cardOf(person, 'portrait_side'));
  await wizard.fillIdentity(answers);
  await wizard.next();

  await wizard.expectStep('basic');
  await wizard.fillBasic(answers);
  await wizard.next();

  await wizard.expectStep('card');
  await wizard.cropPhoto(pictures.bust);
  await wizard.fillCard(answers);
  await wizard.next();

  await wizard.expectStep('delivery');
  await wizard.collect();
  await wizard.next();

  await wizard.expectCheckPage();
  for (const shown of [answers.authority, answers.bank, answers.district, answers.occupation, '本人网点自取']) {
    await expect(page.getByText(shown).first()).toBeVisible();
  }
  await expect(page.getByText(person.idNumber)).toHaveCount(0);
  await wizard.press('显示完整信息');
  await expect(page.getByText(person.idNumber)).toBeVisible();
  await wizard.pledge();
  await wizard.submit();
  const receipt = await wizard.receipt();
  expect(receipt).toMatch(/^\d{16}$/);
  expect(await service.applications()).toMatchObject([{ receipt, status: 'submitted' }]);

  await wizard.openApplications();
  await wizard.openApplication(receipt);
  await expect(page.getByText('已提交，待审核').first()).toBeVisible();
  await expect(page.getByText(`${person.idNumber.slice(0, 3)}*****${person.idNumber.slice(-4)}`).first()).toBeVisible();
  await expect(page.getByText(`${person.name[0]}**`, { exact: true }).first()).toBeVisible();
  const shown = await page.locator('body').innerText();
  for (const secret of [person.idNumber, person.name, person.mobile, answers.address]) expect(shown).not.toContain(secret);
});

test('the card comes by mail', async ({ wizard, page, service, register }) => {
  await wizard.arrive('delivery', register.adult());
  await wizard.mail(MAIL);
  await wizard.next();
  await wizard.expectCheckPage();
  await wizard.press('显示完整信息');
  for (const shown of ['银行邮寄', MAIL.recipient, MAIL.recipientMobile, MAIL.region, MAIL.address, MAIL.postcode]) {
    await expect(page.getByText(shown).first()).toBeVisible();
  }
  await wizard.pledge();
  await wizard.submit();
  await wizard.receipt();
  expect(await service.applications()).toHaveLength(1);
});

test('somebody under eighteen is told why the card cannot be mailed, and collects it', async ({ wizard, register }) => {
  await wizard.arrive('delivery', register.minor());
  await wizard.expectMailClosed();
  await wizard.collect();
  await wizard.next();
  await wizard.expectCheckPage();
  await wizard.pledge();
  await wizard.submit();
  await wizard.receipt();
  });

test('a change link leads from the answers to their step and back', async ({ wizard, page, register }) => {
  await wizard.arrive('check', register.adult());
  await wizard.change('basic');
  await wizard.type('常住所在地地址', '北京市海淀区样本路9号院9号楼909室');
  await wizard.next();
  await wizard.expectCheckPage();
  await wizard.press('显示完整信息');
  await expect(page.getByText('909室').first()).toBeVisible();
});
