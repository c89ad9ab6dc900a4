// Signing in again over a form whose session has ended, by what is written on it.

import { expect, type Locator, type Page } from '@playwright/test';
import { AccessibilityCheck } from '../fixtures/accessibility-check.ts';
import type { Person } from '../fixtures/people.ts';
import { ApiClient } from '../fixtures/api-client.ts';

/** Where a code was sent a moment ago, the pause has to pass before another comes. */
export async function signInWithSmsCode(form: Locator, api: ApiClient, mobile: string): Promise<void> {
  await form.getByLabel('手机号', { exact: true }).fill(mobile);
  await expect(async () => {
    await form.getByRole('button', { name: '获取验证码' }).click();
    await expect(form.getByText(/^验证码已发送，5分钟内有效/)).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: 30_000 });
  await form.getByLabel('短信验证码', { exact: true }).fill(await api.readSmsCode(mobile));
  await form.getByRole('button', { name: '登录', exact: true }).click();
}

export class SignInAgainDialog {
  readonly dialog: Locator;

  constructor(readonly page: Page) {
    this.dialog = page.getByRole('dialog', { name: '请重新登录' });
  }

  /** The session has ended: the page is covered by the question who it is. */
  async expectOpen(): Promise<void> {
    await expect(this.dialog).toBeVisible();
    await expect(this.page.locator('#content')).toBeHidden();
    await this.checkAccessibility();
  }

  async checkAccessibility(): Promise<void> {
    await AccessibilityCheck.forPage(this.page).checkCurrentState();
  }

  async press(name: string): Promise<void> {
    await this.dialog.getByRole('button', { name, exact: true }).click();
  }

  /** The page knows who it has to be, shows it masked, and asks for neither name nor number. */
  async expectMaskedName(person: Person): Promise<void> {
    await expect(this.dialog.getByText(`${person.name[0]}**`, { exact: true })).toBeVisible();
    await expect(this.dialog.getByText(person.idNumber)).toHaveCount(0);
    await expect(this.dialog.getByLabel('姓名', { exact: true })).toHaveCount(0);
  }

  /** A number and its code, and then, without leaving, whose number that is. */
  async signInBySms(person: Person): Promise<void> {
    await signInWithSmsCode(this.dialog, new ApiClient(this.page.request), person.mobile);
    await expect(this.dialog.getByRole('button', { name: '下一步' })).toBeVisible();
    await this.expectMaskedName(person);
    await this.checkAccessibility();
    await this.press('下一步');
    await this.expectClosed();
  }

  /** 人脸识别, where it is asked for, is done by the person of the film, some seconds later. */
  async expectClosed(): Promise<void> {
    await expect(this.dialog).toBeHidden({ timeout: 30_000 });
    await expect(this.page.locator('#content')).toBeVisible();
  }
}
