// The road from the front door to the receipt in WebKit and in Firefox, as each tells what it shows: that today's page, its WebAssembly, its
// image worker and its drafts are at home there too. What the words and the rules are, the journeys in Chromium hold.

import { answersOf } from '../fixtures/answers.ts';
import { cardOf } from '../fixtures/cards.ts';
import { expect, test } from '../fixtures/engine.ts';
import { pictures } from '../fixtures/pictures.ts';
import { standInCamera } from '../fixtures/stand-in-camera.ts';

test('from the front door to the receipt', async ({ visit, service, register, browser, running }) => {
  test.setTimeout(240_000);
  const person = register.adult();
  const answers = answersOf(person);

  await visit.open('/minsheng');
  await visit.expectPage(/^\/minsheng$/, '第三代社会保障卡');
  // Painted from HTML at once; these words come with the program.
  await visit.expectWords(/演示环境/);
  await visit.press('申请本人社会保障卡');

  await visit.expectPage(/\/sign-in$/);
  await visit.type('手机号', person.mobile);
  await visit.press('获取验证码');
  await visit.expectWords(/验证码已发送，5分钟内有效/);
  await visit.type('短信验证码', await service.smsCode(person.mobile));
  await visit.press('登录');

  await visit.expectPage(/\/real-name$/, '实名认证');
  await standInCamera(running.driver);
  await visit.type('姓名', person.name);
  await visit.type('身份证号', person.idNumber);
  await visit.press('下一步');

  await visit.expectPage(/\/disclaimer$/, '免责声明');
  await visit.check('checkbox', '我已阅读并同意免责声明');
  await visit.press('确定');

  await visit.expectPage(/\/identity$/, '身份识别');
  await visit.offer('身份证正面（国徽面）', await cardOf(browser, person, 'emblem_side'));
  await visit.expectThere('image', '已选择的身份证国徽面照片');
  await visit.offer('身份证背面（个人信息面）', await cardOf(browser, person, 'portrait_side'));
  await visit.expectThere('image', '已选择的身份证个人信息面照片');
  // Read from the pictures, and put into the fields.
  await visit.expectTyped('签发机关', answers.authority);
  await visit.type('姓名', answers.name);
  await visit.type('证件号码', answers.idNumber);
  await visit.choose('性别', answers.sex);
  await visit.choose('民族', answers.ethnicity);
  await visit.type('出生日期', answers.birthDate);
  await visit.type('有效期限起', answers.validFrom);
  await visit.type('有效期限止', answers.validUntil);

  // The draft comes back, and its pictures out of the browser's own store.
  await visit.reload();
  await visit.expectPage(/\/identity$/, '身份识别');
  await visit.expectTyped('签发机关', answers.authority);
  await visit.expectChosen('民族', answers.ethnicity);
  await visit.expectThere('image', '已选择的身份证国徽面照片');
  await visit.expectThere('image', '已选择的身份证个人信息面照片');
  expect((await visit.asked()).filter((path) => /^\/api\/pictures\/[^/]+$/.test(path))).toEqual([]);
  await visit.press('确定，下一步');

  await visit.expectPage(/\/basic$/, '基本信息');
  await visit.choose('常住地所在区', answers.district);
  await visit.type('常住所在地地址', answers.address);
  await visit.choose('职业', answers.occupation);
  await visit.press('确定，下一步');

  await visit.expectPage(/\/card$/, '制卡信息');
  await visit.offer('制卡照片', pictures.bust);
  await visit.useCrop();
  await visit.type('卡预留手机号', answers.mobile);
  await visit.choose('办卡银行名称', answers.bank);
  // Of a name that is put together WebKit tells the last part alone, which says as much, until the document changes once more.
  await visit.press(/开户行网点/);
  await visit.type('搜索网点名称或地址', answers.branchWord);
  await visit.press(new RegExp(answers.branchWord), '请选择开户行网点');
  await visit.press('确定，下一步');

  await visit.expectPage(/\/delivery$/, '领卡方式');
  await visit.check('radio', '本人网点自取');
  await visit.press('确定，下一步');

  await visit.expectPage(/\/check$/, '申请信息核对');
  await visit.check('checkbox', /^我已阅读并同意/);
  // While the photo is on its way the page says so instead.
  await visit.pressUntilDialog('确认提交', '是否确认提交个人申领');
  await visit.press('确定', '是否确认提交个人申领');
  await visit.expectPage(/\/done\/\d{16}$/);
  await visit.expectWords(/您已完成个人申领业务办理，请在个人中心我的办事中查看办事进度/);
  const receipt = (await visit.words()).match(/\d{4}-\d{4}-\d{4}-\d{4}/)![0];

  await visit.press('我的办事');
  await visit.expectPage(/\/me\/applications$/);
  await visit.press(new RegExp(receipt));
  await visit.expectPage(/\/me\/applications\/\d+$/, '办事进度');
  await visit.expectWords(/已提交，待审核/);
});
