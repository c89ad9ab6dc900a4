// A session that ends in the middle of a form: the applicant signs in again in place, by the same method, and keeps the typed answers.

import { answersOf } from '../fixtures/answers.ts';
import { expect, test } from '../fixtures/journey.ts';
import type { ApiClient } from '../fixtures/api-client.ts';
import { AccountPage } from '../pages/account-page.ts';
import { SignInAgainDialog } from '../pages/sign-in-again.ts';
import { SinglePageForm } from '../pages/single-page-form.ts';

const ADDRESS = '北京市海淀区样本路77号';

/** A sandbox account that no other journey uses. */
const LI = { account: 'li.yangben', password: 'taiyang-88', name: '李**' };

const readSession = async (api: ApiClient) => (await api.request.get('/api/session')).json();

/** The answer from before the session ended, and the one that revealed its end, are in the form and reach the server. */
async function expectAnswersKept(form: SinglePageForm, api: ApiClient, occupation: string): Promise<void> {
  await expect(form.page).toHaveURL(new RegExp(`/${form.channel}/form$`));
  await form.expectChosenOption('职业', occupation);
  await expect(form.field('常住所在地地址')).toHaveValue(ADDRESS);
  await expect.poll(async () => (await api.readDraft()).address).toBe(ADDRESS);
}

test('京通 renews a face session with both consents for 30 days', async ({ page, context, api, register, consoleErrors }) => {
  consoleErrors.allowStatus(401);
  const person = register.adult();
  await api.signInByFace(person);
  const jingtong = new SinglePageForm(page, 'jingtong');
  await jingtong.openForm();
  const before = await readSession(api);
  const { occupation } = answersOf(person);
  await jingtong.chooseOption('职业', occupation);
  await context.clearCookies();
  await jingtong.fillField('常住所在地地址', ADDRESS);

  const signInAgain = new SignInAgainDialog(page);
  await signInAgain.expectOpen();
  await signInAgain.expectMaskedName(person);
  await expect(signInAgain.dialog.getByRole('switch', { name: '登录有效期' })).toBeChecked();
  await signInAgain.press('开始人脸识别');
  const consent = signInAgain.dialog.getByRole('checkbox', { name: /^我同意北京市大数据中心/ });
  await expect(consent).toBeFocused();
  await expect(consent).toHaveAccessibleDescription('请阅读后勾选同意');
  await consent.check();
  await signInAgain.dialog.getByRole('checkbox', { name: '我已认真阅读并同意《用户服务协议》及《隐私政策》' }).check();
  await signInAgain.press('开始人脸识别');
  await signInAgain.expectClosed();
  expect(await readSession(api)).toMatchObject({ applicant: before.applicant, way: 'face', kept: true });
  await expectAnswersKept(jingtong, api, occupation);
});

test('京通 renews a face session by SMS, name and face', async ({ page, context, api, register, consoleErrors }) => {
  consoleErrors.allowStatus(401);
  const person = register.adult();
  await api.signInByFace(person);
  const jingtong = new SinglePageForm(page, 'jingtong');
  await jingtong.openForm();
  const { applicant } = await readSession(api);
  const { occupation } = answersOf(person);
  await jingtong.chooseOption('职业', occupation);
  await context.clearCookies();
  await jingtong.fillField('常住所在地地址', ADDRESS);

  const signInAgain = new SignInAgainDialog(page);
  await signInAgain.expectOpen();
  await signInAgain.press('手机号验证码登录');
  await signInAgain.signInBySms(person);
  expect(await readSession(api)).toMatchObject({ applicant, way: 'sms' });
  await expectAnswersKept(jingtong, api, occupation);
});

test('网上服务大厅 renews a password session with its account', async ({ page, context, api, consoleErrors }) => {
  consoleErrors.allowStatus(401);
  const account = new AccountPage(page);
  await account.signInByApi(page.request, LI.account, LI.password);
  const portal = new SinglePageForm(page, 'portal');
  await portal.openForm();
  const { applicant } = await readSession(api);
  await portal.chooseOption('职业', '专业技术人员');
  await context.clearCookies();
  await portal.fillField('常住所在地地址', ADDRESS);

  const signInAgain = new SignInAgainDialog(page);
  await signInAgain.expectOpen();
  await account.chooseTextCaptcha();
  await account.signIn(LI.account, LI.password);
  await signInAgain.expectClosed();
  expect(await readSession(api)).toMatchObject({ applicant, way: 'password' });
  await expectAnswersKept(portal, api, '专业技术人员');
});

test('网上服务大厅 renews by SMS and hides data from another user', async ({ page, context, api, register, consoleErrors }) => {
  // An SMS code was sent shortly before.
  consoleErrors.allowStatus(401, 429);
  const person = register.adult();
  await api.signIn(person);
  const portal = new SinglePageForm(page, 'portal');
  await portal.openForm();
  const { occupation } = answersOf(person);
  await portal.chooseOption('职业', occupation);
  await context.clearCookies();
  await portal.fillField('常住所在地地址', ADDRESS);

  const signInAgain = new SignInAgainDialog(page);
  await signInAgain.expectOpen();
  await signInAgain.signInBySms(person);
  await expectAnswersKept(portal, api, occupation);

  await context.clearCookies();
  await portal.fillField('固定电话', '010-12345678');
  await signInAgain.expectOpen();
  await signInAgain.press('账号登录');
  const account = new AccountPage(page);
  await account.chooseTextCaptcha();
  await account.signIn(LI.account, LI.password);
  await expect(signInAgain.dialog).toBeHidden();
  await expect(page.getByText('登录的不是同一个人，原来填写的内容已从本机清除。')).toBeVisible();
  await expect(page).toHaveURL(/\/portal$/);
  await expect(page.getByText(`${LI.name}，欢迎您`)).toBeVisible();
});
