// The camera's dialog, by what is written on it.

import { expect, type Locator, type Page } from '@playwright/test';
import { Examiner } from '../fixtures/examiner.ts';
import type { PictureKind } from '../fixtures/service.ts';

const BUTTONS = {
  emblem_side: '拍照：身份证正面（国徽面）',
  portrait_side: '拍照：身份证背面（个人信息面）',
  photo: '拍照：制卡照片',
};

export class Camera {
  constructor(readonly page: Page) {}

  async open(kind: PictureKind): Promise<void> {
    await this.opener(kind).click();
    await expect(this.dialog()).toBeVisible();
  }

  /** The button on the tile. */
  opener(kind: PictureKind): Locator {
    return this.page.getByRole('button', { name: BUTTONS[kind], exact: true });
  }

  dialog(): Locator {
    return this.page.getByRole('dialog', { name: /^拍摄/ });
  }

  button(name: string): Locator {
    return this.dialog().getByRole('button', { name, exact: true });
  }

  /** The live picture is there, and the shutter may be pressed. */
  async expectLive(): Promise<void> {
    await expect(this.button('拍照')).toBeEnabled();
    await Examiner.of(this.page).look();
  }

  /** The words for why there is no picture. */
  async expectTrouble(words: RegExp): Promise<void> {
    await expect(this.dialog().getByRole('alert')).toHaveText(words);
    await Examiner.of(this.page).look();
  }

  async expectClosed(): Promise<void> {
    await expect(this.dialog()).toBeHidden();
  }
}
