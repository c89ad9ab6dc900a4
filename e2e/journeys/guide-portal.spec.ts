// 一、网上服务大厅, screen by screen: the words of the guide, to the character and in its order. portal.spec.ts holds the actions.

import { MAIL_ANSWERS } from '../fixtures/answers.ts';
import { formatChineseDate } from '../fixtures/dates.ts';
import { expectSideBySide, expectTextInOrder } from '../fixtures/text-order.ts';
import { expect, test } from '../fixtures/journey.ts';
import { findLayoutFaults } from '../fixtures/layout-checks.ts';
import { MAIL_LABELS, SinglePageForm } from '../pages/single-page-form.ts';

const HEAD = ['北京市人力资源和社会保障局', 'BEIJING MUNICIPAL HUMAN RESOURCES AND SOCIAL SECURITY BUREAU'];
const FOOT = ['关于我们', '法律声明', '网站地图', '建议征集'];
const NARROW = { width: 360, height: 780 };

test('登录方式 are in guide order, the code last on a narrow screen', async ({ page }) => {
  await page.goto('/portal/sign-in');
  const tabs = page.getByRole('tab');
  await expect(tabs).toHaveText(['扫码登录', '账号登录', '其他渠道登录']);
  await expectTextInOrder(page, [...HEAD, '扫码登录', '账号登录', '其他渠道登录', '使用微信、支付宝或百度端“京通”小程序扫码登录', ...FOOT]);
  await expect(page.getByRole('img', { name: '登录二维码' })).toBeVisible();
  await page.getByRole('tab', { name: '账号登录' }).click();
  await expectTextInOrder(page.getByRole('main'), ['用户名/手机号/身份证号', '密码', '图形验证码', '登录']);
  await page.getByRole('tab', { name: '其他渠道登录' }).click();
  await expectTextInOrder(page.getByRole('main'), [
    '使用国家政务服务平台账号登录，或者支付宝、微信、百度、电子社保卡进行登录',
    '国家政务服务平台登录', '支付宝登录', '微信登录', '百度登录', '电子社保卡登录',
  ]);

  await page.setViewportSize(NARROW);
  await page.reload();
  await expect(tabs).toHaveText(['账号登录', '其他渠道登录', '扫码登录']);
  expect(await findLayoutFaults(page)).toEqual([]);
});

test('社会保障卡申请基本信息 follows the guide in words and columns', async ({
  page, api, register,
}) => {
  const person = register.adult();
  const portal = new SinglePageForm(page, 'portal');
  await api.signIn(person);
  await portal.openForm();
  const main = page.getByRole('main');

  await test.step('at 1280 the guide\'s two columns', async () => {
    for (const [left, right] of [
      ['姓名', '制卡照片'], ['公民身份证正面（国徽面）', '公民身份证背面（个人信息面）'], ['性别', '出生日期'], ['常住所在区', '常住所在地地址'], ['预留手机号', '固定电话'],
      ['发卡行名称', '办卡网点'],
    ]) {
      await expectSideBySide(main, left, right);
    }
    // The first four fields stand one below the other beside the photo.
    await expectTextInOrder(main, ['姓名', '证件类型', '证件号码', '国籍', '公民身份证正面（国徽面）', '证件有效期限起', '性别', '民族', '职业']);
    await expectTextInOrder(page, [...HEAD, '返回首页', `${person.name[0]}**，欢迎您`, '个人中心', '退出', '个人服务', '本人申请社会保障卡']);
    expect(await findLayoutFaults(page)).toEqual([]);
  });

  await test.step('at 360 one column, in the same order', async () => {
    await page.setViewportSize(NARROW);
    await expectTextInOrder(page, [
      ...HEAD, '返回首页', `${person.name[0]}**，欢迎您`, '个人中心', '退出',
      '个人服务', '本人申请社会保障卡', '社会保障卡申请基本信息',
      '本人社会保障卡功能：社会保障功能就医结算功能', '温馨提示：请确认您的社会保障卡功能，若信息有误，请拨打客服电话咨询：96066',
      '姓名', `${person.name[0]}**`, '制卡照片', '去上传', '如果照片与本人实际情况不相符，可以点击照片重新上传',
      '证件类型', '居民身份证', '证件号码', `${person.idNumber.slice(0, 3)}*****${person.idNumber.slice(-4)}`, '国籍', '中国',
      '公民身份证正面（国徽面）', '去上传', '公民身份证背面（个人信息面）', '去上传', '证件有效期限起', '证件有效期限止',
      '性别', person.sex, '出生日期', formatChineseDate(person.birthDate), '民族', '请选择', '职业', '请选择',
      '常住所在区', '请选择', '常住所在地地址', '预留手机号', `${person.mobile.slice(0, 3)}****${person.mobile.slice(-4)}`, '更正',
      '固定电话', '例: 010-12345678', '领卡方式', '本人网点领取', '银行网点邮寄', '发卡行名称', '请选择', '办卡网点', '请选择',
      '提示：您的社会保障卡申请受理成功，请收到发卡行领卡通知短信后，到您选择的办卡网点领卡。',
      '我已阅读并同意《第三代社会保障卡申领承诺》，知晓申领实体社保卡即同步生成电子社保卡。', '制卡周期为30个自然日。', '提交', ...FOOT,
    ]);
    await expect(portal.field('民族').getByRole('option', { name: '汉族' })).toHaveCount(1);
    await expect(portal.field('职业').getByRole('option', { name: '专业技术人员' })).toHaveCount(1);
    expect(await findLayoutFaults(page)).toEqual([]);
  });

  await test.step('银行网点邮寄, and what is missing', async () => {
    await portal.fillMailDelivery(MAIL_ANSWERS);
    await expectTextInOrder(main, ['银行网点邮寄', ...MAIL_LABELS.portal, '发卡行名称']);
    await portal.press('提交');
    await expect(portal.field('发卡行名称')).toHaveAccessibleDescription('请输入发卡行名称');
    await expect(portal.field('办卡网点')).toHaveAccessibleDescription('请输入办卡网点');
    expect(await findLayoutFaults(page)).toEqual([]);
  });
});

test('图片上传 shows 温馨提示 and an example for each picture', async ({ page, api, register }) => {
  const portal = new SinglePageForm(page, 'portal');
  await api.signIn(register.adult());
  await portal.openForm();
  for (const [label, what, example] of [
    ['制卡照片', '制卡照片', '符合要求的制卡照片示例'],
    ['公民身份证正面（国徽面）', '公民身份证正面（国徽面）原件照片', '符合要求的公民身份证照片示例：'],
    ['公民身份证背面（个人信息面）', '公民身份证背面（个人信息面）原件照片', '符合要求的公民身份证照片示例：'],
  ]) {
    await portal.press(`去上传${label}`);
    const dialog = page.getByRole('dialog', { name: '图片上传' });
    await expectTextInOrder(dialog, [
      '图片上传', '温馨提示：', `1、请选择${what}，上传核验。`, '2、请保证照片真实有效，清晰完整，无任何遮挡，同时避免照片反光。',
      '3、请通过鼠标移动或缩放照片，将照片填满裁剪框。', example,
    ]);
    await expect(dialog.getByRole('img').first()).toHaveCount(label === '制卡照片' ? 0 : 1);
    await dialog.getByRole('button', { name: '完成', exact: true }).click();
    await expect(dialog).toBeHidden();
  }
});
