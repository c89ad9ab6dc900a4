// 其他渠道登录: the redirect to a provider and back. The provider is a real OpenID Connect server beside the server under test.

import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures/journey.ts';
import { AccessibilityCheck } from '../fixtures/accessibility-check.ts';
import { SignInAgainDialog } from '../pages/sign-in-again.ts';
import { SinglePageForm } from '../pages/single-page-form.ts';

async function openProvider(page: Page): Promise<void> {
  await page.getByRole('button', { name: '国家政务服务平台登录' }).click();
  await expect(page.getByRole('heading', { name: '统一认证' })).toBeVisible();
}

async function signInAtProvider(page: Page, account: string): Promise<void> {
  await openProvider(page);
  await page.getByLabel('账号').fill(account);
  await page.getByRole('button', { name: '登录' }).click();
}

test('a provider that proves name and number signs in fully', async ({ page, api }) => {
  await page.goto('/portal/sign-in');
  // The tabs are one tab stop; arrow keys move between them.
  await page.getByRole('tab', { name: '扫码登录' }).focus();
  await page.keyboard.press('ArrowLeft');
  await expect(page.getByRole('tab', { name: '其他渠道登录' })).toBeFocused();
  await expect(page.getByRole('tab', { selected: true })).toHaveText('其他渠道登录');
  await AccessibilityCheck.forPage(page).checkCurrentState();
  await signInAtProvider(page, 'zhang');
  await expect(page).toHaveURL(/127\.0\.0\.1:\d+\/portal$/);
  const session = await (await api.request.get('/api/session')).json();
  expect(session).toMatchObject({ signed_in: true, name: '张**', mobile: '139****0001' });
});

test('a provider without a name leads to the real-name page', async ({ page, wizard, register }) => {
  const person = register.adult();
  await page.goto('/portal/disclaimer');
  await expect(page).toHaveURL(/\/portal\/sign-in$/);
  await page.getByRole('tab', { name: '其他渠道登录' }).click();
  await signInAtProvider(page, 'quiet');
  await expect(page).toHaveURL(/\/portal\/real-name$/);
  await page.getByLabel('姓名', { exact: true }).fill(person.name);
  await page.getByLabel('身份证号', { exact: true }).fill(person.idNumber);
  await page.getByRole('button', { name: '下一步' }).click();
  await wizard.waitForFaceCheck();
  await expect(page).toHaveURL(/\/portal\/disclaimer$/);
});

test('a cancelled or invalid provider return offers a new choice', async ({ page }) => {
  await page.goto('/portal/sign-in');
  await page.getByRole('tab', { name: '其他渠道登录' }).click();
  await openProvider(page);
  await page.getByRole('button', { name: '取消' }).click();
  const alert = page.getByRole('alert');
  await expect(alert.getByText('您已取消登录，可重新登录或选择其他登录方式')).toBeVisible();
  await expect(page).toHaveURL(/\/portal\/sign-in$/);
  await AccessibilityCheck.forPage(page).checkCurrentState();

  await page.goto('/api/oidc/zwfw/back?code=another&state=another');
  await expect(alert.getByText('登录已过期，请重新登录')).toBeVisible();
  await expect(page).toHaveURL(/\/portal\/sign-in$/);
  await expect(page.getByRole('tab', { selected: true })).toHaveText('其他渠道登录');
});

test('a provider session that ends mid-form is renewed there', async ({ page, context, api, register, consoleErrors }) => {
  consoleErrors.allowStatus(401);
  const person = register.adult();
  const account = `${person.name}/${person.idNumber}`;
  await page.goto('/portal/sign-in');
  await page.getByRole('tab', { name: '其他渠道登录' }).click();
  await signInAtProvider(page, account);
  await expect(page).toHaveURL(/127\.0\.0\.1:\d+\/portal$/);
  const portal = new SinglePageForm(page, 'portal');
  await portal.openForm();
  await portal.fillField('常住所在地地址', '北京市海淀区样本路77号');
  await context.clearCookies();
  await portal.fillField('固定电话', '010-12345678');
  const signInAgain = new SignInAgainDialog(page);
  await signInAgain.expectOpen();

  // A cancelled sign-in returns to the sign-in page, and a completed one to the form.
  await openProvider(page);
  await page.getByRole('button', { name: '取消' }).click();
  await expect(page).toHaveURL(/\/portal\/sign-in$/);
  await signInAtProvider(page, account);
  await expect(page).toHaveURL(/127\.0\.0\.1:\d+\/portal\/form$/);
  await expect(portal.field('常住所在地地址')).toHaveValue('北京市海淀区样本路77号');
  await expect(portal.field('固定电话')).toHaveValue('010-12345678');
  await expect.poll(async () => (await api.readDraft()).landline).toBe('010-12345678');
});

test('all five providers have a button and a sandbox one signs in', async ({ page, api }) => {
  await page.goto('/portal/sign-in');
  await page.getByRole('tab', { name: '其他渠道登录' }).click();
  const panel = page.getByRole('tabpanel', { name: '其他渠道登录' });
  const names = ['国家政务服务平台登录', '支付宝登录', '微信登录', '百度登录', '电子社保卡登录'];
  await expect(panel.getByRole('button')).toHaveText(names);
  await panel.getByRole('button', { name: '电子社保卡登录' }).click();
  await expect(page.getByRole('heading', { name: '电子社保卡（演示）' })).toBeVisible();
  await AccessibilityCheck.forPage(page).checkCurrentState();
  await page.getByRole('link', { name: '李样本' }).click();
  await expect(page).toHaveURL(/\/portal$/);
  expect(await (await api.request.get('/api/session')).json()).toMatchObject({ signed_in: true, name: '李**' });
});
