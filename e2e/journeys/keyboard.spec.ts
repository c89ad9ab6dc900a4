// A complete application by keyboard alone: the focus is always visible, never lost or trapped, and follows the reading order.

import { answersOf } from '../fixtures/answers.ts';
import { expect, test } from '../fixtures/journey.ts';
import { AccessibilityCheck } from '../fixtures/accessibility-check.ts';
import { pictures } from '../fixtures/pictures.ts';
import { stubReadings, buildCompleteReading } from '../fixtures/readings.ts';
import { chromiumFlags, fullChromium, filmedCameraFlags } from '../harness/chromium.ts';
import { Keyboard } from '../pages/keyboard.ts';

// In the full browser, Tab moves from the last control to the browser's own controls and back.
test.use({ launchOptions: { executablePath: fullChromium, args: [...chromiumFlags, ...filmedCameraFlags] } });

test('an application is complete by keyboard alone', async ({ wizard, page, api, register }) => {
  test.setTimeout(150_000);
  AccessibilityCheck.forPage(page).skip();
  const person = register.adult();
  const answers = answersOf(person);
  const keys = new Keyboard(page);
  const button = (name: string) => page.getByRole('button', { name, exact: true });
  const heading = page.getByRole('heading', { level: 1 });

  await test.step('sign-in', async () => {
    await wizard.open('/minsheng');
    await expect(page.getByText('演示环境', { exact: true })).toBeVisible();
    await keys.moveFocusTo(page.getByRole('button', { name: '申请本人社会保障卡' }));
    await keys.pressKeys('Enter');
    await expect(heading).toHaveText('登录');
    await keys.expectFocusOn(heading);
    await keys.moveFocusTo(wizard.field('手机号'));
    await keys.typeText(person.mobile);
    await keys.moveFocusTo(button('获取验证码'));
    await keys.pressKeys('Space');
    await wizard.expectResendPause();
    // The button keeps the focus while it is disabled.
    await keys.expectFocusOn(page.getByRole('button', { name: /获取/ }));
    await keys.moveFocusTo(wizard.field('短信验证码'), 'Shift+Tab');
    await keys.typeText(await api.readSmsCode(person.mobile));
    await keys.pressKeys('Enter');
    await expect(heading).toHaveText('实名认证');
    await keys.expectFocusOn(heading);
    await keys.moveFocusTo(wizard.field('姓名'));
    await keys.typeText(person.name);
    await keys.moveFocusTo(wizard.field('身份证号'));
    await keys.typeText(person.idNumber);
    await keys.moveFocusTo(button('下一步'));
    await keys.pressKeys('Enter');
    await wizard.waitForFaceCheck();
    await expect(heading).toHaveText('免责声明');
    await keys.expectFocusOn(heading);
    await keys.moveFocusTo(page.getByRole('region', { name: '免责声明' }));
    await keys.moveFocusTo(wizard.field('我已阅读并同意免责声明'));
    await keys.pressKeys('Space');
    await keys.moveFocusTo(button('确定'));
    await keys.pressKeys('Enter');
  });

  await test.step('身份识别', async () => {
    await wizard.expectStep('identity');
    await keys.expectFocusOn(heading);
    for (const [side, label] of [['emblem_side', '身份证正面（国徽面）'], ['portrait_side', '身份证背面（个人信息面）']] as const) {
      await stubReadings(page, (route) => route.fulfill({ json: buildCompleteReading(person, side) }));
      await keys.moveFocusTo(wizard.field(label));
      await wizard.uploadPicture(side, side === 'emblem_side' ? pictures.emblemSide : pictures.portraitSide);
      await keys.expectFocusOn(wizard.field(label));
    }
    await expect(wizard.field('签发机关')).toHaveValue(answers.authority);
    await keys.moveFocusTo(wizard.field('有效期限起'));
    await keys.typeText(answers.validFrom);
    await keys.moveFocusTo(button('确定，下一步'));
    await keys.pressKeys('Enter');
  });

  await test.step('基本信息', async () => {
    await wizard.expectStep('basic');
    await keys.expectFocusOn(heading);
    await keys.moveFocusTo(button('确定，下一步'));
    await keys.pressKeys('Enter');
    // The first fault has the focus; the summary of all faults precedes it.
    await keys.expectFocusOn(wizard.field('常住地所在区'));
    const lines = wizard.summary().getByRole('link');
    await keys.moveFocusTo(lines.last(), 'Shift+Tab');
    await keys.pressKeys('Enter');
    await keys.expectFocusOn(wizard.field('职业'));
    await keys.moveFocusTo(wizard.field('常住地所在区'), 'Shift+Tab');
    await keys.pressKeys('Shift+Tab');
    await keys.chooseOption(wizard.field('常住地所在区'), answers.district);
    await keys.moveFocusTo(wizard.field('常住所在地地址'));
    await keys.typeText(answers.address);
    await keys.chooseOption(wizard.field('职业'), answers.occupation);
    await keys.moveFocusTo(button('确定，下一步'));
    await keys.pressKeys('Enter');
  });

  await test.step('制卡信息', async () => {
    await wizard.expectStep('card');
    await keys.expectFocusOn(heading);
    await keys.moveFocusTo(wizard.field('制卡照片'));
    await wizard.openCropDialog(pictures.bust);
    const crop = page.getByRole('dialog', { name: '图片上传' });
    await keys.expectFocusOn(wizard.cropFrame());
    await keys.expectFocusTrap(crop);
    await keys.moveFocusTo(wizard.cropFrame());
    const found = await wizard.readZoomPercent();
    await keys.pressKeys('+', 'ArrowRight', 'ArrowLeft', 'ArrowUp', 'ArrowDown');
    expect(await wizard.readZoomPercent()).toBeGreaterThan(found);
    await keys.pressKeys('0');
    expect(await wizard.readZoomPercent()).toBe(found);
    await keys.moveFocusTo(crop.getByRole('slider', { name: '缩放' }));
    await keys.pressKeys('ArrowRight', 'ArrowLeft');
    // The buttons that move and rotate the photo are one tab stop; arrow keys move between them.
    await keys.moveFocusTo(crop.getByRole('button', { name: '左移' }));
    await keys.pressKeys('ArrowRight');
    await keys.expectFocusOn(crop.getByRole('button', { name: '右移' }));
    await keys.pressKeys('Home');
    await keys.expectFocusOn(crop.getByRole('button', { name: '左移' }));
    expect(await keys.moveFocusTo(crop.getByRole('button', { name: '确定', exact: true }))).toBeLessThanOrEqual(4);
    await keys.moveFocusTo(wizard.cropFrame(), 'Shift+Tab');
    expect(await keys.moveFocusTo(crop.getByRole('button', { name: '确定', exact: true }))).toBeLessThanOrEqual(8);
    // The app asks twice for a better photo; the button keeps focus and position.
    await expect(async () => {
      await keys.pressKeys('Enter');
      await expect(crop).toBeHidden({ timeout: 3_000 });
    }).toPass({ timeout: 30_000 });
    await keys.expectFocusOn(wizard.field('制卡照片'));
    await wizard.expectPicture('photo');
    await keys.moveFocusTo(wizard.field('卡预留手机号'));
    await keys.typeText(answers.mobile);
    await keys.chooseOption(wizard.field('办卡银行名称'), answers.bank);
    await keys.moveFocusTo(wizard.field('开户行网点'));
    await keys.pressKeys('Enter');
    const branches = page.getByRole('dialog', { name: '请选择开户行网点' });
    await expect(branches.getByRole('listitem').first()).toBeVisible();
    await keys.moveFocusTo(branches.getByRole('searchbox'));
    await keys.typeText('样本');
    await keys.moveFocusTo(branches.getByRole('listitem').getByRole('button').first());
    await keys.pressKeys('ArrowDown');
    await keys.expectFocusOn(branches.getByRole('listitem').getByRole('button').nth(1));
    await keys.pressKeys('ArrowUp', 'Enter');
    await expect(branches).toBeHidden();
    await keys.expectFocusOn(wizard.field('开户行网点'));
    await keys.moveFocusTo(button('确定，下一步'));
    await keys.pressKeys('Enter');
  });

  await test.step('领卡方式', async () => {
    await wizard.expectStep('delivery');
    await keys.expectFocusOn(heading);
    await keys.moveFocusTo(page.getByRole('radio', { name: '本人网点自取' }));
    await keys.pressKeys('ArrowDown');
    await expect(page.getByRole('radio', { name: '银行邮寄' })).toBeChecked();
    await keys.pressKeys('ArrowUp');
    await expect(page.getByRole('radio', { name: '本人网点自取' })).toBeChecked();
    await keys.moveFocusTo(button('确定，下一步'));
    await keys.pressKeys('Enter');
  });

  await test.step('the submit', async () => {
    await wizard.expectCheckPage();
    await keys.expectFocusOn(heading);
    await keys.moveFocusTo(button('显示完整信息'));
    await keys.pressKeys('Space');
    await expect(page.getByText(person.idNumber)).toBeVisible();
    await keys.moveFocusTo(page.getByRole('checkbox'));
    await keys.pressKeys('Space');
    await keys.moveFocusTo(button('查看《第三代社会保障卡申领承诺》'));
    await keys.pressKeys('Enter');
    const pledge = page.getByRole('dialog', { name: '《第三代社会保障卡申领承诺》' });
    await expect(pledge.getByRole('paragraph').first()).toBeVisible();
    await keys.expectFocusTrap(pledge);
    await keys.pressKeys('Escape');
    await expect(pledge).toBeHidden();
    await keys.expectFocusOn(button('查看《第三代社会保障卡申领承诺》'));
    await keys.moveFocusTo(button('确认提交'));
    await keys.pressKeys('Enter');
    const question = page.getByRole('dialog', { name: '是否确认提交个人申领' });
    await expect(question).toBeVisible();
    await keys.expectFocusTrap(question);
    await keys.pressKeys('Escape');
    await expect(question).toBeHidden();
    await keys.expectFocusOn(button('确认提交'));
    await keys.pressKeys('Enter');
    await keys.moveFocusTo(question.getByRole('button', { name: '确定', exact: true }));
    await keys.pressKeys('Enter');
    const receipt = await wizard.readReceipt();
    await keys.expectFocusOn(heading);
    await keys.moveFocusTo(page.getByRole('link', { name: '我的办事', exact: true }));
    await keys.pressKeys('Enter');
    await expect(page).toHaveURL(/\/me\/applications$/);
    await keys.expectFocusOn(heading);
    expect(await api.listApplications()).toMatchObject([{ receipt }]);
  });
});

test('the skip link leads to the main content', async ({ wizard, page }) => {
  await wizard.open('/minsheng');
  const apply = page.getByRole('button', { name: '申请本人社会保障卡' });
  // The first page is painted from HTML at once; this text appears when the app has loaded.
  await expect(page.getByText('演示环境', { exact: true })).toBeVisible();
  const skip = page.getByRole('link', { name: '跳到主要内容' });
  await new Keyboard(page).moveFocusTo(skip);
  await expect(skip).toBeInViewport({ ratio: 1 });
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await expect(apply).toBeFocused();
});

test('Escape closes the camera and restores the focus', async ({ wizard, page, register }) => {
  const keys = new Keyboard(page);
  await wizard.signInAndOpenStep('identity', register.adult());
  await keys.moveFocusTo(page.getByRole('button', { name: '拍照：身份证正面（国徽面）' }));
  await keys.pressKeys('Enter');
  const camera = page.getByRole('dialog', { name: /^拍摄/ });
  await expect(camera).toBeVisible();
  await keys.expectFocusTrap(camera);
  await keys.pressKeys('Escape');
  await expect(camera).toBeHidden();
  await keys.expectFocusOn(page.getByRole('button', { name: '拍照：身份证正面（国徽面）' }));
});
