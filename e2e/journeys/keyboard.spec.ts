// The whole road by keyboard alone: the focus is always seen, never lost, never caught, and goes as the page is read.

import { answersOf } from '../fixtures/answers.ts';
import { expect, test } from '../fixtures/journey.ts';
import { Examiner } from '../fixtures/examiner.ts';
import { pictures } from '../fixtures/pictures.ts';
import { answerReadings, readingOf } from '../fixtures/readings.ts';
import { flags, programAsPeopleHaveIt, somebody } from '../harness/chromium.ts';
import { Keyboard } from '../pages/keyboard.ts';

// Tab goes from the last control to the browser's own and back, where there is a browser around the page.
test.use({ launchOptions: { executablePath: programAsPeopleHaveIt, args: [...flags, ...somebody] } });

test('from the front door to the receipt without a mouse', async ({ wizard, page, service, register }) => {
  test.setTimeout(150_000);
  Examiner.of(page).excuse();
  const person = register.adult();
  const answers = answersOf(person);
  const keys = new Keyboard(page);
  const button = (name: string) => page.getByRole('button', { name, exact: true });
  const heading = page.getByRole('heading', { level: 1 });

  await test.step('the door', async () => {
    await wizard.open('/minsheng');
    await expect(page.getByText('演示环境', { exact: true })).toBeVisible();
    await keys.goTo(page.getByRole('button', { name: '申请本人社会保障卡' }));
    await keys.press('Enter');
    await expect(heading).toHaveText('登录');
    await keys.expectAt(heading);
    await keys.goTo(wizard.field('手机号'));
    await keys.type(person.mobile);
    await keys.goTo(button('获取验证码'));
    await keys.press('Space');
    await wizard.expectPause();
    // The button that now waits has kept the focus.
    await keys.expectAt(page.getByRole('button', { name: /获取/ }));
    await keys.goTo(wizard.field('短信验证码'), 'Shift+Tab');
    await keys.type(await service.smsCode(person.mobile));
    await keys.press('Enter');
    await expect(heading).toHaveText('实名认证');
    await keys.expectAt(heading);
    await keys.goTo(wizard.field('姓名'));
    await keys.type(person.name);
    await keys.goTo(wizard.field('身份证号'));
    await keys.type(person.idNumber);
    await keys.goTo(button('下一步'));
    await keys.press('Enter');
    await wizard.faceToFace();
    await expect(heading).toHaveText('免责声明');
    await keys.expectAt(heading);
    await keys.goTo(page.getByRole('region', { name: '免责声明' }));
    await keys.goTo(wizard.field('我已阅读并同意免责声明'));
    await keys.press('Space');
    await keys.goTo(button('确定'));
    await keys.press('Enter');
  });

  await test.step('身份识别', async () => {
    await wizard.expectStep('identity');
    await keys.expectAt(heading);
    for (const [side, label] of [['emblem_side', '身份证正面（国徽面）'], ['portrait_side', '身份证背面（个人信息面）']] as const) {
      await answerReadings(page, (route) => route.fulfill({ json: readingOf(person, side) }));
      await keys.goTo(wizard.field(label));
      await wizard.upload(side, side === 'emblem_side' ? pictures.emblemSide : pictures.portraitSide);
      await keys.expectAt(wizard.field(label));
    }
    await expect(wizard.field('签发机关')).toHaveValue(answers.authority);
    await keys.goTo(wizard.field('有效期限起'));
    await keys.type(answers.validFrom);
    await keys.goTo(button('确定，下一步'));
    await keys.press('Enter');
  });

  await test.step('基本信息', async () => {
    await wizard.expectStep('basic');
    await keys.expectAt(heading);
    await keys.goTo(button('确定，下一步'));
    await keys.press('Enter');
    // The first fault has the focus; the summary of all of them lies before it.
    await keys.expectAt(wizard.field('常住地所在区'));
    const lines = wizard.summary().getByRole('link');
    await keys.goTo(lines.last(), 'Shift+Tab');
    await keys.press('Enter');
    await keys.expectAt(wizard.field('职业'));
    await keys.goTo(wizard.field('常住地所在区'), 'Shift+Tab');
    await keys.press('Shift+Tab');
    await keys.choose(wizard.field('常住地所在区'), answers.district);
    await keys.goTo(wizard.field('常住所在地地址'));
    await keys.type(answers.address);
    await keys.choose(wizard.field('职业'), answers.occupation);
    await keys.goTo(button('确定，下一步'));
    await keys.press('Enter');
  });

  await test.step('制卡信息', async () => {
    await wizard.expectStep('card');
    await keys.expectAt(heading);
    await keys.goTo(wizard.field('制卡照片'));
    await wizard.openCrop(pictures.bust);
    const crop = page.getByRole('dialog', { name: '图片上传' });
    await keys.expectAt(wizard.stage());
    await keys.expectHeldBy(crop);
    await keys.goTo(wizard.stage());
    const found = await wizard.zoom();
    await keys.press('+', 'ArrowRight', 'ArrowLeft', 'ArrowUp', 'ArrowDown');
    expect(await wizard.zoom()).toBeGreaterThan(found);
    await keys.press('0');
    expect(await wizard.zoom()).toBe(found);
    await keys.goTo(crop.getByRole('slider', { name: '缩放' }));
    await keys.press('ArrowRight', 'ArrowLeft');
    // What moves and turns the photo is one stop; arrows go from one button to the next.
    await keys.goTo(crop.getByRole('button', { name: '左移' }));
    await keys.press('ArrowRight');
    await keys.expectAt(crop.getByRole('button', { name: '右移' }));
    await keys.press('Home');
    await keys.expectAt(crop.getByRole('button', { name: '左移' }));
    expect(await keys.goTo(crop.getByRole('button', { name: '确定', exact: true }))).toBeLessThanOrEqual(4);
    await keys.goTo(wizard.stage(), 'Shift+Tab');
    expect(await keys.goTo(crop.getByRole('button', { name: '确定', exact: true }))).toBeLessThanOrEqual(8);
    // Twice a better photo is asked for; the button keeps the focus and its place.
    await expect(async () => {
      await keys.press('Enter');
      await expect(crop).toBeHidden({ timeout: 3_000 });
    }).toPass({ timeout: 30_000 });
    await keys.expectAt(wizard.field('制卡照片'));
    await wizard.expectPicture('photo');
    await keys.goTo(wizard.field('卡预留手机号'));
    await keys.type(answers.mobile);
    await keys.choose(wizard.field('办卡银行名称'), answers.bank);
    await keys.goTo(wizard.field('开户行网点'));
    await keys.press('Enter');
    const branches = page.getByRole('dialog', { name: '请选择开户行网点' });
    await expect(branches.getByRole('listitem').first()).toBeVisible();
    await keys.goTo(branches.getByRole('searchbox'));
    await keys.type('样本');
    await keys.goTo(branches.getByRole('listitem').getByRole('button').first());
    await keys.press('ArrowDown');
    await keys.expectAt(branches.getByRole('listitem').getByRole('button').nth(1));
    await keys.press('ArrowUp', 'Enter');
    await expect(branches).toBeHidden();
    await keys.expectAt(wizard.field('开户行网点'));
    await keys.goTo(button('确定，下一步'));
    await keys.press('Enter');
  });

  await test.step('领卡方式', async () => {
    await wizard.expectStep('delivery');
    await keys.expectAt(heading);
    await keys.goTo(page.getByRole('radio', { name: '本人网点自取' }));
    await keys.press('ArrowDown');
    await expect(page.getByRole('radio', { name: '银行邮寄' })).toBeChecked();
    await keys.press('ArrowUp');
    await expect(page.getByRole('radio', { name: '本人网点自取' })).toBeChecked();
    await keys.goTo(button('确定，下一步'));
    await keys.press('Enter');
  });

  await test.step('the submit', async () => {
    await wizard.expectCheckPage();
    await keys.expectAt(heading);
    await keys.goTo(button('显示完整信息'));
    await keys.press('Space');
    await expect(page.getByText(person.idNumber)).toBeVisible();
    await keys.goTo(page.getByRole('checkbox'));
    await keys.press('Space');
    await keys.goTo(button('查看《第三代社会保障卡申领承诺》'));
    await keys.press('Enter');
    const pledge = page.getByRole('dialog', { name: '《第三代社会保障卡申领承诺》' });
    await expect(pledge.getByRole('paragraph').first()).toBeVisible();
    await keys.expectHeldBy(pledge);
    await keys.press('Escape');
    await expect(pledge).toBeHidden();
    await keys.expectAt(button('查看《第三代社会保障卡申领承诺》'));
    await keys.goTo(button('确认提交'));
    await keys.press('Enter');
    const question = page.getByRole('dialog', { name: '是否确认提交个人申领' });
    await expect(question).toBeVisible();
    await keys.expectHeldBy(question);
    await keys.press('Escape');
    await expect(question).toBeHidden();
    await keys.expectAt(button('确认提交'));
    await keys.press('Enter');
    await keys.goTo(question.getByRole('button', { name: '确定', exact: true }));
    await keys.press('Enter');
    const receipt = await wizard.receipt();
    await keys.expectAt(heading);
    await keys.goTo(page.getByRole('link', { name: '我的办事', exact: true }));
    await keys.press('Enter');
    await expect(page).toHaveURL(/\/me\/applications$/);
    await keys.expectAt(heading);
    expect(await service.applications()).toMatchObject([{ receipt }]);
  });
});

test('a link leads past the bar into the page', async ({ wizard, page }) => {
  await wizard.open('/minsheng');
  const apply = page.getByRole('button', { name: '申请本人社会保障卡' });
  // Painted from HTML at once; these words come with the program.
  await expect(page.getByText('演示环境', { exact: true })).toBeVisible();
  const skip = page.getByRole('link', { name: '跳到主要内容' });
  await new Keyboard(page).goTo(skip);
  await expect(skip).toBeInViewport({ ratio: 1 });
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await expect(apply).toBeFocused();
});

test('Escape leaves the camera, and the focus returns to what opened it', async ({ wizard, page, register }) => {
  const keys = new Keyboard(page);
  await wizard.arrive('identity', register.adult());
  await keys.goTo(page.getByRole('button', { name: '拍照：身份证正面（国徽面）' }));
  await keys.press('Enter');
  const camera = page.getByRole('dialog', { name: /^拍摄/ });
  await expect(camera).toBeVisible();
  await keys.expectHeldBy(camera);
  await keys.press('Escape');
  await expect(camera).toBeHidden();
  await keys.expectAt(page.getByRole('button', { name: '拍照：身份证正面（国徽面）' }));
});
