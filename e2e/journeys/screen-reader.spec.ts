// A complete application as a screen reader presents it: controls by role and name, faults by their descriptions, events by
// announcements, and pages by title, headings and landmarks.

import type { Locator, Page } from '@playwright/test';
import { answersOf } from '../fixtures/answers.ts';
import { expect, test } from '../fixtures/journey.ts';
import { pictures } from '../fixtures/pictures.ts';
import { stubReadings, buildCompleteReading } from '../fixtures/readings.ts';

const NEXT_BUTTON = '确定，下一步';

/** The page as a screen reader presents it. */
class ScreenReader {
  constructor(private readonly page: Page) {}

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  box(name: string): Locator {
    return this.page.getByRole('textbox', { name, exact: true });
  }

  list(name: string): Locator {
    return this.page.getByRole('combobox', { name, exact: true });
  }

  async expectFaultDescription(control: Locator, words: RegExp): Promise<void> {
    await expect(control).toHaveAttribute('aria-invalid', 'true');
    await expect(control).toHaveAccessibleDescription(words);
  }

  async expectAnnounced(role: 'status' | 'alert', words: RegExp): Promise<void> {
    await expect(this.page.getByRole(role).filter({ hasText: words }).first()).toBeAttached({ timeout: 20_000 });
  }

  /** A new page has the focus on its heading. */
  async expectPage(title: string): Promise<void> {
    await this.expectPageStructure(title);
    await expect(this.page.getByRole('heading', { level: 1 })).toBeFocused();
  }

  /** One heading of level 1, no skipped level, each landmark once, a title and a language. */
  async expectPageStructure(title: string): Promise<void> {
    await expect(this.page).toHaveTitle(`${title} · 北京民生一卡通`);
    await expect(this.page.getByRole('heading', { level: 1 })).toHaveText(title);
    for (const landmark of ['banner', 'main', 'contentinfo'] as const) await expect(this.page.getByRole(landmark)).toHaveCount(1);
    await expect(this.page.getByRole('main').getByRole('heading', { level: 1 })).toHaveCount(1);
    expect(await this.page.evaluate(() => document.documentElement.lang)).toBe('zh-CN');
    const levels = await this.page.getByRole('heading').evaluateAll((all) => all.map((heading) => Number(heading.tagName.slice(1))));
    for (const [at, level] of levels.entries()) expect(level, `heading ${at} of ${title}`).toBeLessThanOrEqual((levels[at - 1] ?? 0) + 1);
  }
}

test('an application is complete by roles and names alone', async ({ page, api, register, consoleErrors }) => {
  test.setTimeout(120_000);
  consoleErrors.allowStatus(422);
  const person = register.adult();
  const answers = answersOf(person);
  const reader = new ScreenReader(page);

  await test.step('sign-in', async () => {
    await page.goto('/minsheng');
    await reader.expectPageStructure('第三代社会保障卡');
    await page.getByRole('button', { name: '申请本人社会保障卡' }).click();
    await reader.expectPage('登录');
    await reader.button('登录').click();
    await reader.expectFaultDescription(reader.box('手机号'), /请输入手机号/);
    await reader.expectFaultDescription(reader.box('短信验证码'), /请输入短信中的6位数字验证码/);
    await expect(reader.box('手机号')).toBeFocused();
    await reader.box('手机号').fill(person.mobile);
    await reader.button('获取验证码').click();
    await expect(reader.box('短信验证码')).toHaveAccessibleDescription(/^验证码已发送/);
    // A screen reader repeats the focused button when its name changes, so the countdown goes in tens.
    await expect(page.getByRole('button', { name: /^[1-9]0秒后重新获取$/ })).toBeVisible();
    const code = await api.readSmsCode(person.mobile);
    await reader.box('短信验证码').fill(code === '000000' ? '111111' : '000000');
    await reader.button('登录').click();
    await reader.expectAnnounced('alert', /验证码不正确/);
    await reader.box('短信验证码').fill(code);
    await reader.button('登录').click();
    await reader.expectPage('实名认证');
    await reader.box('姓名').fill(person.name);
    await reader.box('身份证号').fill(person.idNumber);
    await reader.button('下一步').click();
    await expect(page.getByRole('dialog', { name: '人脸识别' })).toBeHidden({ timeout: 30_000 });
    await reader.expectPage('免责声明');
    await page.getByRole('checkbox', { name: '我已阅读并同意免责声明' }).check();
    await reader.button('确定').click();
  });

  await test.step('身份识别', async () => {
    await reader.expectPage('身份识别');
    await expect(page.getByRole('list', { name: '办理步骤' }).getByRole('listitem').and(page.locator('[aria-current="step"]'))).toHaveText(/身份识别/);
    await reader.button(NEXT_BUTTON).click();
    // The number of faults is announced; each field describes its own.
    await reader.expectAnnounced('alert', /^还有\d+处需要修改$/);
    await expect(reader.button('身份证正面（国徽面）')).toBeFocused();
    await reader.expectFaultDescription(reader.box('签发机关'), /\p{Script=Han}/u);
    await reader.expectFaultDescription(reader.list('民族'), /\p{Script=Han}/u);
    for (const [side, label, file] of [
      ['emblem_side', '身份证正面（国徽面）', pictures.emblemSide],
      ['portrait_side', '身份证背面（个人信息面）', pictures.portraitSide],
    ] as const) {
      await stubReadings(page, (route) => route.fulfill({ json: buildCompleteReading(person, side) }));
      await reader.button(label).setInputFiles(file);
      await expect(reader.button(label)).toHaveAccessibleDescription(/已上传/, { timeout: 20_000 });
      // Without a file the control itself would say that none is chosen.
      expect(await reader.button(label).evaluate((input: HTMLInputElement) => input.files?.length)).toBe(1);
    }
    await reader.expectAnnounced('status', /已上传/);
    await expect(reader.box('签发机关')).toHaveValue(answers.authority);
    await expect(reader.box('签发机关')).toHaveAccessibleDescription('从照片读取，请核对');
    await expect(page.getByRole('img', { name: '证件照片上的签发机关' })).toBeVisible();
    await reader.button(NEXT_BUTTON).click();
  });

  await test.step('基本信息', async () => {
    await reader.expectPage('基本信息');
    await reader.list('常住地所在区').selectOption({ label: answers.district });
    await reader.box('常住所在地地址').fill(answers.address);
    await reader.list('职业').selectOption({ label: answers.occupation });
    await reader.button(NEXT_BUTTON).click();
  });

  await test.step('制卡信息', async () => {
    await reader.expectPage('制卡信息');
    const crop = page.getByRole('dialog', { name: '图片上传' });
    // An all-white picture: the message says why it is not a photo.
    await reader.button('制卡照片').setInputFiles(pictures.white);
    await crop.getByRole('button', { name: '确定', exact: true }).click({ timeout: 30_000 });
    await expect(crop.getByRole('alert')).toHaveText(/这张照片不符合制卡要求/, { timeout: 20_000 });
    await crop.getByRole('button', { name: '关闭', exact: true }).click();
    await expect(crop).toBeHidden();
    await reader.button('制卡照片').setInputFiles(pictures.bust);
    await expect(crop.getByRole('group', { name: '裁剪框' })).toBeFocused({ timeout: 30_000 });
    // The position of the head is read before the instructions for moving it.
    await expect(crop.getByRole('group', { name: '裁剪框' })).toHaveAccessibleDescription(/^(没有找到人脸|头|脸|双眼).*方向键移动/);
    await expect(crop.getByRole('slider', { name: '缩放' })).toHaveAttribute('aria-valuetext', /^\d+%$/);
    await crop.getByRole('button', { name: '放大', exact: true }).click();
    await expect(crop.getByRole('status').filter({ hasText: /^放大 \d+%/ })).toBeAttached();
    await crop.getByRole('button', { name: '还原', exact: true }).click();
    await crop.getByRole('button', { name: '确定', exact: true }).click();
    await expect(crop).toBeHidden({ timeout: 20_000 });
    await expect(reader.button('制卡照片')).toHaveAccessibleDescription(/已上传/);
    // When a button disappears on its press, the focus moves to the control that it belongs to.
    await reader.button('删除制卡照片').press('Enter');
    await expect(reader.button('制卡照片')).toBeFocused();
    await reader.button('撤销').press('Enter');
    await expect(reader.button('制卡照片')).toBeFocused();
    await expect(reader.button('制卡照片')).toHaveAccessibleDescription(/已上传/);
    await reader.box('卡预留手机号').fill(answers.mobile);
    await reader.list('办卡银行名称').selectOption({ label: answers.bank });
    await page.getByRole('button', { name: /^开户行网点/ }).click();
    const branches = page.getByRole('dialog', { name: '请选择开户行网点' });
    await branches.getByRole('searchbox', { name: '搜索网点名称或地址' }).fill(answers.branchSearch);
    await expect(branches.getByRole('status')).toHaveText(/^共\d+个网点/);
    await branches.getByRole('listitem').getByRole('button').first().click();
    await expect(page.getByRole('button', { name: new RegExp(`^开户行网点.*${answers.branchSearch}`) })).toBeFocused();
    await reader.button(NEXT_BUTTON).click();
  });

  await test.step('领卡方式', async () => {
    await reader.expectPage('领卡方式');
    const ways = page.getByRole('radiogroup', { name: '领卡方式' });
    await expect(ways.getByRole('radio', { name: '银行邮寄' })).toHaveAccessibleDescription(/免收快递费/);
    await ways.getByRole('radio', { name: '本人网点自取' }).check();
    await reader.button(NEXT_BUTTON).click();
  });

  await test.step('the submit', async () => {
    await reader.expectPage('申请信息核对');
    await expect(page.getByRole('link', { name: '修改身份识别' })).toBeVisible();
    await reader.button('确认提交').click();
    const pledge = page.getByRole('checkbox', { name: /^我已阅读并同意/ });
    await reader.expectFaultDescription(pledge, /勾选同意/);
    await expect(pledge).toBeFocused();
    await pledge.check();
    await reader.button('确认提交').click();
    let answer = () => {};
    const held = new Promise<void>((release) => (answer = release));
    await page.route('**/api/applications', async (route) => {
      await held;
      await route.continue();
    });
    const question = page.getByRole('dialog', { name: '是否确认提交个人申领' });
    await question.getByRole('button', { name: '确定', exact: true }).click();
    await expect(question.getByRole('status')).toHaveText('正在提交，请不要关闭页面…');
    answer();
    await reader.expectPage('提交成功');
    await page.getByRole('link', { name: '我的办事', exact: true }).click();
    await reader.expectPage('我的办事');
    await page.getByRole('main').getByRole('link', { name: /第三代社会保障卡申领/ }).click();
    await reader.expectPage('办事进度');
    await page.getByRole('link', { name: '个人中心' }).click();
    await reader.expectPage('个人中心');
  });
});
