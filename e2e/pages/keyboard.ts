// Keyboard use without a mouse: where the focus moves, that it is visible there, and that it is never lost.

import { expect, type ElementHandle, type Locator, type Page } from '@playwright/test';

/** The state of the focused control, in words for a failure message. */
interface FocusReport {
  name: string;
  isTarget: boolean;
  /** Why the focus is wrong; empty when it is right. */
  complaint: string;
}

export class Keyboard {
  private previousFocus: ElementHandle | null = null;

  constructor(private readonly page: Page) {}

  /**
   * Presses Tab, or Shift+Tab, until the control has the focus. At every stop the focus is visible and follows the reading order. Returns
   * the number of presses.
   */
  async moveFocusTo(control: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<number> {
    await expect(control).toBeVisible();
    const passed: string[] = [];
    for (let press = 0; press < 60; press++) {
      await this.page.keyboard.press(key);
      const { name, isTarget, complaint } = await this.inspectFocus(await control.elementHandle(), key === 'Tab');
      expect(complaint, `after ${passed.join(', ') || 'the start'}: ${name}`).toBe('');
      if (isTarget) return press + 1;
      passed.push(name);
    }
    throw new Error(`${key} does not lead to ${control}, but to ${passed.join(', ')}`);
  }

  async pressKeys(...keys: string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  /** Replaces the text of the focused control. */
  async typeText(text: string): Promise<void> {
    await this.page.keyboard.press('ControlOrMeta+a');
    await this.page.keyboard.type(text);
  }

  /** Moves by arrow keys to an option of a select. */
  async chooseOption(list: Locator, option: string): Promise<void> {
    await this.moveFocusTo(list);
    const chosen = list.getByRole('option', { name: option, exact: true, selected: true, includeHidden: true });
    for (let press = 0; press < 80 && !(await chosen.count()); press++) await this.page.keyboard.press('ArrowDown');
    await expect(list.locator('option:checked')).toHaveText(option);
  }

  /** The app has moved the focus there itself. The reading order is checked from there on. */
  async expectFocusOn(control: Locator): Promise<void> {
    await expect(control).toBeFocused();
    this.previousFocus = null;
  }

  /** The focus stays in the dialog however often Tab is pressed. */
  async expectFocusTrap(dialog: Locator): Promise<void> {
    const stops = await dialog.evaluate((element) => element.querySelectorAll('button, input, select, textarea, a[href], [tabindex="0"]').length);
    for (const key of ['Tab', 'Shift+Tab']) {
      for (let press = 0; press < stops + 2; press++) {
        await this.page.keyboard.press(key);
        // Between the last and the first control the focus may go to the browser's own buttons, but to nothing else of the page.
        const isElsewhere = await dialog.evaluate((element) => document.activeElement !== document.body && !element.contains(document.activeElement));
        expect(isElsewhere, `${key} leads out of the dialog`).toBe(false);
      }
    }
    this.previousFocus = null;
  }

  private async inspectFocus(asked: ElementHandle | null, forward: boolean): Promise<FocusReport> {
    const focused = (await this.page.evaluateHandle(() => document.activeElement ?? document.body)).asElement() as ElementHandle<HTMLElement>;
    const focus = await focused.evaluate(judgeFocus, { asked, last: forward ? this.previousFocus : null });
    this.previousFocus = forward ? focused : null;
    return focus;
  }
}

/** Runs in the page. */
function judgeFocus(focused: HTMLElement, { asked, last }: { asked: Node | null; last: Node | null }): FocusReport {
  const name = focused.getAttribute('aria-label') ?? (focused.id || focused.innerText || focused.tagName);
  const complaints: string[] = [];
  if (focused === document.body) complaints.push('the focus is lost');

  const hasRing = ({ outlineStyle, outlineWidth, boxShadow }: CSSStyleDeclaration) =>
    (outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2) || boxShadow !== 'none';
  const style = getComputedStyle(focused);
  // A transparent control shows its focus ring on the tile around it.
  const shown = style.opacity === '0' ? getComputedStyle(focused.parentElement!) : style;
  if (!hasRing(shown)) complaints.push('the focus is not visible');
  const box = focused.getBoundingClientRect();
  if (box.bottom <= 0 || box.top >= innerHeight || box.right <= 0 || box.left >= innerWidth) complaints.push('the focus is out of view');

  const isPinned = (element: Element) => {
    for (let at: Element | null = element; at; at = at.parentElement) if (['sticky', 'fixed'].includes(getComputedStyle(at).position)) return true;
    return false;
  };
  if (last instanceof HTMLElement && last !== focused && last.isConnected && !isPinned(last) && !isPinned(focused)) {
    const before = last.getBoundingClientRect();
    const isAbove = box.bottom <= before.top + 1 && box.left < before.right - 1;
    const isLeft = box.right <= before.left + 1 && box.bottom > before.top + 1 && box.top < before.bottom - 1;
    if (isAbove || isLeft) complaints.push('the focus goes against the reading order');
  }
  return { name, isTarget: focused === asked, complaint: complaints.join(', ') };
}
