// The app in an engine under WebDriver, by the roles and names that this engine gives to assistive technology.

import { expect } from '@playwright/test';
import { By, error, Key, type WebDriver, type WebElement } from 'selenium-webdriver';

/** The selectors of the candidates for a role. The engine decides whether a candidate has the role. */
const ROLE_SELECTORS = {
  button: 'button',
  checkbox: 'input[type="checkbox"]',
  combobox: 'select',
  dialog: 'dialog[open]',
  group: '[role="group"]',
  heading: 'h1',
  image: 'main img',
  link: 'a[href]',
  radio: 'input[type="radio"]',
  textbox: 'input, textarea',
} as const;

/** Further names of a role: WebKit reports a select as the button that opens it. */
const ROLE_ALIASES: Record<string, string[]> = { combobox: ['button'], textbox: ['searchbox'] };

export type Role = keyof typeof ROLE_SELECTORS;
/** The exact name, or a pattern. */
type Name = string | RegExp;

/** The limit for each step on a busy machine. */
const TIMEOUT_MS = 60_000;
/** The title of the crop dialog. */
const CROP_DIALOG = '图片上传';
/** A screenshot of a blank page is smaller than this. */
const MIN_SCREENSHOT_BYTES = 8_000;

export class EnginePage {
  constructor(
    readonly driver: WebDriver,
    readonly baseURL: string,
    /** Called after every load of a document. */
    private readonly onDocument: () => Promise<void>,
  ) {}

  async open(path: string): Promise<void> {
    await this.driver.get(this.baseURL + path);
    await this.onDocument();
  }

  async reload(): Promise<void> {
    await this.driver.navigate().refresh();
    await this.onDocument();
  }

  /** The page at that path is shown with its heading, and something is drawn. */
  async expectPage(path: RegExp, heading?: string): Promise<void> {
    await this.retryUntil(`${path} opens`, async () => {
      expect(new URL(await this.driver.getCurrentUrl()).pathname).toMatch(path);
      if (heading) expect(await this.find('heading', heading)).toBeDefined();
      else expect(await this.find('heading', /./)).toBeDefined();
    });
    await this.retryUntil('something is drawn', async () => {
      expect(Buffer.from(await this.driver.takeScreenshot(), 'base64').length).toBeGreaterThan(MIN_SCREENSHOT_BYTES);
    });
  }

  async press(name: Name, within?: string): Promise<void> {
    await this.retryUntil(`${name} can be pressed`, async () => {
      const found = (await this.find('button', name, within)) ?? (await this.find('link', name, within));
      if (!found) throw new Error(`there is no button and no link ${name}`);
      await found.click();
    });
  }

  /** Presses a button, again if it was too early, until its dialog opens. */
  async pressUntilDialog(name: Name, dialog: Name): Promise<void> {
    await this.retryUntil(`${name} opens ${dialog}`, async () => {
      if (await this.find('dialog', dialog)) return;
      const button = await this.find('button', name);
      await button?.click();
      expect(await this.find('dialog', dialog)).toBeDefined();
    });
  }

  async fillField(label: string, text: string): Promise<void> {
    await this.retryUntil(`${label} can be filled`, async () => {
      const field = await this.findOrFail('textbox', label);
      // Types as a user does: the app receives no event when the driver clears a field.
      await field.sendKeys(Key.CONTROL, 'a');
      await field.sendKeys(text);
      expect(await readValue(field)).toBe(text);
    });
  }

  async expectValue(label: string, text: string | RegExp): Promise<void> {
    await this.retryUntil(`${label} holds ${text}`, async () => {
      const value = await readValue(await this.findOrFail('textbox', label));
      if (typeof text === 'string') expect(value).toBe(text);
      else expect(value).toMatch(text);
    });
  }

  async chooseOption(label: string, option: string): Promise<void> {
    await this.retryUntil(`${label} can be chosen`, async () => {
      const list = await this.findOrFail('combobox', label);
      for (const item of await list.findElements(By.css('option'))) {
        if ((await item.getText()).trim() === option) await item.click();
      }
      expect(await this.readChosenOption(list)).toBe(option);
    });
  }

  async expectChosenOption(label: string, option: string): Promise<void> {
    await this.retryUntil(`${label} is ${option}`, async () => {
      expect(await this.readChosenOption(await this.findOrFail('combobox', label))).toBe(option);
    });
  }

  private async readChosenOption(list: WebElement): Promise<string> {
    return this.driver.executeScript('return arguments[0].selectedOptions[0].text.trim()', list);
  }

  /** Ticks a checkbox or chooses a radio button. */
  async tickControl(role: 'checkbox' | 'radio', name: Name): Promise<void> {
    await this.retryUntil(`${name} can be ticked`, async () => {
      const box = await this.findOrFail(role, name);
      if (!(await box.isSelected())) await box.click();
      expect(await box.isSelected()).toBe(true);
    });
  }

  /** Chooses a file by sending its path to the file control. */
  async chooseFile(label: string, file: string): Promise<void> {
    await this.retryUntil(`${label} takes a file`, async () => {
      for (const control of await this.driver.findElements(By.css('input[type="file"]'))) {
        // Firefox adds the chosen file to the name.
        if (!(await control.getAccessibleName()).startsWith(label)) continue;
        return control.sendKeys(file);
      }
      throw new Error('no such control');
    });
  }

  /** Accepts the card photo as it lies under the frame, despite any advice. */
  async acceptCrop(): Promise<void> {
    await this.expectShown('dialog', CROP_DIALOG);
    await this.expectShown('group', '裁剪框');
    await this.retryUntil('the photo is cut and judged', async () => {
      // Advice asks for a better photo twice; the third time the photo is accepted.
      for (const name of ['使用这张照片', '确定']) {
        const button = await this.find('button', name, CROP_DIALOG);
        if (button) await button.click();
      }
      expect(await this.find('dialog', CROP_DIALOG)).toBeUndefined();
    });
    await this.expectShown('image', '已选择的制卡照片');
  }

  async expectText(words: RegExp): Promise<void> {
    await this.retryUntil(`${words} can be read`, async () => {
      expect(await this.driver.findElement(By.css('body')).getText()).toMatch(words);
    });
  }

  /** The paths of the requests of this document. */
  async readRequestPaths(): Promise<string[]> {
    return this.driver.executeScript("return performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname)");
  }

  async readText(): Promise<string> {
    return this.driver.findElement(By.css('body')).getText();
  }

  async expectShown(role: Role, name: Name): Promise<void> {
    await this.retryUntil(`${role} ${name} is there`, async () => expect(await this.find(role, name)).toBeDefined());
  }

  private async findOrFail(role: Role, name: Name): Promise<WebElement> {
    const found = await this.find(role, name);
    if (!found) throw new Error(`there is no ${role} ${name}`);
    return found;
  }

  /** The visible element with that role and name, within the dialog of that name or anywhere. */
  private async find(role: Role, name: Name, within?: string): Promise<WebElement | undefined> {
    const dialog = within ? await this.find('dialog', within) : undefined;
    if (within && !dialog) return undefined;
    for (const element of await this.driver.executeScript<WebElement[]>(findShownElements, ROLE_SELECTORS[role], dialog)) {
      const accessibleName = await element.getAccessibleName();
      if (typeof name === 'string' ? accessibleName !== name : !name.test(accessibleName)) continue;
      if (![role, ...(ROLE_ALIASES[role] ?? [])].includes(await element.getAriaRole())) continue;
      // Away from pinned elements at the edges of the screen, as a user scrolls.
      await this.driver.executeScript('arguments[0].scrollIntoView({ block: "center" })', element);
      return element;
    }
    return undefined;
  }

  /** Retries until the action succeeds. Elements that disappear in between are searched again. */
  async retryUntil(what: string, action: () => Promise<unknown>, timeout = TIMEOUT_MS): Promise<void> {
    await expect(async () => {
      try {
        await action();
      } catch (thrown) {
        throw thrown instanceof error.WebDriverError ? new Error(`${what}: ${thrown.name} ${thrown.message}`) : thrown;
      }
    }, what).toPass({ timeout, intervals: [50, 100, 250] });
  }
}

/** Runs in the page: the visible elements of a selector. */
function findShownElements(selector: string, within: Element | null): Element[] {
  return [...(within ?? document).querySelectorAll(selector)].filter((element) => element.checkVisibility() && element.getClientRects().length > 0);
}

async function readValue(field: WebElement): Promise<string> {
  return (await field.getProperty('value')) as string;
}
