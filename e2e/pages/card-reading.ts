// The readings of the ID card: messages below the pictures, and hints below the fields.

import { expect, type Locator, type Page } from '@playwright/test';
import type { Side } from '../fixtures/cards.ts';
import { AccessibilityCheck } from '../fixtures/accessibility-check.ts';

const PICTURE_LABELS: Record<Side, string> = { emblem_side: '身份证正面（国徽面）', portrait_side: '身份证背面（个人信息面）' };

export const READ_COMPLETELY = '已识别，请在下方核对';
export const READ_PARTLY = '部分信息没有读清，请对照照片填写';
export const FROM_PICTURE = '从照片读取，请核对';
export const NOT_READ = '没有读清，请对照照片填写';
export const READ_AGAIN = '重新识别';

export class CardReading {
  constructor(private readonly page: Page) {}

  /** A picture tile with its messages. */
  pictureTile(side: Side): Locator {
    return this.page.locator('.upload').filter({ has: this.page.getByLabel(PICTURE_LABELS[side], { exact: true }) });
  }

  async expectMessage(side: Side, words: string | RegExp): Promise<void> {
    await expect(this.pictureTile(side).getByText(words)).toBeVisible({ timeout: 20_000 });
    await AccessibilityCheck.forPage(this.page).checkCurrentState();
  }

  async expectNoMessage(side: Side, words: string | RegExp): Promise<void> {
    await expect(this.pictureTile(side).getByText(words)).toHaveCount(0);
  }

  /** The button for another reading below a picture. */
  retryButton(side: Side): Locator {
    return this.pictureTile(side).getByRole('button', { name: READ_AGAIN });
  }

  /** The strip of a picture with the text of a field. */
  strip(label: string): Locator {
    return this.page.getByRole('img', { name: `证件照片上的${label}`, exact: true });
  }

  async expectStrips(...labels: string[]): Promise<void> {
    for (const label of labels) await expect(this.strip(label)).toBeVisible({ timeout: 20_000 });
    await AccessibilityCheck.forPage(this.page).checkCurrentState();
  }

  async expectNoStrips(...labels: string[]): Promise<void> {
    for (const label of labels) await expect(this.strip(label)).toHaveCount(0);
  }

  /** The description that a screen reader adds to a field. */
  async expectDescription(label: string, words: string | RegExp): Promise<void> {
    await expect(this.page.getByLabel(label, { exact: true })).toHaveAccessibleDescription(words instanceof RegExp ? words : new RegExp(words));
  }

  /** Replaces the value of a field by the one read. */
  async acceptReadValue(label: string, button = '采用'): Promise<void> {
    await this.cell(label).getByRole('button', { name: button, exact: true }).click();
  }

  private cell(label: string): Locator {
    return this.page.locator('.cell').filter({ has: this.page.getByLabel(label, { exact: true }) });
  }
}
