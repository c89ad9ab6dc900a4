// 扫码登录: the desktop shows a code, a signed-in phone scans it, shows the place and the device, and confirms or refuses.

import type { Page } from '@playwright/test';
import { expect, test, type Device } from '../fixtures/journey.ts';
import { AccessibilityCheck } from '../fixtures/accessibility-check.ts';
import { SignInAgainDialog } from '../pages/sign-in-again.ts';
import { SinglePageForm } from '../pages/single-page-form.ts';

/** Opens the sign-in page with its code, and returns the URL in the code. */
async function openScanCode(page: Page): Promise<string> {
  const scanResponse = page.waitForResponse((answer) => answer.url().endsWith('/api/scan') && answer.request().method() === 'POST');
  await page.goto('/portal/sign-in');
  const { url } = (await (await scanResponse).json()) as { url: string };
  await expect(page.getByRole('img', { name: '登录二维码' })).toBeVisible();
  await expect(page.getByText('使用微信、支付宝或百度端“京通”小程序扫码登录')).toBeVisible();
  return url;
}

async function openPhone(anotherDevice: () => Promise<Device>): Promise<Device> {
  const phone = await anotherDevice();
  await phone.page.setViewportSize({ width: 390, height: 844 });
  return phone;
}

test('a signed-in phone confirms the sign-in of a desktop', async ({ page, api, anotherDevice, register }) => {
  const url = await openScanCode(page);
  await AccessibilityCheck.forPage(page).checkCurrentState();
  const phone = await openPhone(anotherDevice);
  await phone.api.signIn(register.adult());
  await phone.page.goto(url);
  await expect(phone.page.getByRole('heading', { name: '扫码登录确认' })).toBeVisible();
  await expect(phone.page.getByText('登录网上服务大厅')).toBeVisible();
  await expect(phone.page.getByText('Chrome · Linux')).toBeVisible();
  await expect(phone.page.getByText('与本手机的网络出口相同')).toBeVisible();
  const checkCode = await page.getByText('校验码').locator('strong').textContent();
  expect(checkCode).toMatch(/^[2-9A-Z]{2}$/);
  const phoneCheckCode = phone.page.getByRole('term').filter({ hasText: '校验码' }).locator('xpath=following-sibling::dd[1]');
  await expect(phoneCheckCode).toHaveText(checkCode!);
  await expect(phone.page.getByText('请确认是您本人在电脑上操作，不要扫描他人发来的二维码')).toBeVisible();
  await AccessibilityCheck.forPage(phone.page).checkCurrentState();
  expect(phone.page.url(), 'the secret has left the address').not.toContain('#');

  await expect(page.getByRole('status').getByText('已扫码，请在手机上确认')).toBeVisible();
  expect((await (await api.request.get('/api/session')).json()).signed_in).toBe(false);
  await phone.page.getByRole('button', { name: '确认登录' }).click();
  await expect(phone.page.getByRole('status').getByText('已确认登录')).toBeVisible();
  await expect(page).toHaveURL(/\/portal$/);
  const desktopSession = await (await api.request.get('/api/session')).json();
  const phoneSession = await (await phone.api.request.get('/api/session')).json();
  expect(desktopSession.applicant).toBe(phoneSession.applicant);

  // A confirmed code is not asked about again.
  await phone.page.reload();
  await expect(phone.page.getByText('没有要确认的登录')).toBeVisible();
});

test('a phone completes the real name before refusing the scan', async ({ page, anotherDevice, register }) => {
  const url = await openScanCode(page);
  const phone = await openPhone(anotherDevice);
  const person = register.adult();
  await phone.api.signInWithoutName(person.mobile);
  await phone.page.goto(url);
  await expect(phone.page).toHaveURL(/\/real-name$/);
  await phone.page.getByLabel('姓名', { exact: true }).fill(person.name);
  await phone.page.getByLabel('身份证号', { exact: true }).fill(person.idNumber);
  await phone.page.getByRole('button', { name: '下一步' }).click();
  await phone.wizard.waitForFaceCheck();
  await phone.page.getByRole('button', { name: '取消' }).click();
  await expect(phone.page.getByText('已取消登录')).toBeVisible();

  await expect(page.getByRole('status').getByText('已在手机上取消登录')).toBeVisible();
  await page.getByRole('button', { name: '刷新二维码' }).click();
  await expect(page.getByRole('status').getByText('二维码3分钟内有效，请尽快扫描')).toBeVisible();
  await expect(page.getByRole('button', { name: '刷新二维码' })).toBeHidden();
});

test('an expired scan code is reported on both devices', async ({ page, anotherDevice, register, consoleErrors }) => {
  consoleErrors.allowStatus(410);
  // The server's tests cover the three minutes; this test replaces the answer by the expired one.
  await page.route('**/api/scan/*', (route) => route.fulfill({ json: { state: 'expired' } }));
  const url = await openScanCode(page);
  await expect(page.getByRole('status').getByText('二维码已失效，点击刷新')).toBeVisible();
  await AccessibilityCheck.forPage(page).checkCurrentState();
  const phone = await openPhone(anotherDevice);
  await phone.api.signIn(register.adult());
  await phone.page.goto(url.replace(/#.*/, '#0123456789abcdef0123456789abcdef'));
  await expect(phone.page.getByRole('alert').getByText(/^二维码已失效/)).toBeVisible();
});

test('a scan session that ends mid-form is renewed by a new code', async ({ page, context, api, anotherDevice, register, consoleErrors }) => {
  consoleErrors.allowStatus(401);
  const url = await openScanCode(page);
  const phone = await openPhone(anotherDevice);
  await phone.api.signIn(register.adult());
  const confirmOnPhone = async (url: string) => {
    await phone.page.goto(url);
    await phone.page.getByRole('button', { name: '确认登录' }).click();
  };
  await confirmOnPhone(url);
  await expect(page).toHaveURL(/\/portal$/);
  const { applicant } = await (await api.request.get('/api/session')).json();
  const portal = new SinglePageForm(page, 'portal');
  await portal.openForm();
  await portal.fillField('常住所在地地址', '北京市海淀区样本路77号');
  await context.clearCookies();
  const scanResponse = page.waitForResponse((answer) => answer.url().endsWith('/api/scan') && answer.request().method() === 'POST');
  await portal.fillField('固定电话', '010-12345678');
  const signInAgain = new SignInAgainDialog(page);
  await signInAgain.expectOpen();
  await expect(signInAgain.dialog.getByRole('img', { name: '登录二维码' })).toBeVisible();
  // The phone has confirmed one code. A newly opened page asks about the new one.
  await phone.page.goto('about:blank');
  await confirmOnPhone(((await (await scanResponse).json()) as { url: string }).url);
  await signInAgain.expectClosed();
  expect(await (await api.request.get('/api/session')).json()).toMatchObject({ applicant, way: 'scan' });
  await expect(page).toHaveURL(/\/portal\/form$/);
  await expect(portal.field('常住所在地地址')).toHaveValue('北京市海淀区样本路77号');
  await expect(portal.field('固定电话')).toHaveValue('010-12345678');
});
