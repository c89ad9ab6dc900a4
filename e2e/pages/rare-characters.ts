// The dialog for finding a rare character of a name, by its code or by radical and strokes.

import { expect, type Locator, type Page } from '@playwright/test';
import { AccessibilityCheck } from '../fixtures/accessibility-check.ts';

export class RareCharacterDialog {
  readonly dialog: Locator;

  constructor(private readonly page: Page) {
    this.dialog = page.getByRole('dialog', { name: '输入生僻字' });
  }

  async open(): Promise<void> {
    await this.page.getByRole('button', { name: '输入生僻字', exact: true }).click();
    await expect(this.dialog).toBeVisible();
  }

  /** Enters a code, or the character itself. */
  async enterCode(code: string): Promise<void> {
    await this.dialog.getByLabel('粘贴这个字，或输入它的编码', { exact: true }).fill(code);
  }

  /** Opens the list of radicals, which loads the table. */
  async openRadicals(): Promise<void> {
    await this.dialog.getByText('按部首和笔画查找').click();
  }

  /** Chooses the strokes of the radical, the radical, and the number of remaining strokes. */
  async searchByRadical(strokes: number, form: string, remaining: number): Promise<void> {
    await this.dialog.getByLabel('部首笔画', { exact: true }).selectOption({ label: `${strokes}画` });
    const chosen = this.dialog.getByRole('group', { name: '部首' }).getByRole('button', { name: form, exact: true });
    await chosen.click();
    await expect(chosen).toHaveAttribute('aria-pressed', 'true');
    await this.dialog.getByLabel('除部首外的笔画', { exact: true }).selectOption({ label: `${remaining}画` });
    await expect(this.dialog.getByRole('status').filter({ hasText: /^找到\d+个字$/ })).toBeVisible();
  }

  candidate(character: string, code: string): Locator {
    return this.dialog.getByRole('button', { name: `${character} ${code}`, exact: true });
  }

  /** Inserts a character, which closes the dialog. */
  async insertCharacter(character: string, code: string): Promise<void> {
    await AccessibilityCheck.forPage(this.page).checkCurrentState();
    await this.candidate(character, code).click();
    await expect(this.dialog).toBeHidden();
  }
}
