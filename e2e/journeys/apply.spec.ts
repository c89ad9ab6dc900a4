// The whole road, by hand and with real files: from the front door to the receipt and to 我的办事.

import { MAIL } from '../fixtures/answers.ts';
import { expect, test } from '../fixtures/journey.ts';

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
