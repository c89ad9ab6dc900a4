// Invalid input at every step: messages at the fields, a summary that links to them, and no typed text is lost.

import { answersOf } from '../fixtures/answers.ts';
import { withWrongCheck } from '../fixtures/id-number.ts';
import { expect, test } from '../fixtures/journey.ts';

test('an invalid mobile number gets an error instead of a code', async ({ wizard }) => {
  await wizard.open('/minsheng/sign-in');
  await wizard.fillField('手机号', '12345');
  await wizard.press('获取验证码');
  await wizard.expectFault('手机号');
  await expect(wizard.field('手机号')).toBeFocused();
  await expect(wizard.field('手机号')).toHaveValue('12345');
});

test('a wrong code is refused and the right one then works', async ({ wizard, page, api, consoleErrors, register }) => {
  consoleErrors.allowStatus(422);
  const person = register.adult();
  await wizard.open('/minsheng/sign-in');
  await wizard.fillField('手机号', person.mobile);
  await wizard.press('登录');
  await wizard.expectFault('短信验证码');
  await wizard.press('获取验证码');
  await wizard.expectResendPause();
  const code = await api.readSmsCode(person.mobile);
  await wizard.fillField('短信验证码', code === '000000' ? '111111' : '000000');
  await wizard.press('登录');
  await wizard.expectProblem(/验证码不正确/);
  await expect(wizard.field('手机号')).toHaveValue(person.mobile);
  await wizard.fillField('短信验证码', code);
  await wizard.press('登录');
  await expect(page).toHaveURL(/\/minsheng$/);
  await wizard.startApplication();
  await expect(page).toHaveURL(/\/minsheng\/real-name$/);
});

test('an unregistered applicant can correct the name', async ({ wizard, page, consoleErrors, register }) => {
  consoleErrors.allowStatus(422);
  const person = register.adult();
  await wizard.openRealNamePage(person);
  await wizard.submitRealName({ ...person, name: '无名氏' });
  await wizard.expectProblem(/未查询到您的参保信息/);
  await expect(wizard.field('身份证号')).toHaveValue(person.idNumber);
  await wizard.submitRealName(person);
  await expect(page).toHaveURL(/\/minsheng\/disclaimer$/);
});

test('real-name check rejects an impossible ID number', async ({ wizard, page, register }) => {
  const person = register.adult();
  await wizard.openRealNamePage(person);
  await wizard.submitRealName({ ...person, name: '', idNumber: withWrongCheck(person.idNumber) });
  await wizard.expectFault('姓名');
  await wizard.expectFault('身份证号');
  await expect(wizard.field('姓名')).toBeFocused();
  await expect(page).toHaveURL(/\/minsheng\/real-name$/);
});

test('the disclaimer must be accepted', async ({ wizard, page, api, register }) => {
  await api.signIn(register.adult());
  await wizard.open('/minsheng/disclaimer');
  await wizard.press('确定');
  await wizard.expectFault('我已阅读并同意免责声明');
  await expect(page).toHaveURL(/\/minsheng\/disclaimer$/);
});

test('empty 身份识别 names every field that sign-in leaves open', async ({ wizard, register }) => {
  const person = register.adult();
  await wizard.signInAndOpenStep('identity', person);
  // A signed-in applicant with a verified name need not type it again, nor the fields that the ID number determines.
  await expect(wizard.field('姓名')).toHaveValue(person.name);
  await wizard.goToNextStep();
  await wizard.expectSummary('身份证正面（国徽面）', '身份证背面（个人信息面）', '民族', '有效期限起', '有效期限止', '签发机关');
  await wizard.expectStep('identity');
});

test('身份识别 keeps wrong answers and accepts corrected ones', async ({ wizard, register }) => {
  const person = register.adult();
  const answers = answersOf(person);
  const wrong = { ...answers, idNumber: withWrongCheck(person.idNumber), validFrom: '2001-01-01', validUntil: '2011-01-01', authority: '？' };
  await wizard.signInAndOpenStep('identity', person, 'basic');
  await wizard.fillIdentity(wrong);
  await wizard.goToNextStep();
  await wizard.expectSummary('证件号码', '有效期限止', '签发机关');
  await expect(wizard.field('证件号码')).toHaveValue(wrong.idNumber);
  await expect(wizard.field('签发机关')).toHaveValue(wrong.authority);
  await wizard.fillField('证件号码', person.idNumber);
  await wizard.field('证件号码').blur();
  await wizard.expectNoFault('证件号码');
  await wizard.fillIdentity(answers);
  await wizard.goToNextStep();
  await wizard.expectStep('basic');
});

test('a birth date and sex that contradict the number are faults', async ({ wizard, register }) => {
  const person = register.adult();
  await wizard.signInAndOpenStep('identity', person, 'basic');
  await wizard.fillField('出生日期', '1991-01-01');
  await wizard.chooseOption('性别', person.sex === '男' ? '女' : '男');
  await wizard.goToNextStep();
  await wizard.expectSummary('性别', '出生日期');
});

test('基本信息 names missing fields, then wrong ones', async ({ wizard, register }) => {
  const person = register.adult();
  await wizard.signInAndOpenStep('basic', person);
  await wizard.goToNextStep();
  await wizard.expectSummary('常住地所在区', '常住所在地地址', '职业');
  await wizard.fillBasic({ ...answersOf(person), address: '1' });
  await wizard.fillField('固定电话', '12');
  await wizard.goToNextStep();
  await wizard.expectSummary('常住所在地地址', '固定电话');
  await expect(wizard.field('固定电话')).toHaveValue('12');
  await wizard.expectStep('basic');
});

test('a district that contradicts the address is only advice', async ({ wizard, register }) => {
  const person = register.adult();
  await wizard.signInAndOpenStep('basic', person);
  await wizard.fillBasic({ ...answersOf(person), address: '北京市西城区样本路1号院2号楼301室' });
  await wizard.goToNextStep();
  await wizard.expectStep('card');
});

test('制卡信息 names missing and wrong fields', async ({ wizard, register }) => {
  await wizard.signInAndOpenStep('card', register.adult());
  await wizard.fillField('卡预留手机号', '139');
  await wizard.goToNextStep();
  await wizard.expectSummary('制卡照片', '卡预留手机号', '办卡银行名称', '开户行网点');
  await expect(wizard.field('卡预留手机号')).toHaveValue('139');
  await wizard.expectStep('card');
});

test('changing the bank clears the branch', async ({ wizard, register }) => {
  await wizard.signInAndOpenStep('card', register.adult(), 'delivery');
  await wizard.chooseOption('办卡银行名称', '工商银行');
  await wizard.goToNextStep();
  await wizard.expectSummary('开户行网点');
});

test('领卡方式 names missing fields, then wrong ones', async ({ wizard, register }) => {
  await wizard.signInAndOpenStep('delivery', register.adult());
  await wizard.goToNextStep();
  await wizard.expectStep('delivery');
  await wizard.fillMailDelivery({ recipient: '', recipientMobile: '139', region: '', address: '家', postcode: '99' });
  await wizard.goToNextStep();
  await wizard.expectSummary('邮寄接收人', '接收人联系电话', '收件地所在地区', '邮寄接收地址', '邮政编码');
  await expect(wizard.field('邮政编码')).toHaveValue('99');
});

test('an application needs the pledge', async ({ wizard, api, register }) => {
  await wizard.signInAndOpenStep('check', register.adult());
  await wizard.press('确认提交');
  await wizard.expectPledgeFault();
  expect(await api.listApplications()).toEqual([]);
});
