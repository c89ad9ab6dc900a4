// 二、京通 and 三、北京民生一卡通, screen by screen: the words of the guide, to the character and in its order. jingtong.spec.ts and apply.spec.ts
// hold the actions.

import { MAIL_ANSWERS } from '../fixtures/answers.ts';
import { formatChineseDate } from '../fixtures/dates.ts';
import { expectTextInOrder } from '../fixtures/text-order.ts';
import { expect, test } from '../fixtures/journey.ts';
import { MAIL_LABELS, SinglePageForm } from '../pages/single-page-form.ts';

const PROVIDED = '本服务由北京市人力资源和社会保障局提供';
const PLEDGE = '我已阅读并同意《第三代社会保障卡申领承诺》，知晓申领实体社保卡即同步生成电子社保卡。';
const STEPS = ['身份识别', '基本信息', '制卡信息', '领卡方式'];

test('京通 begins with 身份认证 in the words of the guide', async ({ page }) => {
  await page.goto('/jingtong');
  await expect(page).toHaveURL(/\/jingtong\/sign-in$/);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('身份认证');
  await expectTextInOrder(page, [
    '身份认证', '请填写您的个人信息', '证件类型', '中华人民共和国居民身份证', '姓名', '证件号码', '登录有效期', '30天免登录',
    '我同意北京市大数据中心使用我所提交的信息注册京通小程序，以及登录北京市统一身份认证平台，以便使用京通相关服务。',
    '我已认真阅读并同意《用户服务协议》及《隐私政策》', '开始人脸识别', PROVIDED,
  ]);
  await expect(page.getByRole('switch', { name: '登录有效期' })).toBeChecked();
  for (const title of ['用户服务协议', '隐私政策']) {
    await page.getByRole('button', { name: title, exact: true }).click();
    const text = page.getByRole('dialog', { name: title });
    await expect(text.getByRole('paragraph').first()).toBeVisible();
    await text.getByRole('button', { name: '关闭' }).click();
  }
});

test('本人申领 of 京通 follows the guide in words and order', async ({ page, api, register }) => {
  const person = register.adult();
  const jingtong = new SinglePageForm(page, 'jingtong');
  const known = `${person.name[0]}**`;
  await api.signInByFace(person);

  await test.step('免责声明', async () => {
    await jingtong.open('/jingtong');
    await expectTextInOrder(page, ['第三代社会保障卡', '本人申领', PROVIDED]);
    await jingtong.press('本人申领');
    await expectTextInOrder(page, ['免责声明', '我同意', '确认申领', PROVIDED]);
    const text = page.getByRole('region', { name: '免责声明' });
    for (const [at, begins] of ['欢迎您使用由', '北京市人力资源和社会保障局为用户提供', '您在使用申领服务时，请您', '您在使用申领服务时提供的信息【个人信'].entries()) {
      await expect(text.getByRole('paragraph').nth(at)).toHaveText(new RegExp(`^${begins}`));
    }
    await page.getByRole('checkbox', { name: '我同意' }).check();
    await jingtong.press('确认申领');
  });

  await test.step('申领人信息', async () => {
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('申领人信息');
    await expectTextInOrder(page, [
      '申领第三代社会保障卡', '申领人信息', '申领人姓名', known, '证件类型', '居民身份证', '证件号码',
      `${person.idNumber.slice(0, 2)}*****${person.idNumber.slice(-2)}`,
      '温馨提示：如果您具有北京市公安局制发的身份证可以勾选下方协议，我们将在您授权后调取您的身份证照片用作申请第三代社会保障卡的身份证件信息。',
      '访问授权：我同意并授权允许采集申领人信息进行第三代社会保障卡申领资格校验，并接受将电子证照信息用于第三代社会保障卡申领材料。',
      '开始资格校验', PROVIDED,
    ]);
    await page.getByRole('checkbox', { name: /^访问授权/ }).check();
    await jingtong.press('开始资格校验');
    await jingtong.expectForm();
  });

  await test.step('the form', async () => {
    await expectTextInOrder(page, [
      '本人申领第三代社会保障卡', '姓名', known, '证件类型', '居民身份证', '证件号码', '证件有效期限开始日期', '性别', person.sex,
      '出生日期', formatChineseDate(person.birthDate), '国籍', '中国', '民族', '请选择', '职业', '请选择', '常住所在区域', '请选择', '常住所在地地址',
      '卡预留手机号', '固定电话', '请输入', '领卡方式', '个人网点领卡', '银行邮寄', '发卡行名称', '请选择', '办卡网点（默认为开户网点）', '请选择',
      '制卡照片', '请上传大小为20KB-8.75MB，尺寸为358*441的白底证件照',
      '公民身份证正面', '国徽面', '点击上传图片', '公民身份证背面', '个人信息面', '点击上传图片',
      '温馨提示：', '1.请确认您的社会保障卡功能，若消息有误，请拨打客服电话：96066',
      '2.您的社会保障卡申请受理成功，请收到发卡行领卡通知短信后，到您选择办卡网点领卡。', '3.制卡周期为"30个自然日。"', PLEDGE, '提交', PROVIDED,
    ]);
    await expectTextInOrder(page.getByRole('main'), ['制卡照片', '点击上传图片', '公民身份证正面']);
    await expect(page.getByRole('banner')).toContainText('本人申领第三代社会保障卡');
  });

  await test.step('银行邮寄', async () => {
    await page.getByRole('radio', { name: '银行邮寄' }).check();
    await expectTextInOrder(page.getByRole('main'), [
      '银行邮寄', '收件人', '请输入收件人', '收件人联系电话', '请输入联系电话', '邮政编码', '请输入邮政编码', '收件地所在地区', '请选择',
      '收件详细地址', '请输入详细地址', '发卡行名称',
    ]);
  });

  await test.step('what must not be missing', async () => {
    await jingtong.press('提交');
    await expect(jingtong.summary()).toBeVisible();
    const asked = ['民族', '职业', '常住所在区域', '常住所在地地址', '卡预留手机号', ...MAIL_LABELS.jingtong, '发卡行名称', '制卡照片', '公民身份证正面', '公民身份证背面'];
    for (const label of asked) await jingtong.expectFault(label);
    await jingtong.expectNoFault('固定电话');
  });
});

test('本人申请 of 北京民生一卡通 follows the guide in words and order', async ({ page, wizard, api, register }) => {
  await test.step('首页', async () => {
    await wizard.open('/minsheng');
    await expect(page.getByRole('button', { name: '申请本人社会保障卡' })).toBeInViewport();
  });

  await test.step('免责声明', async () => {
    await api.signIn(register.adult());
    await wizard.open('/minsheng');
    await wizard.startApplication();
    await expectTextInOrder(page, ['免责声明', '我已阅读并同意免责声明', '确定']);
    await wizard.acceptDisclaimer();
    await wizard.expectStep('identity');
    const numbered = STEPS.map((step, at) => new RegExp(`^\\s*${at + 1}\\s*${step}`));
    await expect(page.getByRole('list', { name: '办理步骤' }).getByRole('listitem')).toHaveText(numbered);
    await expectTextInOrder(page, ['本人申请', ...STEPS, '身份证正面（国徽面）', '身份证背面（个人信息面）', '姓名', '民族', '有效期限起', '确定，下一步']);
  });

  await test.step('基本信息', async () => {
    await wizard.open('/minsheng/basic');
    await wizard.expectStep('basic');
    await expectTextInOrder(page, [
      '本人申请', ...STEPS, '常住地所在区', '请选择常住地所在区', '常住所在地地址', '请输入详细地址，精确到门牌号', '职业', '请选择职业', '确定，下一步',
    ]);
  });

  await test.step('制卡信息', async () => {
    await wizard.open('/minsheng/card');
    await wizard.expectStep('card');
    await expectTextInOrder(page, [
      '本人申请', ...STEPS, '本人社会保障卡功能', '社会保障功能', '就医结算功能', '温馨提示：请确认您的社会保障卡功能，若信息有误，请拨打客服电话咨询：96066',
      '制卡照片', '1.请上传本人近期彩色免冠照片，保证真实有效。', '2.照片需清晰完整，五官无任何遮挡，避免反光。', '3.制卡照片在20K-8.75M之间。',
      '卡预留手机号', '办卡银行名称', '开户行网点', '请选择开户行网点', '确定，下一步',
    ]);
  });

  await test.step('领卡方式', async () => {
    await wizard.open('/minsheng/delivery');
    await wizard.expectStep('delivery');
    await expectTextInOrder(page, ['本人申请', ...STEPS, '领卡方式', '本人网点自取', '银行邮寄', '确定，下一步']);
    await wizard.fillMailDelivery(MAIL_ANSWERS);
    await expectTextInOrder(page.getByRole('main'), ['银行邮寄', '邮寄接收人', '接收人联系电话', '邮寄接收地址']);
  });
});
