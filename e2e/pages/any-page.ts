// Elements of every page: controls by their labels, buttons by their texts, and fault messages.

import { expect, type Locator, type Page } from '@playwright/test';
import { AccessibilityCheck } from '../fixtures/accessibility-check.ts';

export class AnyPage {
  protected readonly accessibility: AccessibilityCheck;

  constructor(readonly page: Page) {
    this.accessibility = AccessibilityCheck.forPage(page);
  }

  async open(path: string): Promise<void> {
    await this.waitForClosedDialog();
    await this.page.goto(path);
  }

  /** After a dialog has closed, the app removes its entry from the history. That cancels a navigation and closes a dialog that begin earlier. */
  async waitForClosedDialog(): Promise<void> {
    await this.page.waitForFunction(() => {
      const state: unknown = history.state;
      return !Array.isArray(state) || !state[3] || document.querySelector('dialog[open]') !== null;
    });
  }

  /** A control by its exact label. */
  field(label: string): Locator {
    // A button opens the dialog of branches. Its name is the label and the chosen branch.
    if (label === '开户行网点') return this.page.getByRole('button', { name: /^开户行网点/ });
    return this.page.getByLabel(label, { exact: true });
  }

  async fillField(label: string, text: string): Promise<void> {
    await this.showQuestionOf(label);
    await this.field(label).fill(text);
  }

  async chooseOption(label: string, option: string): Promise<void> {
    await this.showQuestionOf(label);
    await this.field(label).selectOption({ label: option });
  }

  async expectChosenOption(label: string, option: string): Promise<void> {
    await expect(this.field(label).getByRole('option', { selected: true })).toHaveText(option);
  }

  /** Presses a button, or a link that looks like one. */
  async press(name: string): Promise<void> {
    await this.page.getByRole('button', { name, exact: true }).or(this.page.getByRole('link', { name, exact: true })).click();
  }

  /** Goes to the next step. In 长辈版 it goes question by question, until a fault stops it. */
  async goToNextStep(): Promise<void> {
    while (await this.hasQuestionButton('下一题')) {
      if (!(await this.pressQuestionButton('下一题'))) return;
    }
    await this.press('确定，下一步');
  }

  /** Shows the question with that field. 长辈版 shows one question at a time, so this goes forward or back. */
  async showQuestionOf(label: string): Promise<void> {
    if ((await this.page.locator('html[data-elder]').count()) === 0) return;
    for (const direction of ['下一题', '上一题'] as const) {
      while (!(await this.field(label).isVisible()) && (await this.hasQuestionButton(direction)) && (await this.pressQuestionButton(direction)));
    }
  }

  /** The position of the current question in 长辈版. */
  questionPosition(): Locator {
    return this.page.getByText(/^第\d+题，共\d+题$/);
  }

  /** Whether there is a question in that direction. */
  private async hasQuestionButton(direction: '上一题' | '下一题'): Promise<boolean> {
    return this.page.getByRole('button', { name: direction, exact: true }).isVisible();
  }

  /** Goes to another question. Returns false where a fault keeps the current one. */
  private async pressQuestionButton(direction: '上一题' | '下一题'): Promise<boolean> {
    const before = await this.questionPosition().innerText();
    await this.press(direction);
    await expect(async () => {
      expect((await this.summary().isVisible()) || (await this.questionPosition().innerText()) !== before).toBe(true);
    }).toPass();
    return (await this.questionPosition().innerText()) !== before;
  }

  async pressBack(): Promise<void> {
    await this.press('返回');
  }

  // Faults.

  async expectFault(label: string): Promise<void> {
    await expect(this.field(label)).toHaveAttribute('aria-invalid', 'true');
    await expect(this.field(label)).toHaveAccessibleDescription(/\p{Script=Han}/u);
    await this.accessibility.checkCurrentState();
  }

  /** The first of these fields that is visible has a fault. In 长辈版 it is another field than in the form with all fields of a step. */
  async expectFirstVisibleFault(...labels: string[]): Promise<void> {
    await expect(this.summary()).toBeVisible();
    for (const label of labels) {
      if (await this.field(label).isVisible()) return this.expectFault(label);
    }
    throw new Error(`none of ${labels.join(', ')} is on the screen`);
  }

  async expectNoFault(label: string): Promise<void> {
    await expect(this.field(label)).not.toHaveAttribute('aria-invalid', 'true');
  }

  /** The summary links to each of these fields, each has a fault message, and the first one has the focus. */
  async expectSummary(...labels: string[]): Promise<void> {
    await expect(this.summary()).toBeVisible();
    await expect(this.field(labels[0])).toBeFocused();
    await this.accessibility.checkCurrentState();
    const links = this.summary().getByRole('link');
    await expect(links).toHaveCount(labels.length);
    for (const [at, label] of labels.entries()) {
      await this.expectFault(label);
      await links.nth(at).click();
      await expect(this.field(label)).toBeFocused();
    }
  }

  async expectNoSummary(): Promise<void> {
    await expect(this.summary()).toHaveCount(0);
  }

  /** The summary of faults: their number, which is announced, and a link to each. */
  summary(): Locator {
    const announced = this.page.getByRole('alert').filter({ hasText: /还有\d+处需要修改/ });
    return this.page.locator('.summary').filter({ has: announced });
  }

  /** A request of the whole page failed, with this message. */
  async expectProblem(words: RegExp): Promise<void> {
    await expect(this.page.getByRole('alert').filter({ hasText: words })).toBeVisible();
    await this.accessibility.checkCurrentState();
  }
}
