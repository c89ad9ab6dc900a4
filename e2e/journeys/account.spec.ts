// An account of the operator: password sign-in with a text captcha, and the devices of the account.

import { expect, test } from '../fixtures/journey.ts';
import { AccountPage } from '../pages/account-page.ts';

/** A sandbox account that no other journey uses. */
const SUN = { account: 'sun_yangben', idNumber: '110112198507172083', password: 'xingxing#6', name: '孙**' };

test('a text captcha signs in and other devices can be signed out', async ({ page, api, consoleErrors, anotherDevice }) => {
  consoleErrors.allowStatus(422);
  const account = new AccountPage(page);
  await account.open('/minsheng/sign-in');
  await account.choosePasswordSignIn();
  await expect(account.captchaPicture()).toBeVisible();

  // The typed account stays, the captcha is a new one, and the focus is on the faulty field.
  await account.chooseTextCaptcha();
  await account.signIn(SUN.account, 'xingxing#7');
  await account.expectFault('密码');
  await expect(account.field('密码')).toBeFocused();
  await expect(account.field('用户名/手机号/身份证号')).toHaveValue(SUN.account);
  await expect(account.field('图形验证码')).toHaveValue('');
  await account.signIn(SUN.account, SUN.password);
  await expect(page.getByRole('link', { name: '个人中心' })).toBeVisible();

  // The same account signs in on another device, on the portal and by ID number. The first device lists that session and ends it.
  const { page: portal, api: elsewhere } = await anotherDevice();
  const there = new AccountPage(portal);
  await there.open('/portal/sign-in');
  await portal.getByRole('tab', { name: '账号登录' }).click();
  await expect(there.captchaPicture()).toBeVisible();
  await there.chooseTextCaptcha();
  await there.signIn(SUN.idNumber, SUN.password);
  await expect(portal).toHaveURL(/\/portal$/);
  await expect(portal.getByText(`${SUN.name}，欢迎您`)).toBeVisible();
  await account.open('/me');
  await expect(page.getByText(SUN.name)).toBeVisible();
  await account.openDevices();
  await expect(account.devices()).toHaveCount(2);
  await account.signOutOtherDevices();
  await expect(account.devices()).toHaveCount(1);
  expect((await (await elsewhere.request.get('/api/session')).json()).signed_in).toBe(false);
  expect((await (await api.request.get('/api/session')).json()).signed_in).toBe(true);
});
