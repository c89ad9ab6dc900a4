// A complete application in WebKit and in Firefox, by the accessibility data of each: the current build, its WebAssembly, its image
// worker and its drafts work there too. The journeys in Chromium cover texts and rules.

import { answersOf } from '../fixtures/answers.ts';
import { drawCardPhoto } from '../fixtures/cards.ts';
import { expect, test } from '../fixtures/engine.ts';
import { pictures } from '../fixtures/pictures.ts';
import { installStandInCamera } from '../fixtures/stand-in-camera.ts';

test('an application runs from the first page to the receipt', async ({ enginePage, api, register, browser, engineUnderTest }) => {
  test.setTimeout(240_000);
  const person = register.adult();
  const answers = answersOf(person);

  await enginePage.open('/minsheng');
  await enginePage.expectPage(/^\/minsheng$/, '第三代社会保障卡');
  // The first page is painted from HTML at once; this text appears when the app has loaded.
  await enginePage.expectText(/演示环境/);
  await enginePage.press('申请本人社会保障卡');

  await enginePage.expectPage(/\/sign-in$/);
  await enginePage.fillField('手机号', person.mobile);
  await enginePage.press('获取验证码');
  await enginePage.expectText(/验证码已发送，5分钟内有效/);
  await enginePage.fillField('短信验证码', await api.readSmsCode(person.mobile));
  await enginePage.press('登录');

  await enginePage.expectPage(/\/real-name$/, '实名认证');
  await installStandInCamera(engineUnderTest.driver);
  await enginePage.fillField('姓名', person.name);
  await enginePage.fillField('身份证号', person.idNumber);
  await enginePage.press('下一步');

  await enginePage.expectPage(/\/disclaimer$/, '免责声明');
  await enginePage.tickControl('checkbox', '我已阅读并同意免责声明');
  await enginePage.press('确定');

  await enginePage.expectPage(/\/identity$/, '身份识别');
  await enginePage.chooseFile('身份证正面（国徽面）', await drawCardPhoto(browser, person, 'emblem_side'));
  await enginePage.expectShown('image', '已选择的身份证国徽面照片');
  await enginePage.chooseFile('身份证背面（个人信息面）', await drawCardPhoto(browser, person, 'portrait_side'));
  await enginePage.expectShown('image', '已选择的身份证个人信息面照片');
  // Read from the pictures and filled into the form.
  await enginePage.expectValue('签发机关', answers.authority);
  await enginePage.fillField('姓名', answers.name);
  await enginePage.fillField('证件号码', answers.idNumber);
  await enginePage.chooseOption('性别', answers.sex);
  await enginePage.chooseOption('民族', answers.ethnicity);
  await enginePage.fillField('出生日期', answers.birthDate);
  await enginePage.fillField('有效期限起', answers.validFrom);
  await enginePage.fillField('有效期限止', answers.validUntil);

  // The draft is restored, with its pictures from the browser's own store.
  await enginePage.reload();
  await enginePage.expectPage(/\/identity$/, '身份识别');
  await enginePage.expectValue('签发机关', answers.authority);
  await enginePage.expectChosenOption('民族', answers.ethnicity);
  await enginePage.expectShown('image', '已选择的身份证国徽面照片');
  await enginePage.expectShown('image', '已选择的身份证个人信息面照片');
  expect((await enginePage.readRequestPaths()).filter((path) => /^\/api\/pictures\/[^/]+$/.test(path))).toEqual([]);
  await enginePage.press('确定，下一步');

  await enginePage.expectPage(/\/basic$/, '基本信息');
  await enginePage.chooseOption('常住地所在区', answers.district);
  await enginePage.fillField('常住所在地地址', answers.address);
  await enginePage.chooseOption('职业', answers.occupation);
  await enginePage.press('确定，下一步');

  await enginePage.expectPage(/\/card$/, '制卡信息');
  await enginePage.chooseFile('制卡照片', pictures.bust);
  await enginePage.acceptCrop();
  await enginePage.fillField('卡预留手机号', answers.mobile);
  await enginePage.chooseOption('办卡银行名称', answers.bank);
  // Of a composed name WebKit reports only the last part, until the document changes again.
  await enginePage.press(/开户行网点/);
  await enginePage.fillField('搜索网点名称或地址', answers.branchSearch);
  await enginePage.press(new RegExp(answers.branchSearch), '请选择开户行网点');
  await enginePage.press('确定，下一步');

  await enginePage.expectPage(/\/delivery$/, '领卡方式');
  await enginePage.tickControl('radio', '本人网点自取');
  await enginePage.press('确定，下一步');

  await enginePage.expectPage(/\/check$/, '申请信息核对');
  await enginePage.tickControl('checkbox', /^我已阅读并同意/);
  // While the photo is uploading, the button shows that instead.
  await enginePage.pressUntilDialog('确认提交', '是否确认提交个人申领');
  await enginePage.press('确定', '是否确认提交个人申领');
  await enginePage.expectPage(/\/done\/\d{16}$/);
  await enginePage.expectText(/您已完成个人申领业务办理，请在个人中心我的办事中查看办事进度/);
  const receipt = (await enginePage.readText()).match(/\d{4}-\d{4}-\d{4}-\d{4}/)![0];

  await enginePage.press('我的办事');
  await enginePage.expectPage(/\/me\/applications$/);
  await enginePage.press(new RegExp(receipt));
  await enginePage.expectPage(/\/me\/applications\/\d+$/, '办事进度');
  await enginePage.expectText(/已提交，待审核/);
});
