// The application in English, by its English texts alone.

import { expect, type Locator } from '@playwright/test';
import { answersOf } from '../fixtures/answers.ts';
import { drawCardPhoto } from '../fixtures/cards.ts';
import type { Person } from '../fixtures/people.ts';
import { ApiClient } from '../fixtures/api-client.ts';
import { AnyPage } from './any-page.ts';

/** Chinese terms beside the English text, because people know them from their cards. */
const CHINESE_CARD_TERMS = ['(国徽面)', '(个人信息面)', '(民族)', '(签发机关)', '(长期)'];

export class EnglishWizard extends AnyPage {
  private readonly api = new ApiClient(this.page.request);

  async goToNextStep(): Promise<void> {
    await this.press('OK, next');
  }

  async chooseLanguage(language: '中文' | 'English'): Promise<void> {
    await this.page.getByRole('button', { name: language, exact: true }).click();
  }

  /** The document has that language. */
  async expectLanguage(tag: 'zh-CN' | 'en'): Promise<void> {
    await expect(this.page.locator('html')).toHaveAttribute('lang', tag);
  }

  async signInBySms(person: Person): Promise<void> {
    await this.fillField('Mobile number', person.mobile);
    await this.press('Get code');
    await expect(this.page.getByText(/^A code has been sent/)).toBeVisible();
    await this.fillField('Code from the text message', await this.api.readSmsCode(person.mobile));
    await this.page.getByRole('main').getByRole('button', { name: 'Sign in', exact: true }).click();
  }

  async submitRealName(person: Person): Promise<void> {
    await this.expectPage('Identity check');
    await this.fillField('Name', person.name);
    await this.fillField('ID card number', person.idNumber);
    await this.press('Next');
  }

  async checkDisclaimer(): Promise<void> {
    await this.expectPage('Disclaimer');
    await expect(this.page.getByText('The Chinese text is the binding one.')).toBeVisible();
    await this.page.getByRole('checkbox', { name: 'I have read and agree to the disclaimer' }).check();
  }

  async uploadCardSides(person: Person): Promise<void> {
    const browser = this.page.context().browser();
    if (!browser) throw new Error('the page has no browser that could draw a card');
    for (const [side, label] of [
      ['emblem_side', 'ID card, national emblem side (国徽面)'],
      ['portrait_side', 'ID card, personal details side (个人信息面)'],
    ] as const) {
      await this.field(label).setInputFiles(await drawCardPhoto(browser, person, side, 'upright'));
      await expect(this.field(label)).toHaveAccessibleDescription(/Uploaded/, { timeout: 30_000 });
    }
  }

  async fillIdentity(person: Person): Promise<void> {
    const answers = answersOf(person);
    await this.fillField('Name', answers.name);
    await this.fillField('ID number', answers.idNumber);
    await this.chooseOption('Sex', person.sex === '男' ? 'Male' : 'Female');
    await this.chooseOption('Ethnic group (民族)', 'Han');
    await this.fillField('Date of birth', answers.birthDate);
    await this.fillField('Valid from', answers.validFrom);
    await this.fillField('Valid until', answers.validUntil);
    await this.fillField('Issuing authority (签发机关)', answers.authority);
  }

  async fillBasic(person: Person): Promise<void> {
    await this.chooseOption('District of residence', 'Haidian District');
    await this.fillField('Home address', answersOf(person).address);
    await this.field('Occupation').selectOption('2');
  }

  async uploadPhoto(file: string): Promise<void> {
    await this.field('Photo for the card').setInputFiles(file);
    const dialog = this.page.getByRole('dialog', { name: 'Upload a picture' });
    await expect(dialog.getByRole('group', { name: 'Frame' })).toBeVisible({ timeout: 30_000 });
    await this.expectNoUnmarkedChinese();
    await dialog.getByRole('button', { name: 'OK', exact: true }).click();
    // Advice asks for a better photo twice; the third time the photo is accepted.
    const anyway = dialog.getByRole('button', { name: 'Use this photo' });
    const again = dialog.getByRole('button', { name: 'OK', exact: true });
    await expect(async () => {
      if (await anyway.isVisible()) await anyway.click({ timeout: 500 });
      else if (await again.isVisible()) await again.click({ timeout: 500 });
      await expect(dialog).toBeHidden({ timeout: 1500 });
    }).toPass({ timeout: 30_000 });
    await expect(this.field('Photo for the card')).toHaveAccessibleDescription(/Uploaded/, { timeout: 30_000 });
  }

  async fillCard(person: Person): Promise<void> {
    await this.fillField('Mobile number for the card', person.mobile);
    await this.field('Bank that issues the card').selectOption('313');
    await this.branchButton().click();
    const list = this.page.getByRole('dialog', { name: 'Please choose the branch of the bank' });
    await list.getByRole('searchbox').fill(answersOf(person).branchSearch);
    await this.expectNoUnmarkedChinese();
    await list.getByRole('listitem').getByRole('button').first().click();
    await expect(list).toBeHidden();
  }

  private branchButton(): Locator {
    return this.page.getByRole('button', { name: /^Branch of the bank/ });
  }

  async submit(): Promise<void> {
    await this.page.getByRole('checkbox', { name: /^I have read and agree to the/ }).check();
    await this.press('Submit');
    const question = this.page.getByRole('dialog', { name: 'Submit your application?' });
    await expect(question).toBeVisible();
    await this.expectNoUnmarkedChinese();
    await question.getByRole('button', { name: 'OK', exact: true }).click();
  }

  /** The page with that heading, without unmarked Chinese text. */
  async expectPage(heading: string, ...allowed: string[]): Promise<void> {
    await expect(this.page.getByRole('heading', { level: 1 })).toHaveText(heading);
    await this.expectNoUnmarkedChinese(...allowed);
    await this.accessibility.checkCurrentState();
  }

  /** All Chinese text is marked as Chinese, except the applicant's own data. */
  async expectNoUnmarkedChinese(...allowed: string[]): Promise<void> {
    await this.expectLanguage('en');
    const chinese = await this.page.evaluate(findUnmarkedChinese);
    const left = chinese.map((text) => [...CHINESE_CARD_TERMS, ...allowed].reduce((rest, part) => rest.replaceAll(part, ''), text));
    expect(left.filter((text) => /\p{Script=Han}/u.test(text))).toEqual([]);
  }
}

/** The texts of the page and the accessible texts of its controls that are Chinese and not marked as Chinese. */
function findUnmarkedChinese(): string[] {
  const isHan = (text: string | null | undefined) => /\p{Script=Han}/u.test(text ?? '');
  const isMarked = (element: Element | null) => element?.closest('[lang]')?.getAttribute('lang') === 'zh-CN';
  const isShown = (element: Element | null) => !!element && !element.closest('script, style, noscript, [hidden]');
  const found: string[] = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    const parent = text.parentElement;
    if (isHan(text.textContent) && isShown(parent) && !isMarked(parent)) found.push(text.textContent ?? '');
  }
  for (const element of document.body.querySelectorAll('*')) {
    for (const name of ['aria-label', 'placeholder', 'alt', 'title', 'aria-valuetext']) {
      const words = element.getAttribute(name);
      if (isHan(words) && isShown(element) && !isMarked(element)) found.push(words ?? '');
    }
  }
  return found;
}
