// The dialog of 人脸识别.

import { expect, type Locator, type Page } from '@playwright/test';
import { AccessibilityCheck } from '../fixtures/accessibility-check.ts';
import type { Person } from '../fixtures/people.ts';
import type { Wizard } from './wizard.ts';

export class FaceDialog {
  constructor(readonly page: Page) {}

  /** Submits name and ID number on the real-name page, which opens the dialog. */
  async submitNameAndOpen(wizard: Wizard, person: Person): Promise<void> {
    await wizard.fillField('姓名', person.name);
    await wizard.fillField('身份证号', person.idNumber);
    await wizard.press('下一步');
    await expect(this.dialog()).toBeVisible();
  }

  dialog(): Locator {
    return this.page.getByRole('dialog', { name: '人脸识别' });
  }

  button(name: string): Locator {
    return this.dialog().getByRole('button', { name, exact: true });
  }

  /** The instruction is shown and announced. */
  async expectInstruction(words: RegExp): Promise<void> {
    await expect(this.dialog().getByRole('status').filter({ hasText: words })).toBeVisible();
  }

  /** The check ended early, with this message. */
  async expectFailure(words: RegExp): Promise<void> {
    await expect(this.dialog().getByRole('alert')).toHaveText(words);
    await this.checkAccessibility();
  }

  async checkAccessibility(): Promise<void> {
    await AccessibilityCheck.forPage(this.page).checkCurrentState();
  }
}
