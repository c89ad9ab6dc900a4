// The dialog for signing in again over a form whose session has ended.

import { expect, type Locator, type Page } from '@playwright/test';
import { AccessibilityCheck } from '../fixtures/accessibility-check.ts';
import type { Person } from '../fixtures/people.ts';
import { ApiClient } from '../fixtures/api-client.ts';

/** Signs in by SMS. After an earlier code it waits until another one can be sent. */
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

  /** The session has ended: the dialog is open, and the page behind it is hidden. */
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

  /** The dialog shows the masked name of the applicant and asks for neither name nor number. */
  async expectMaskedName(person: Person): Promise<void> {
    await expect(this.dialog.getByText(`${person.name[0]}**`, { exact: true })).toBeVisible();
    await expect(this.dialog.getByText(person.idNumber)).toHaveCount(0);
    await expect(this.dialog.getByLabel('姓名', { exact: true })).toHaveCount(0);
  }

  /** Signs in by SMS code and then, in the same dialog, confirms the real name. */
  async signInBySms(person: Person): Promise<void> {
    await signInWithSmsCode(this.dialog, new ApiClient(this.page.request), person.mobile);
    await expect(this.dialog.getByRole('button', { name: '下一步' })).toBeVisible();
    await this.expectMaskedName(person);
    await this.checkAccessibility();
    await this.press('下一步');
    await this.expectClosed();
  }

  /** The dialog has closed. Where it asks for 人脸识别, the fake camera completes the moves within some seconds. */
  async expectClosed(): Promise<void> {
    await expect(this.dialog).toBeHidden({ timeout: 30_000 });
    await expect(this.page.locator('#content')).toBeVisible();
  }
}
