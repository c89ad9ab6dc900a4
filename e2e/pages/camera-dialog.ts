// The camera dialog.

import { expect, type Locator, type Page } from '@playwright/test';
import { AccessibilityCheck } from '../fixtures/accessibility-check.ts';
import type { PictureKind } from '../fixtures/api-client.ts';

const OPEN_BUTTONS = {
  emblem_side: '拍照：身份证正面（国徽面）',
  portrait_side: '拍照：身份证背面（个人信息面）',
  photo: '拍照：制卡照片',
};

export class CameraDialog {
  constructor(readonly page: Page) {}

  async open(kind: PictureKind): Promise<void> {
    await this.openButton(kind).click();
    await expect(this.dialog()).toBeVisible();
  }

  /** The button on the picture tile. */
  openButton(kind: PictureKind): Locator {
    return this.page.getByRole('button', { name: OPEN_BUTTONS[kind], exact: true });
  }

  dialog(): Locator {
    return this.page.getByRole('dialog', { name: /^拍摄/ });
  }

  button(name: string): Locator {
    return this.dialog().getByRole('button', { name, exact: true });
  }

  /** The live picture is shown, and the shutter is enabled. */
  async expectLivePicture(): Promise<void> {
    await expect(this.button('拍照')).toBeEnabled();
    await AccessibilityCheck.forPage(this.page).checkCurrentState();
  }

  /** The message that explains the missing picture. */
  async expectProblem(words: RegExp): Promise<void> {
    await expect(this.dialog().getByRole('alert')).toHaveText(words);
    await AccessibilityCheck.forPage(this.page).checkCurrentState();
  }

  async expectClosed(): Promise<void> {
    await expect(this.dialog()).toBeHidden();
  }
}
