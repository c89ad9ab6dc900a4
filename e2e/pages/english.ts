// The application as a person uses it who reads English: by its English words alone.

import { expect, type Locator } from '@playwright/test';
import { answersOf } from '../fixtures/answers.ts';
import { cardOf } from '../fixtures/cards.ts';
import type { Person } from '../fixtures/people.ts';
import { Service } from '../fixtures/service.ts';
import { AnyPage } from './any-page.ts';

/** What stands in Chinese beside the English, because people meet it in Chinese on a card. */
const ON_CARDS = ['(国徽面)', '(个人信息面)', '(民族)', '(签发机关)', '(长期)'];

export class English extends AnyPage {
  private readonly service = new Service(this.page.request);

  async next(): Promise<void> {
    await this.press('OK, next');
  }

  async speak(language: '中文' | 'English'): Promise<void> {
    await this.page.getByRole('button', { name: language, exact: true }).click();
  }

  /** The page as a whole speaks the language, and so do the buttons that choose it. */
  async expectLanguage(tag: 'zh-CN' | 'en'): Promise<void> {
    await expect(this.page.locator('html')).toHaveAttribute('lang', tag);
  }

  async signInBySms(person: Person): Promise<void> {
    await this.type('Mobile number', person.mobile);
    await this.press('Get code');
    await expect(this.page.getByText(/^A code has been sent/)).toBeVisible();
    await this.type('Code from the text message', await this.service.smsCode(person.mobile));
    await this.page.getByRole('main').getByRole('button', { name: 'Sign in', exact: true }).click();
  }

  async giveRealName(person: Person): Promise<void> {
    await this.expectPage('Identity check');
    await this.type('Name', person.name);
    await this.type('ID card number', person.idNumber);
    await this.press('Next');
  }

  async agree(): Promise<void> {
    await this.expectPage('Disclaimer');
    await expect(this.page.getByText('The Chinese text is the binding one.')).toBeVisible();
    await this.page.getByRole('checkbox', { name: 'I have read and agree to the disclaimer' }).check();
  }

  async uploadSides(person: Person): Promise<void> {
    const browser = this.page.context().browser();
    if (!browser) throw new Error('the page has no browser that could draw a card');
    for (const [side, label] of [
      ['emblem_side', 'ID card, national emblem side (国徽面)'],
      ['portrait_side', 'ID card, personal details side (个人信息面)'],
    ] as const) {
      await this.field(label).setInputFiles(await cardOf(browser, person, side, 'upright'));
      await expect(this.field(label)).toHaveAccessibleDescription(/Uploaded/, { timeout: 30_000 });
    }
  }

  async fillIdentity(person: Person): Promise<void> {
    const answers = answersOf(person);
    await this.type('Name', answers.name);
    await this.type('ID number', answers.idNumber);
    await this.choose('Sex', person.sex === '男' ? 'Male' : 'Female');
    await this.choose('Ethnic group (民族)', 'Han');
    await this.type('Date of birth', answers.birthDate);
    await this.type('Valid from', answers.validFrom);
    await this.type('Valid until', answers.validUntil);
    await this.type('Issuing authority (签发机关)', answers.authority);
  }

  async fillBasic(person: Person): Promise<void> {
    await this.choose('District of residence', 'Haidian District');
    await this.type('Home address', answersOf(person).address);
    await this.field('Occupation').selectOption('2');
  }

  async makePhoto(file: string): Promise<void> {
    await this.field('Photo for the card').setInputFiles(file);
    const dialog = this.page.getByRole('dialog', { name: 'Upload a picture' });
    await expect(dialog.getByRole('group', { name: 'Frame' })).toBeVisible({ timeout: 30_000 });
    await this.expectEnglish();
    await dialog.getByRole('button', { name: 'OK', exact: true }).click();
    // Advice asks for a better photo twice; the third time the photo may be used.
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
    await this.type('Mobile number for the card', person.mobile);
    await this.field('Bank that issues the card').selectOption('313');
    await this.branch().click();
    const list = this.page.getByRole('dialog', { name: 'Please choose the branch of the bank' });
    await list.getByRole('searchbox').fill(answersOf(person).branchWord);
    await this.expectEnglish();
    await list.getByRole('listitem').getByRole('button').first().click();
    await expect(list).toBeHidden();
  }

  private branch(): Locator {
    return this.page.getByRole('button', { name: /^Branch of the bank/ });
  }

  async submit(): Promise<void> {
    await this.page.getByRole('checkbox', { name: /^I have read and agree to the/ }).check();
    await this.press('Submit');
    const question = this.page.getByRole('dialog', { name: 'Submit your application?' });
    await expect(question).toBeVisible();
    await this.expectEnglish();
    await question.getByRole('button', { name: 'OK', exact: true }).click();
  }

  /** The page of a heading, with not a word of Chinese that is not marked as such. */
  async expectPage(heading: string, ...own: string[]): Promise<void> {
    await expect(this.page.getByRole('heading', { level: 1 })).toHaveText(heading);
    await this.expectEnglish(...own);
    await this.examiner.look();
  }

  /** Nothing is Chinese that is not marked as Chinese, the person's own data apart. */
  async expectEnglish(...own: string[]): Promise<void> {
    await this.expectLanguage('en');
    const chinese = await this.page.evaluate(unmarkedChinese);
    const left = chinese.map((text) => [...ON_CARDS, ...own].reduce((rest, part) => rest.replaceAll(part, ''), text));
    expect(left.filter((text) => /\p{Script=Han}/u.test(text))).toEqual([]);
  }
}

/** The texts of the page, and the words that are read out for its controls, which are Chinese and not marked as Chinese. */
function unmarkedChinese(): string[] {
  const isHan = (text: string | null | undefined) => /\p{Script=Han}/u.test(text ?? '');
  const isMarked = (element: Element | null) => element?.closest('[lang]')?.getAttribute('lang') === 'zh-CN';
  const isShown = (element: Element | null) => !!element && !element.closest('script, style, noscript, [hidden]');
  const found: string[] = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    const of = text.parentElement;
    if (isHan(text.textContent) && isShown(of) && !isMarked(of)) found.push(text.textContent ?? '');
  }
  for (const element of document.body.querySelectorAll('*')) {
    for (const name of ['aria-label', 'placeholder', 'alt', 'title', 'aria-valuetext']) {
      const words = element.getAttribute(name);
      if (isHan(words) && isShown(element) && !isMarked(element)) found.push(words ?? '');
    }
  }
  return found;
}
