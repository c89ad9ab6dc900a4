// The whole road by ear: controls by their roles and names alone, what is wrong by what is read out with them, what happens by what is
// announced, and where one is by title, headings and landmarks.

import type { Locator, Page } from '@playwright/test';
import { answersOf } from '../fixtures/answers.ts';
import { expect, test } from '../fixtures/journey.ts';
import { pictures } from '../fixtures/pictures.ts';
import { answerReadings, readingOf } from '../fixtures/readings.ts';

const NEXT = '确定，下一步';

/** A page as a screen reader knows it. */
class Ear {
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

  async expectTold(control: Locator, words: RegExp): Promise<void> {
    await expect(control).toHaveAttribute('aria-invalid', 'true');
    await expect(control).toHaveAccessibleDescription(words);
  }

  async expectAnnounced(role: 'status' | 'alert', words: RegExp): Promise<void> {
    await expect(this.page.getByRole(role).filter({ hasText: words }).first()).toBeAttached({ timeout: 20_000 });
  }

  /** A page that was gone to begins at its heading. */
  async expectPage(title: string): Promise<void> {
    await this.expectMap(title);
    await expect(this.page.getByRole('heading', { level: 1 })).toBeFocused();
  }

  /** One heading of the first level, none left out below it, every landmark once, a title, a language. */
  async expectMap(title: string): Promise<void> {
    await expect(this.page).toHaveTitle(`${title} · 北京民生一卡通`);
    await expect(this.page.getByRole('heading', { level: 1 })).toHaveText(title);
    for (const landmark of ['banner', 'main', 'contentinfo'] as const) await expect(this.page.getByRole(landmark)).toHaveCount(1);
    await expect(this.page.getByRole('main').getByRole('heading', { level: 1 })).toHaveCount(1);
    expect(await this.page.evaluate(() => document.documentElement.lang)).toBe('zh-CN');
    const levels = await this.page.getByRole('heading').evaluateAll((all) => all.map((heading) => Number(heading.tagName.slice(1))));
    for (const [at, level] of levels.entries()) expect(level, `heading ${at} of ${title}`).toBeLessThanOrEqual((levels[at - 1] ?? 0) + 1);
  }
}

test('from the front door to the receipt by role and name', async ({ page, service, register, alarms }) => {
  test.setTimeout(120_000);
  alarms.expectStatus(422);
  const person = register.adult();
  const answers = answersOf(person);
  const ear = new Ear(page);

  await test.step('the door', async () => {
    await page.goto('/minsheng');
    await ear.expectMap('第三代社会保障卡');
    await page.getByRole('button', { name: '申请本人社会保障卡' }).click();
    await ear.expectPage('登录');
    await ear.button('登录').click();
    await ear.expectTold(ear.box('手机号'), /请输入手机号/);
    await ear.expectTold(ear.box('短信验证码'), /请输入短信中的6位数字验证码/);
    await expect(ear.box('手机号')).toBeFocused();
    await ear.box('手机号').fill(person.mobile);
    await ear.button('获取验证码').click();
    await expect(ear.box('短信验证码')).toHaveAccessibleDescription(/^验证码已发送/);
    // What has the focus is read out whenever its name changes: it counts in tens.
    await expect(page.getByRole('button', { name: /^[1-9]0秒后重新获取$/ })).toBeVisible();
    const code = await service.smsCode(person.mobile);
    await ear.box('短信验证码').fill(code === '000000' ? '111111' : '000000');
    await ear.button('登录').click();
    await ear.expectAnnounced('alert', /验证码不正确/);
    await ear.box('短信验证码').fill(code);
    await ear.button('登录').click();
    await ear.expectPage('实名认证');
    await ear.box('姓名').fill(person.name);
    await ear.box('身份证号').fill(person.idNumber);
    await ear.button('下一步').click();
    await expect(page.getByRole('dialog', { name: '人脸识别' })).toBeHidden({ timeout: 30_000 });
    await ear.expectPage('免责声明');
    await page.getByRole('checkbox', { name: '我已阅读并同意免责声明' }).check();
    await ear.button('确定').click();
  });

  await test.step('身份识别', async () => {
    await ear.expectPage('身份识别');
    await expect(page.getByRole('list', { name: '办理步骤' }).getByRole('listitem').and(page.locator('[aria-current="step"]'))).toHaveText(/身份识别/);
    await ear.button(NEXT).click();
    // How much there is to mend is announced; what it is, is told at each field.
    await ear.expectAnnounced('alert', /^还有\d+处需要修改$/);
    await expect(ear.button('身份证正面（国徽面）')).toBeFocused();
    await ear.expectTold(ear.box('签发机关'), /\p{Script=Han}/u);
    await ear.expectTold(ear.list('民族'), /\p{Script=Han}/u);
    for (const [side, label, file] of [
      ['emblem_side', '身份证正面（国徽面）', pictures.emblemSide],
      ['portrait_side', '身份证背面（个人信息面）', pictures.portraitSide],
    ] as const) {
      await answerReadings(page, (route) => route.fulfill({ json: readingOf(person, side) }));
      await ear.button(label).setInputFiles(file);
      await expect(ear.button(label)).toHaveAccessibleDescription(/已上传/, { timeout: 20_000 });
      // Otherwise the control itself would go on saying that no file is chosen.
      expect(await ear.button(label).evaluate((input: HTMLInputElement) => input.files?.length)).toBe(1);
    }
    await ear.expectAnnounced('status', /已上传/);
    await expect(ear.box('签发机关')).toHaveValue(answers.authority);
    await expect(ear.box('签发机关')).toHaveAccessibleDescription('从照片读取，请核对');
    await expect(page.getByRole('img', { name: '证件照片上的签发机关' })).toBeVisible();
    await ear.button(NEXT).click();
  });

  await test.step('基本信息', async () => {
    await ear.expectPage('基本信息');
    await ear.list('常住地所在区').selectOption({ label: answers.district });
    await ear.box('常住所在地地址').fill(answers.address);
    await ear.list('职业').selectOption({ label: answers.occupation });
    await ear.button(NEXT).click();
  });

  await test.step('制卡信息', async () => {
    await ear.expectPage('制卡信息');
    const crop = page.getByRole('dialog', { name: '图片上传' });
    // Nothing but white: it is said why that is no photo of anybody.
    await ear.button('制卡照片').setInputFiles(pictures.white);
    await crop.getByRole('button', { name: '确定', exact: true }).click({ timeout: 30_000 });
    await expect(crop.getByRole('alert')).toHaveText(/这张照片不符合制卡要求/, { timeout: 20_000 });
    await crop.getByRole('button', { name: '关闭', exact: true }).click();
    await expect(crop).toBeHidden();
    await ear.button('制卡照片').setInputFiles(pictures.bust);
    await expect(crop.getByRole('group', { name: '裁剪框' })).toBeFocused({ timeout: 30_000 });
    // How the head lies comes before how to move it.
    await expect(crop.getByRole('group', { name: '裁剪框' })).toHaveAccessibleDescription(/^(没有找到人脸|头|脸|双眼).*方向键移动/);
    await expect(crop.getByRole('slider', { name: '缩放' })).toHaveAttribute('aria-valuetext', /^\d+%$/);
    await crop.getByRole('button', { name: '放大', exact: true }).click();
    await expect(crop.getByRole('status').filter({ hasText: /^放大 \d+%/ })).toBeAttached();
    await crop.getByRole('button', { name: '还原', exact: true }).click();
    await crop.getByRole('button', { name: '确定', exact: true }).click();
    await expect(crop).toBeHidden({ timeout: 20_000 });
    await expect(ear.button('制卡照片')).toHaveAccessibleDescription(/已上传/);
    // A button that goes when it is pressed leaves the focus with what it was about.
    await ear.button('删除制卡照片').press('Enter');
    await expect(ear.button('制卡照片')).toBeFocused();
    await ear.button('撤销').press('Enter');
    await expect(ear.button('制卡照片')).toBeFocused();
    await expect(ear.button('制卡照片')).toHaveAccessibleDescription(/已上传/);
    await ear.box('卡预留手机号').fill(answers.mobile);
    await ear.list('办卡银行名称').selectOption({ label: answers.bank });
    await page.getByRole('button', { name: /^开户行网点/ }).click();
    const branches = page.getByRole('dialog', { name: '请选择开户行网点' });
    await branches.getByRole('searchbox', { name: '搜索网点名称或地址' }).fill(answers.branchWord);
    await expect(branches.getByRole('status')).toHaveText(/^共\d+个网点/);
    await branches.getByRole('listitem').getByRole('button').first().click();
    await expect(page.getByRole('button', { name: new RegExp(`^开户行网点.*${answers.branchWord}`) })).toBeFocused();
    await ear.button(NEXT).click();
  });

  await test.step('领卡方式', async () => {
    await ear.expectPage('领卡方式');
    const ways = page.getByRole('radiogroup', { name: '领卡方式' });
    await expect(ways.getByRole('radio', { name: '银行邮寄' })).toHaveAccessibleDescription(/免收快递费/);
    await ways.getByRole('radio', { name: '本人网点自取' }).check();
    await ear.button(NEXT).click();
  });

  await test.step('the submit', async () => {
    await ear.expectPage('申请信息核对');
    await expect(page.getByRole('link', { name: '修改身份识别' })).toBeVisible();
    await ear.button('确认提交').click();
    const pledge = page.getByRole('checkbox', { name: /^我已阅读并同意/ });
    await ear.expectTold(pledge, /勾选同意/);
    await expect(pledge).toBeFocused();
    await pledge.check();
    await ear.button('确认提交').click();
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
    await ear.expectPage('提交成功');
    await page.getByRole('link', { name: '我的办事', exact: true }).click();
    await ear.expectPage('我的办事');
    await page.getByRole('main').getByRole('link', { name: /第三代社会保障卡申领/ }).click();
    await ear.expectPage('办事进度');
    await page.getByRole('link', { name: '个人中心' }).click();
    await ear.expectPage('个人中心');
  });
});
