// Applicants never see data of each other: not on two devices, and not one after the other on the same one.

import { expect, test } from '../fixtures/journey.ts';
import { pictures } from '../fixtures/pictures.ts';
import { groupReceiptDigits } from '../pages/wizard.ts';

test('the application of another person is not shown', async ({ wizard, anotherDevice, consoleErrors, register }) => {
  consoleErrors.allowStatus(404);
  await wizard.signInAndOpenStep('check', register.adult());
  await wizard.checkPledge();
  await wizard.submit();
  const receipt = await wizard.readReceipt();

  const stranger = await anotherDevice();
  await stranger.api.signIn(register.adult());
  expect((await stranger.api.request.get(`/api/applications/${receipt}`)).status()).toBe(404);
  await stranger.wizard.open('/me/applications');
  await expect(stranger.page.getByText('还没有申请')).toBeVisible();
  await expect(stranger.page.getByText(groupReceiptDigits(receipt))).toHaveCount(0);
  await stranger.wizard.open(`/me/applications/${receipt}`);
  await stranger.wizard.expectProblem(/没有找到/);
  await expect(stranger.page.getByText('已提交，待审核')).toHaveCount(0);
});

test('the next user of a device sees no data of the previous one', async ({ wizard, page, api, register }) => {
  const first = register.adult();
  await wizard.signInAndOpenStep('card', first);
  await wizard.cropAndUploadPhoto(pictures.bust);
  await wizard.fillField('卡预留手机号', first.mobile);
  await wizard.signOut();

  const second = register.adult();
  await api.signIn(second);
  await wizard.open('/minsheng/disclaimer');
  await wizard.acceptDisclaimer();
  await wizard.expectStep('identity');
  await expect(wizard.field('签发机关')).toHaveValue('');
  await wizard.expectNoPicture('emblem_side');
  await wizard.open('/minsheng/card');
  await wizard.expectNoPicture('photo');
  await expect(page.getByText(first.mobile)).toBeHidden();
  await expect(wizard.field('卡预留手机号')).not.toHaveValue(first.mobile);
});

test('an expired session leaves no data to the next user', async ({ wizard, page, api, register }) => {
  const first = register.adult();
  await wizard.signInAndOpenStep('basic', first);
  await wizard.fillField('常住所在地地址', '北京市海淀区样本路77号');
  await page.context().clearCookies();
  await api.signIn(register.adult());
  await wizard.open('/minsheng/disclaimer');
  await wizard.acceptDisclaimer();
  await wizard.open('/minsheng/basic');
  await expect(wizard.field('常住所在地地址')).toHaveValue('');
});
