// A session that ends in the middle of a form: its person signs in again in place, by the way that they came, and finds what they typed.

import { answersOf } from '../fixtures/answers.ts';
import { expect, test } from '../fixtures/journey.ts';
import type { Service } from '../fixtures/service.ts';
import { AccountPage } from '../pages/account.ts';
import { Again } from '../pages/again.ts';
import { OnePage } from '../pages/one-page.ts';

const ADDRESS = '北京市海淀区样本路77号';

/** One of the sandbox's accounts, which no other journey uses. */
const LI = { account: 'li.yangben', password: 'taiyang-88', name: '李**' };

const session = async (service: Service) => (await service.request.get('/api/session')).json();

/** What was typed before the session ended, and the answer at which that was found out, are there and reach the server. */
async function expectNothingLost(form: OnePage, service: Service, occupation: string): Promise<void> {
  await expect(form.page).toHaveURL(new RegExp(`/${form.door}/form$`));
  await form.expectChosen('职业', occupation);
  await expect(form.field('常住所在地地址')).toHaveValue(ADDRESS);
  await expect.poll(async () => (await service.savedDraft()).address).toBe(ADDRESS);
}

test('京通: the face again, with both consents, and for thirty days as before', async ({ page, context, service, register, alarms }) => {
  alarms.expectStatus(401);
  const person = register.adult();
  await service.signInByFace(person);
  const jingtong = new OnePage(page, 'jingtong');
  await jingtong.arrive();
  const before = await session(service);
  const { occupation } = answersOf(person);
  await jingtong.choose('职业', occupation);
  await context.clearCookies();
  await jingtong.type('常住所在地地址', ADDRESS);

  const again = new Again(page);
  await again.expectAsked();
  await again.expectKnown(person);
  await expect(again.dialog.getByRole('switch', { name: '登录有效期' })).toBeChecked();
  await again.press('开始人脸识别');
  const consent = again.dialog.getByRole('checkbox', { name: /^我同意北京市大数据中心/ });
  await expect(consent).toBeFocused();
  await expect(consent).toHaveAccessibleDescription('请阅读后勾选同意');
  await consent.check();
  await again.dialog.getByRole('checkbox', { name: '我已认真阅读并同意《用户服务协议》及《隐私政策》' }).check();
  await again.press('开始人脸识别');
  await again.expectGone();
  expect(await session(service)).toMatchObject({ applicant: before.applicant, way: 'face', kept: true });
  await expectNothingLost(jingtong, service, occupation);
});

test('京通 after a face: a code by SMS instead, and name and face in the same dialog', async ({ page, context, service, register, alarms }) => {
  alarms.expectStatus(401);
  const person = register.adult();
  await service.signInByFace(person);
  const jingtong = new OnePage(page, 'jingtong');
  await jingtong.arrive();
  const { applicant } = await session(service);
  const { occupation } = answersOf(person);
  await jingtong.choose('职业', occupation);
  await context.clearCookies();
  await jingtong.type('常住所在地地址', ADDRESS);

  const again = new Again(page);
  await again.expectAsked();
  await again.press('手机号验证码登录');
  await again.bySms(person);
  expect(await session(service)).toMatchObject({ applicant, way: 'sms' });
  await expectNothingLost(jingtong, service, occupation);
});

test('网上服务大厅: the account that the session was begun by', async ({ page, context, service, alarms }) => {
  alarms.expectStatus(401);
  const account = new AccountPage(page);
  await account.signInWithout(page.request, LI.account, LI.password);
  const portal = new OnePage(page, 'portal');
  await portal.arrive();
  const { applicant } = await session(service);
  await portal.choose('职业', '专业技术人员');
  await context.clearCookies();
  await portal.type('常住所在地地址', ADDRESS);

  const again = new Again(page);
  await again.expectAsked();
  await account.chooseSum();
  await account.signIn(LI.account, LI.password);
  await again.expectGone();
  expect(await session(service)).toMatchObject({ applicant, way: 'password' });
  await expectNothingLost(portal, service, '专业技术人员');
});

test('网上服务大厅: a code by SMS, and somebody else than before finds nothing', async ({ page, context, service, register, alarms }) => {
  // A code was sent a moment before.
  alarms.expectStatus(401, 429);
  const person = register.adult();
  await service.signIn(person);
  const portal = new OnePage(page, 'portal');
  await portal.arrive();
  const { occupation } = answersOf(person);
  await portal.choose('职业', occupation);
  await context.clearCookies();
  await portal.type('常住所在地地址', ADDRESS);

  const again = new Again(page);
  await again.expectAsked();
  await again.bySms(person);
  await expectNothingLost(portal, service, occupation);

  await context.clearCookies();
  await portal.type('固定电话', '010-12345678');
  await again.expectAsked();
  await again.press('账号登录');
  const account = new AccountPage(page);
  await account.chooseSum();
  await account.signIn(LI.account, LI.password);
  await expect(again.dialog).toBeHidden();
  await expect(page.getByText('登录的不是同一个人，原来填写的内容已从本机清除。')).toBeVisible();
  await expect(page).toHaveURL(/\/portal$/);
  await expect(page.getByText(`${LI.name}，欢迎您`)).toBeVisible();
});
