// 一、网上服务大厅: the first part of the guide, step by step, on a wide and on a narrow screen.

import { MAIL_ANSWERS } from '../fixtures/answers.ts';
import { expectTextInOrder } from '../fixtures/text-order.ts';
import { expect, test } from '../fixtures/journey.ts';
import { LABELS, MAIL_LABELS, SinglePageForm } from '../pages/single-page-form.ts';
import { groupReceiptDigits } from '../pages/wizard.ts';

test('本人申请社会保障卡 leads from 免责声明 to 我的办事', { tag: ['@both-widths', '@smoke'] }, async ({ page, api, register }) => {
  test.slow();
  const person = register.adult();
  const portal = new SinglePageForm(page, 'portal');
  await api.signIn(person);
  await portal.open('/portal');
  await expect(page.getByText('北京市人力资源和社会保障局', { exact: true }).first()).toBeVisible();
  await expect(page.getByText(`${person.name[0]}**，欢迎您`)).toBeVisible();
  for (const name of ['返回首页', '个人中心', '关于我们', '法律声明', '网站地图', '建议征集']) await expect(page.getByRole('link', { name, exact: true })).toBeVisible();
  await expect(page.getByRole('button', { name: '退出', exact: true })).toBeVisible();

  // 点击【本人申请社会保障卡】，出现免责声明弹框。阅读后勾选【我同意】，点击【确定】按钮。
  await page.getByRole('link', { name: /^本人申请社会保障卡/ }).click();
  const disclaimer = page.getByRole('dialog', { name: '免责声明' });
  await expect(disclaimer.getByText(/^欢迎您使用由北京市人力资源和社会保障局主办的/)).toBeVisible();
  await disclaimer.getByRole('button', { name: '确定' }).click();
  await expect(disclaimer.getByRole('checkbox', { name: '我同意' })).toHaveAccessibleDescription(/勾选“我同意”/);
  await disclaimer.getByRole('checkbox', { name: '我同意' }).check();
  await disclaimer.getByRole('button', { name: '确定' }).click();

  // 进入本人社会保障卡申请信息填写页面。
  await portal.expectForm();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('社会保障卡申请基本信息');
  await expect(page.getByRole('navigation', { name: '当前位置' })).toHaveText(/个人服务.*本人申请社会保障卡/);
  await expect(page.getByText('社会保障功能')).toBeVisible();
  await expect(page.getByText('就医结算功能')).toBeVisible();
  expect(await portal.readLabels()).toEqual(LABELS.portal);
  await portal.expectReadOnlyValue('姓名', `${person.name[0]}**`);
  await portal.expectReadOnlyValue('证件号码', `${person.idNumber.slice(0, 3)}*****${person.idNumber.slice(-4)}`);
  await portal.expectReadOnlyValue('证件类型', '居民身份证');
  await portal.expectReadOnlyValue('性别', person.sex);

  // An incomplete form is not sent, and the focus moves to the first missing field.
  await portal.press('提交');
  await expect(portal.summary()).toBeVisible();
  await expect(page.getByRole('button', { name: '去上传制卡照片' })).toBeFocused();
  await portal.expectFault('发卡行名称');

  await portal.uploadAllPictures(person);
  // 如果照片与本人实际情况不相符，可以点击照片重新上传.
  await page.getByRole('button', { name: '点击照片重新上传' }).click();
  const upload = page.getByRole('dialog', { name: '图片上传' });
  await expect(upload.getByText('1、请选择制卡照片，上传核验。')).toBeVisible();
  await upload.getByRole('button', { name: '完成', exact: true }).click();
  await portal.fillAnswers(person);
  await portal.fillMailDelivery(MAIL_ANSWERS);
  expect((await portal.readLabels()).slice(19, 24)).toEqual(MAIL_LABELS.portal);
  await portal.choosePickup();
  await portal.press('提交');
  await expect(page.getByRole('checkbox', { name: /^我已阅读并同意/ })).toBeFocused();
  await portal.checkPledge();
  await portal.submit();
  const receipt = await portal.readReceipt();
  expect(await api.listApplications()).toMatchObject([{ receipt, status: 'submitted' }]);

  // 页面提示“您已完成个人申领业务办理, 请在个人中心我的办事中查看办事进度”.
  await expectTextInOrder(page, [
    '北京市人力资源和社会保障局', '返回服务大厅', `${person.name[0]}**，欢迎您`, '退出', '您已完成个人申领业务办理，请在个人中心我的办事中查看办事进度', '我的办事',
  ]);
  await expect(page.getByRole('link', { name: '个人中心' })).toHaveCount(0);
  await portal.press('我的办事');
  await expect(page).toHaveURL(/\/me\/applications$/);
  await expect(page.getByRole('link').filter({ hasText: groupReceiptDigits(receipt) })).toBeVisible();
  await page.goBack();
  await portal.press('返回服务大厅');
  await expect(page).toHaveURL(/\/portal$/);

  // An applicant with a pending application is told so at the start, with a link to 我的办事.
  await portal.open('/portal');
  await page.getByRole('link', { name: /^本人申请社会保障卡/ }).click();
  await disclaimer.getByRole('checkbox', { name: '我同意' }).check();
  await disclaimer.getByRole('button', { name: '确定' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('暂时不能申领');
  await portal.expectProblem(/您的社会保障卡正在制作或办理/);
  await portal.press('我的办事');
  await expect(page).toHaveURL(/\/me\/applications$/);
});

test('更正 changes the mobile number by a code sent to it', async ({ page, api, register, consoleErrors }) => {
  consoleErrors.allowStatus(422);
  const [person, other] = [register.adult(), register.adult()];
  const portal = new SinglePageForm(page, 'portal');
  await api.signIn(person);
  await portal.openForm();
  const masked = (mobile: string) => `${mobile.slice(0, 3)}****${mobile.slice(-4)}`;
  await portal.expectReadOnlyValue('预留手机号', masked(person.mobile));
  await portal.press('更正');
  const dialog = page.getByRole('dialog', { name: '更正预留手机号' });
  await dialog.getByLabel('手机号', { exact: true }).fill(other.mobile);
  await dialog.getByRole('button', { name: '获取验证码' }).click();
  await expect(dialog.getByText(/^验证码已发送/)).toBeVisible();
  await dialog.getByLabel('短信验证码', { exact: true }).fill('000000');
  await dialog.getByRole('button', { name: '确定', exact: true }).click();
  await expect(dialog.getByRole('alert').filter({ hasText: '验证码不正确或已失效' })).toBeVisible();
  await dialog.getByLabel('短信验证码', { exact: true }).fill(await api.readSmsCode(other.mobile));
  await dialog.getByRole('button', { name: '确定', exact: true }).click();
  await portal.expectReadOnlyValue('预留手机号', masked(other.mobile));
  await expect.poll(async () => (await api.readDraft()).mobile).toBe(other.mobile);
});

test('a draft of one channel is found in another', async ({ page, api, wizard, register }) => {
  const person = register.adult();
  await wizard.signInAndOpenStep('card', person);
  const portal = new SinglePageForm(page, 'portal');
  await portal.open('/portal/form');
  await portal.expectForm();
  await expect(portal.field('常住所在地地址')).not.toHaveValue('');
  await portal.chooseOption('发卡行名称', '北京银行');
  await expect.poll(async () => (await api.readDraft()).bank).toBeTruthy();
  await wizard.open('/minsheng/card');
  await wizard.expectChosenOption('办卡银行名称', '北京银行');
});

test('the footer leads to the about page of the portal', { tag: '@both-widths' }, async ({ page }) => {
  const portal = new SinglePageForm(page, 'portal');
  await portal.open('/portal');
  await page.getByRole('link', { name: '建议征集' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('关于我们');
  for (const name of ['法律声明', '网站地图', '建议征集']) await expect(page.getByRole('heading', { name })).toBeVisible();
  await portal.press('返回首页');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('个人服务');
});
