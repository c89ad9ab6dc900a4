// Responses that arrive after the user has moved on: no data is lost, and no page changes unasked.

import type { Page } from '@playwright/test';
import { answersOf } from '../fixtures/answers.ts';
import { CAMERA_OPTIONS } from '../fixtures/browser-modes.ts';
import { expect, test } from '../fixtures/journey.ts';
import { pictures } from '../fixtures/pictures.ts';
import { SinglePageForm } from '../pages/single-page-form.ts';

test.use(CAMERA_OPTIONS);

/** Delays the response of a request until the returned function is called. */
async function delayResponse(page: Page, url: string, method: string): Promise<() => void> {
  let release = () => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  await page.route(url, async (route) => {
    if (route.request().method() !== method) return route.fallback();
    const answer = await route.fetch();
    await released;
    await route.fulfill({ response: answer });
  });
  return release;
}

test('leaving 身份认证 before its answer still gives a draft', async ({ page, wizard, api, register }) => {
  test.slow();
  const person = register.adult();
  await wizard.open('/jingtong/sign-in');
  await wizard.fillField('姓名', person.name);
  await wizard.fillField('证件号码', person.idNumber);
  await page.getByRole('checkbox', { name: /^我同意北京市大数据中心/ }).check();
  await page.getByRole('checkbox', { name: /^我已认真阅读/ }).check();
  const release = await delayResponse(page, '**/api/session', 'POST');
  const sent = page.waitForRequest((request) => request.method() === 'POST' && request.url().endsWith('/api/session'));
  await wizard.press('开始人脸识别');
  await sent;
  await wizard.waitForFaceCheck();
  // A language change rebuilds the page.
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByRole('button', { name: '中文' }).click();
  release();
  await expect(page.getByRole('link', { name: '个人中心' })).toBeVisible();
  const jingtong = new SinglePageForm(page, 'jingtong');
  await jingtong.press('返回');
  await jingtong.press('本人申领');
  await page.getByRole('checkbox', { name: '我同意' }).check();
  await jingtong.press('确认申领');
  await page.getByRole('checkbox', { name: /^访问授权/ }).check();
  await jingtong.press('开始资格校验');
  await jingtong.expectForm();
  await jingtong.expectReadOnlyValue('姓名', `${person.name[0]}**`);
  const { address } = answersOf(person);
  await jingtong.fillField('常住所在地地址', address);
  await expect.poll(async () => (await api.readDraft()).address).toBe(address);
});

test('免责声明 can be accepted only after its text has loaded', async ({ page, api, register }) => {
  const jingtong = new SinglePageForm(page, 'jingtong');
  await api.signInByFace(register.adult());
  const release = await delayResponse(page, '**/api/texts/disclaimer', 'GET');
  await jingtong.open('/jingtong/disclaimer');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('免责声明');
  await expect(page.getByRole('button', { name: '确认申领' })).toHaveCount(0);
  release();
  await page.getByRole('checkbox', { name: '我同意' }).check();
  await jingtong.press('确认申领');
  await expect(page).toHaveURL(/\/jingtong\/eligibility$/);
});

test('a late 资格校验 answer does not navigate', async ({ page, api, register }) => {
  const jingtong = new SinglePageForm(page, 'jingtong');
  await api.signInByFace(register.adult());
  await jingtong.open('/jingtong/disclaimer');
  await page.getByRole('checkbox', { name: '我同意' }).check();
  await jingtong.press('确认申领');
  await page.getByRole('checkbox', { name: /^访问授权/ }).check();
  const release = await delayResponse(page, '**/api/eligibility', 'POST');
  await jingtong.press('开始资格校验');
  await jingtong.press('个人中心');
  await expect(page).toHaveURL(/\/me$/);
  const answered = page.waitForResponse((answer) => answer.url().endsWith('/api/eligibility') && answer.request().method() === 'POST');
  release();
  await answered;
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('个人中心');
  await page.waitForTimeout(300);
  await expect(page).toHaveURL(/\/me$/);
  // The late answer is still in force.
  await jingtong.open('/jingtong/form');
  await jingtong.expectForm();
});

/** Keeps the image worker from starting until the returned function is called. */
async function holdBackImageWorker(page: Page): Promise<() => void> {
  let release = () => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  await page.route('**/image-worker-*', async (route) => {
    await released;
    await route.continue();
  });
  return release;
}

test('完成 closes 图片上传 once the chosen picture is ready', async ({ page, api, register }) => {
  const portal = new SinglePageForm(page, 'portal');
  await api.signIn(register.adult());
  await portal.openForm();
  const release = await holdBackImageWorker(page);
  await page.getByRole('button', { name: '去上传公民身份证正面（国徽面）' }).click();
  const dialog = page.getByRole('dialog', { name: '图片上传' }).first();
  await portal.field('公民身份证正面（国徽面）').setInputFiles(pictures.emblemSide);
  await dialog.getByRole('button', { name: '完成', exact: true }).click();
  await expect(dialog.getByText(/照片正在处理/)).toBeVisible();
  release();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('img', { name: '已选择的身份证国徽面照片' })).toBeVisible();
});

test('确定，下一步 does not call a picture in preparation missing', async ({ page, wizard, register }) => {
  await wizard.signInAndOpenStep('identity', register.adult());
  const release = await holdBackImageWorker(page);
  await wizard.field('身份证正面（国徽面）').setInputFiles(pictures.emblemSide);
  await wizard.press('确定，下一步');
  await expect(page.getByRole('alert').filter({ hasText: '照片正在处理' })).toBeVisible();
  await expect(page.getByText('请上传身份证正面（国徽面）')).toHaveCount(0);
  release();
  await expect(page.getByRole('img', { name: '已选择的身份证国徽面照片' })).toBeVisible();
  await expect(page.getByText(/照片正在处理/)).toHaveCount(0);
});

test('实名认证 opened before sign-in continues normally', async ({ wizard, page, register }) => {
  const person = register.adult();
  await wizard.open('/minsheng/real-name');
  await wizard.signInBySms(person);
  await wizard.submitRealName(person);
  await expect(page).toHaveURL(/\/minsheng(\/disclaimer)?$/);
});

for (const channel of ['minsheng', 'jingtong']) {
  test(`${channel} reports a cancelled provider and offers other ways`, async ({ page }) => {
    await page.goto(`/${channel}/sign-in?problem=cancelled`);
    await expect(page.getByRole('alert').filter({ hasText: '您已取消登录' })).toBeVisible();
    await expect(page.getByRole('button', { name: '国家政务服务平台登录' })).toBeVisible();
    await expect(page).toHaveURL(new RegExp(`/${channel}/sign-in$`));
    await page.getByRole('button', { name: '手机号验证码登录' }).click();
    await expect(page.getByLabel('短信验证码', { exact: true })).toBeVisible();
  });
}
