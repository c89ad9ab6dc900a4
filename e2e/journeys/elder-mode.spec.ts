// 长辈版: one question on each screen, turned on by the host's font setting or by the user, and read aloud on request.

import type { Locator, Page } from '@playwright/test';
import { answersOf, MAIL_ANSWERS } from '../fixtures/answers.ts';
import { expect, test } from '../fixtures/journey.ts';
import { enableElderMode } from '../fixtures/browser-modes.ts';
import { pictures } from '../fixtures/pictures.ts';
import { SpeechRecorder } from '../fixtures/speech-recorder.ts';
import type { Wizard } from '../pages/wizard.ts';

const readDisplayMode = (page: Page) =>
  page.evaluate(() => {
    const root = document.documentElement;
    return `${root.hasAttribute('data-elder') ? '长辈版 ' : ''}${root.getAttribute('data-letters')}`;
  });

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

async function expectQuestion(wizard: Wizard, place: string, asked: string[], waiting: string[]): Promise<void> {
  await expect(wizard.questionPosition()).toHaveText(place);
  for (const label of asked) await expect(wizard.field(label), label).toBeVisible();
  for (const label of waiting) await expect(wizard.field(label), label).toBeHidden();
}

test('an application is submitted question by question', async ({ wizard, page, api, register }) => {
  test.setTimeout(120_000);
  const person = register.adult();
  const answers = answersOf(person);
  await wizard.open('/minsheng?elder=1');
  await wizard.startApplication();
  await wizard.signInBySms(person);
  await wizard.submitRealName(person);
  await wizard.acceptDisclaimer();

  await wizard.expectStep('identity');
  await expectQuestion(wizard, '第1题，共5题', ['身份证正面（国徽面）'], ['身份证背面（个人信息面）', '姓名', '签发机关']);
  await wizard.press('下一题');
  await wizard.expectSummary('身份证正面（国徽面）');
  await wizard.uploadPicture('emblem_side', await wizard.drawCardPhoto(person, 'emblem_side'));
  await wizard.uploadPicture('portrait_side', await wizard.drawCardPhoto(person, 'portrait_side'));
  await wizard.press('下一题');
  await expectQuestion(wizard, '第3题，共5题', ['姓名', '证件类型', '证件号码'], ['身份证正面（国徽面）', '性别', '签发机关']);
  await expect(wizard.questionPosition()).toBeFocused();
  await wizard.fillIdentity(answers);
  await expectQuestion(wizard, '第5题，共5题', ['有效期限起', '有效期限止', '签发机关'], ['姓名', '民族']);
  await wizard.press('确定，下一步');

  await wizard.expectStep('basic');
  await expectQuestion(wizard, '第1题，共3题', ['常住地所在区', '常住所在地地址'], ['职业', '固定电话']);
  await wizard.fillBasic(answers);
  await wizard.goToNextStep();

  await wizard.expectStep('card');
  await wizard.cropAndUploadPhoto(pictures.bust);
  await wizard.fillCard(answers);
  await expectQuestion(wizard, '第3题，共3题', ['办卡银行名称', '开户行网点'], ['卡预留手机号']);
  await wizard.goToNextStep();

  await wizard.expectStep('delivery');
  await expect(wizard.questionPosition()).toHaveText('第1题，共1题');
  await page.getByRole('radio', { name: '银行邮寄' }).check();
  await expect(wizard.questionPosition()).toHaveText('第1题，共3题');
  await wizard.fillMailDelivery(MAIL_ANSWERS);
  await wizard.goToNextStep();
  await wizard.expectCheckPage();
  await wizard.checkPledge();
  await wizard.submit();
  await wizard.readReceipt();
  expect(await api.listApplications()).toHaveLength(1);
});

test('back goes by questions and a reload keeps the question', async ({ wizard, page, register }) => {
  await enableElderMode(page);
  const person = register.adult();
  await wizard.signInAndOpenStep('identity', person, 'card');
  await expect(wizard.questionPosition()).toHaveText('第1题，共5题');
  for (const at of [2, 3]) {
    await wizard.press('下一题');
    await expect(wizard.questionPosition()).toHaveText(`第${at}题，共5题`);
  }
  await page.reload();
  await wizard.expectStep('identity');
  await expect(wizard.questionPosition()).toHaveText('第3题，共5题');
  await page.goBack();
  await expect(wizard.questionPosition()).toHaveText('第2题，共5题');
  await wizard.press('上一题');
  await expect(wizard.questionPosition()).toHaveText('第1题，共5题');
  await expect(button(page, '上一题')).toHaveCount(0);
  await wizard.goToNextStep();
  await wizard.expectStep('basic');
  await wizard.press('下一题');
  await expect(wizard.questionPosition()).toHaveText('第2题，共3题');
  await wizard.pressBack();
  await expect(wizard.questionPosition()).toHaveText('第1题，共3题');
  await wizard.expectStep('basic');
  await wizard.pressBack();
  await wizard.expectStep('identity');
  await expect(wizard.questionPosition()).toHaveText('第5题，共5题');
});

test('a returning applicant starts at the first open question', async ({ wizard, page, register }) => {
  await enableElderMode(page);
  const person = register.adult();
  const answers = answersOf(person);
  await wizard.signInAndOpenStep('basic', person);
  await wizard.chooseOption('常住地所在区', answers.district);
  await wizard.fillField('常住所在地地址', answers.address);
  await wizard.open('/minsheng');
  await wizard.startApplication();
  await wizard.expectStep('basic');
  await expect(wizard.questionPosition()).toHaveText('第2题，共3题');
});

test('a double tap advances one question only', async ({ wizard, page, register }) => {
  await enableElderMode(page);
  await wizard.signInAndOpenStep('identity', register.adult(), 'card');
  await expect(button(page, '下一题')).toBeEnabled();
  await button(page, '下一题').dblclick();
  await expect(button(page, '下一题')).toBeEnabled();
  await expect(wizard.questionPosition()).toHaveText('第2题，共5题');
});

test('a doubled press counts once, wherever the second one lands', async ({ wizard, page, register }) => {
  await enableElderMode(page);
  /** Two taps of one finger, of which only one is intended. */
  const pressTwice = async (on: Locator) => {
    await on.scrollIntoViewIfNeeded();
    const box = (await on.boundingBox())!;
    for (let press = 0; press < 2; press++) await page.touchscreen.tap(box.x + box.width / 2, box.y + box.height / 2);
  };
  await page.setViewportSize({ width: 360, height: 640 });
  await wizard.openRealNamePage(register.adult());
  await expect(button(page, '下一步')).toBeVisible();
  // The first tap scrolls to the missing field, and another control, such as 设置, lies under the finger.
  await pressTwice(button(page, '下一步'));
  await wizard.expectFault('姓名');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await wizard.open('/minsheng');
  const elder = button(page, '长辈版');
  await expect(page.getByText('演示环境', { exact: true })).toBeVisible();
  for (const pressed of ['false', 'true']) {
    await pressTwice(elder);
    await page.waitForTimeout(200);
    await expect(elder).toHaveAttribute('aria-pressed', pressed);
    await page.waitForTimeout(600);
  }
});

test('a faulty field stays visible above the buttons', async ({ wizard, page, register }) => {
  await enableElderMode(page);
  await page.addInitScript(() => {
    if (location.protocol !== 'about:') localStorage.setItem('sscard:letters', '3');
  });
  await page.setViewportSize({ width: 360, height: 640 });
  await wizard.signInAndOpenStep('basic', register.adult());
  await wizard.press('下一题');
  await expect(wizard.field('常住地所在区')).toBeFocused();
  const bottomOf = async (target: Locator) => ((box) => box!.y + box!.height)(await target.boundingBox());
  const topOf = async (target: Locator) => (await target.boundingBox())!.y;
  await expect.poll(async () => (await bottomOf(wizard.field('常住地所在区'))) < (await topOf(button(page, '下一题')))).toBe(true);
});

test('a short slide counts as a press and a long one scrolls', async ({ wizard, page, register }) => {
  await enableElderMode(page);
  await wizard.signInAndOpenStep('identity', register.adult(), 'card');
  const client = await page.context().newCDPSession(page);
  for (const [slide, place] of [[24, '第2题，共5题'], [90, '第2题，共5题']] as const) {
    await expect(button(page, '下一题')).toBeEnabled();
    const box = (await button(page, '下一题').boundingBox())!;
    const at = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    await client.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [at] });
    for (const share of [0.3, 0.7, 1]) {
      await client.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: [{ x: at.x - slide * share, y: at.y }] });
    }
    await client.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
    await page.waitForTimeout(300);
    await expect(wizard.questionPosition()).toHaveText(place);
  }
});

for (const [query, expected] of [
  ['', '1'],
  ['?font=16', '1'],
  ['?font=19', '2'],
  ['?font=22', '3'],
  ['?font=23.8', '长辈版 1'],
  ['?font=26', '长辈版 2'],
  ['?font=29.75', '长辈版 3'],
  ['?font=1.2', '2'],
  ['?font=1.4', '长辈版 1'],
  ['?elder=1', '长辈版 1'],
  ['?elder=1&font=26', '长辈版 2'],
  ['?elder=0&font=26', '3'],
  ['?font=large', '1'],
] as const) {
  test(`the host sets the text size with "${query}"`, async ({ wizard, page }) => {
    await wizard.open(`/${query}`);
    expect(await readDisplayMode(page)).toBe(expected);
    expect(new URL(page.url()).search).toBe('');
    await page.reload();
    expect(await readDisplayMode(page)).toBe(expected);
  });
}

test('the choice of the user precedes the host and is kept', async ({ wizard, page }) => {
  await wizard.open('/minsheng?font=26&from=host#top');
  expect(new URL(page.url())).toMatchObject({ search: '?from=host', hash: '#top' });
  await expect(button(page, '长辈版')).toHaveAttribute('aria-pressed', 'true');
  await button(page, '长辈版').click();
  await wizard.press('设置');
  await page.getByRole('radio', { name: '标准', exact: true }).check();
  expect(await readDisplayMode(page)).toBe('1');
  await wizard.open('/minsheng?elder=1&font=29.75');
  expect(await readDisplayMode(page)).toBe('1');
  await expect(button(page, '长辈版')).toHaveAttribute('aria-pressed', 'false');
});

test('the first visit offers 长辈版 once', async ({ wizard, page }) => {
  await wizard.open('/minsheng');
  const hint = page.getByText('字太小？可打开长辈版');
  await expect(hint).toBeVisible();
  await wizard.press('打开长辈版');
  expect(await readDisplayMode(page)).toBe('长辈版 1');
  await expect(hint).toHaveCount(0);
  await expect(button(page, '长辈版')).toBeFocused();
  await page.evaluate(() => localStorage.removeItem('sscard:elder'));
  await page.reload();
  await expect(button(page, '长辈版')).toBeVisible();
  await expect(hint).toHaveCount(0);
});

test('fields, buttons and text reach 30 px at the largest size', async ({ wizard, page, register }) => {
  await enableElderMode(page);
  const person = register.adult();
  await wizard.signInAndOpenStep('basic', person);
  await wizard.press('设置');
  const settings = page.getByRole('dialog', { name: '设置' });
  await settings.getByRole('radio', { name: '特大' }).check();
  await settings.getByRole('button', { name: '关闭' }).click();
  const sizeOf = (target: typeof settings) => target.evaluate((element) => Number.parseFloat(getComputedStyle(element).fontSize));
  for (const main of [wizard.field('常住地所在区'), wizard.field('常住所在地地址'), button(page, '下一题'), page.locator('body')]) {
    expect(await sizeOf(main)).toBeGreaterThanOrEqual(30);
  }
  const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(over).toBe(0);
});

test('reading the page aloud leaves out the answers', async ({ wizard, page, register }) => {
  const speech = await SpeechRecorder.install(page);
  await enableElderMode(page);
  const person = register.adult();
  await wizard.signInAndOpenStep('identity', person, 'card');
  await expect(button(page, '朗读本页')).toHaveCount(0);
  await wizard.press('设置');
  const settings = page.getByRole('dialog', { name: '设置' });
  await settings.getByRole('switch', { name: '语音朗读' }).check();
  await settings.getByRole('button', { name: '关闭' }).click();
  expect(await speech.takeSentences()).toEqual([]);

  await wizard.showQuestionOf('姓名');
  await wizard.press('朗读本页');
  expect(await speech.readFirstUtterance()).toEqual({ lang: 'zh-CN', rate: expect.closeTo(0.9), voice: 'near' });
  const sentences = (await speech.takeSentences()).join('');
  for (const words of ['身份识别', '第3题', '姓名', '证件号码']) expect(sentences).toContain(words);
  for (const secret of [person.name, person.idNumber, person.idNumber.slice(-4), '签发机关']) expect(sentences).not.toContain(secret);
  await wizard.press('暂停');
  expect(await speech.isSpeaking()).toBe(false);
  await wizard.press('继续');
  expect(await speech.isSpeaking()).toBe(true);
  await wizard.press('停止朗读');
  expect(await speech.isSpeaking()).toBe(false);
  await expect(button(page, '朗读本页')).toBeVisible();
});

test('reading a question aloud includes its fault and answer', async ({ wizard, page, register }) => {
  const speech = await SpeechRecorder.install(page);
  await enableElderMode(page);
  await page.addInitScript(() => {
    if (location.protocol !== 'about:') localStorage.setItem('sscard:aloud', '1');
  });
  const person = register.adult();
  const { idNumber } = person;
  await wizard.signInAndOpenStep('identity', person, 'card');
  await wizard.showQuestionOf('证件号码');
  await button(page, '朗读：证件号码').press('Enter');
  const grouped = [idNumber.slice(0, 6), idNumber.slice(6, 14), idNumber.slice(14)].map((group) => [...group].join(' ')).join('，');
  expect((await speech.takeSentences()).join('')).toMatch(new RegExp(`^证件号码.*您填写的是：${grouped}$`));
  await speech.finishSpeaking();
  await expect(button(page, '停止朗读')).toHaveCount(0);

  await wizard.fillField('证件号码', '12');
  await wizard.press('下一题');
  await wizard.expectFault('证件号码');
  await button(page, '朗读：证件号码').click();
  const fault = await wizard.field('证件号码').evaluate((control) => document.getElementById(control.getAttribute('aria-describedby')!.split(' ')[0])!.innerText);
  expect((await speech.takeSentences()).join('')).toMatch(new RegExp(`^证件号码${fault}.*您填写的是：1 2$`));
  expect(await speech.isSpeaking()).toBe(true);
  await wizard.pressBack();
  await expect.poll(() => speech.isSpeaking()).toBe(false);
});

test('a browser without speech offers no reading aloud', async ({ wizard, page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(window, 'speechSynthesis', { value: undefined });
  });
  await wizard.open('/minsheng');
  await wizard.press('设置');
  const settings = page.getByRole('dialog', { name: '设置' });
  await expect(settings.getByRole('switch', { name: '长辈版' })).toBeVisible();
  await expect(settings.getByRole('switch', { name: '语音朗读' })).toHaveCount(0);
});
