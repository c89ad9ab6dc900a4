// 账号登录 and 我的登录设备.

import { expect, type APIRequestContext, type Locator } from '@playwright/test';
import { AnyPage } from './any-page.ts';

const DIGITS = '零一二三四五六七八九';

export class AccountPage extends AnyPage {
  async choosePasswordSignIn(): Promise<void> {
    await this.press('账号登录');
    await expect(this.field('密码')).toBeVisible();
    await this.accessibility.checkCurrentState();
  }

  captchaPicture(): Locator {
    return this.page.getByRole('img', { name: /^图形验证码图片/ });
  }

  /** Switches from the captcha picture to a question in text. */
  async chooseTextCaptcha(): Promise<void> {
    await this.press('看不清？换成文字题');
    await expect(this.captchaPicture()).toHaveCount(0);
    await expect(this.field('图形验证码')).toHaveAccessibleDescription(/加/);
    await this.accessibility.checkCurrentState();
  }

  /** Signs in by the text captcha, whose question is the description of the field. */
  async signIn(account: string, password: string): Promise<void> {
    await this.fillField('用户名/手机号/身份证号', account);
    await this.fillField('密码', password);
    const captcha = this.field('图形验证码');
    await expect(captcha).toHaveAccessibleDescription(/^.加.等于几？/);
    const question = await this.page.getByText(/^[一二三四五六七八九]加[一二三四五六七八九]等于几？$/).innerText();
    await captcha.fill(String(DIGITS.indexOf(question[0]) + DIGITS.indexOf(question[2])));
    await this.page.getByRole('button', { name: '登录', exact: true }).click();
  }

  /** Signs in by the API, without a page. */
  async signInByApi(request: APIRequestContext, account: string, password: string): Promise<void> {
    const { id, sum } = (await (await request.get('/api/captcha?kind=sum')).json()) as { id: string; sum: Record<string, string> };
    const [first, , second] = sum['zh-CN'];
    const captcha = { id, answer: String(DIGITS.indexOf(first) + DIGITS.indexOf(second)) };
    const answer = await request.post('/api/session', { data: { method: 'password', account, password, captcha } });
    expect(answer.status()).toBe(200);
  }

  private deviceDialog(): Locator {
    return this.page.getByRole('dialog', { name: '我的登录设备' });
  }

  devices(): Locator {
    return this.deviceDialog().getByRole('listitem');
  }

  async openDevices(): Promise<void> {
    await this.press('我的登录设备');
    await expect(this.devices().filter({ hasText: '本机' })).toHaveCount(1);
    await this.accessibility.checkCurrentState();
  }

  async signOutOtherDevices(): Promise<void> {
    await this.deviceDialog().getByRole('button', { name: '退出其他所有设备' }).click();
    await this.accessibility.checkCurrentState();
    await this.deviceDialog().getByRole('button', { name: '确定', exact: true }).click();
  }
}
