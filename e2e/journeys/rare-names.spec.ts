// Names that few keyboards write: with a middle dot, and with characters beyond the basic plane, which count as one each.

import { MAIL } from '../fixtures/answers.ts';
import { expect, test } from '../fixtures/journey.ts';

const NAMES = [
  { typed: '阿依古丽・样本', kept: '阿依古丽·样本', masked: '阿**' },
  { typed: '𠀀 𫠝𰻞', kept: '𠀀𫠝𰻞', masked: '𠀀**' },
  { typed: '𠀀'.repeat(25), kept: '𠀀'.repeat(25), masked: '𠀀**' },
];

for (const { typed, kept, masked } of NAMES) {
  test(`${kept.slice(0, 12)} is taken, submitted, and found again`, async ({ wizard, page, register }) => {
    await wizard.arrive('delivery', register.adult(), 'check');
    await wizard.mail({ ...MAIL, recipient: typed });
    await expect(wizard.field('邮寄接收人')).toHaveValue(kept);
    await wizard.expectNoFault('邮寄接收人');
    await wizard.next();
    await wizard.expectCheckPage();
    await wizard.press('显示完整信息');
    await expect(page.getByText(kept, { exact: true })).toBeVisible();
    await wizard.pledge();
    await wizard.submit();
    const receipt = await wizard.receipt();
    await wizard.openApplications();
    await wizard.openApplication(receipt);
    await expect(page.getByText(masked, { exact: true }).first()).toBeVisible();
  });
}

test('a name one character too long is told so, however many units its characters take', async ({ wizard, register }) => {
  await wizard.arrive('delivery', register.adult(), 'check');
  await wizard.mail({ ...MAIL, recipient: '𠀀'.repeat(26) });
  await expect(wizard.field('邮寄接收人')).toHaveValue('𠀀'.repeat(26));
  await wizard.expectFault('邮寄接收人');
});
