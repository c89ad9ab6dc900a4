// The app in English: a complete application, and language changes that lose no answer.

import { randomUUID } from 'node:crypto';
import type { Page } from '@playwright/test';
import { answersOf } from '../fixtures/answers.ts';
import { expect, test } from '../fixtures/journey.ts';
import { pictures } from '../fixtures/pictures.ts';
import { EnglishWizard } from '../pages/english-wizard.ts';

const HOME = 'Third-generation social security card';

test('the English application shows no unmarked Chinese', async ({ page, api, register }) => {
  test.setTimeout(120_000);
  const person = register.adult();
  const masked = `${person.name[0]}**`;
  const english = new EnglishWizard(page);

  await english.open('/minsheng');
  await english.chooseLanguage('English');
  await english.expectPage(HOME);
  await english.press('Apply for my social security card');
  await english.expectPage('Sign in');
  await english.signInBySms(person);
  await english.submitRealName(person);
  await english.checkDisclaimer();
  await english.press('OK');

  await english.expectPage('Identity', masked);
  await english.uploadCardSides(person);
  await english.fillIdentity(person);
  await english.expectNoUnmarkedChinese(masked);
  await english.goToNextStep();
  await english.expectPage('Basic details');
  await english.fillBasic(person);
  await english.goToNextStep();
  await english.expectPage('Card details');
  await english.uploadPhoto(pictures.bust);
  await english.fillCard(person);
  await english.goToNextStep();
  await english.expectPage('Receiving the card');
  await page.getByRole('radio', { name: 'Post from the bank' }).check();
  await english.expectNoUnmarkedChinese();
  await page.getByRole('radio', { name: 'Collect in person at the branch' }).check();
  await english.goToNextStep();

  await english.expectPage('Check your application');
  for (const shown of ['Haidian District', 'Collect in person at the branch', 'Han', day(person.birthDate)]) {
    await expect(page.getByText(shown, { exact: true }).first()).toBeVisible();
  }
  await english.submit();
  await expect(page).toHaveURL(/\/minsheng\/done\/\d{16}$/);
  await english.expectPage('Submitted');
  expect(await api.listApplications()).toHaveLength(1);

  await english.open('/me/applications');
  await english.expectPage('My applications');
  await expect(page.getByText(new RegExp(`${new Date().getFullYear()}, \\d\\d:\\d\\d$`)).first()).toBeVisible();
  await page.getByRole('link', { name: /Submitted, waiting for review/ }).click();
  await english.expectPage('Progress');
  await expect(page.getByText('Resident identity card')).toBeVisible();
  await expect(page.getByText(day(person.birthDate))).toBeVisible();
});

test('a language change keeps the answers and persists', async ({ wizard, page, register }) => {
  const person = register.adult();
  const address = answersOf(person).address;
  const english = new EnglishWizard(page);
  await wizard.signInAndOpenStep('basic', person);
  await wizard.chooseOption('常住地所在区', '海淀区');
  await wizard.fillField('常住所在地地址', address);
  await wizard.press('个人中心');
  await english.chooseLanguage('English');
  await english.expectPage('My account', `${person.name[0]}**`);
  await expect(page.getByRole('button', { name: 'English' })).toBeFocused();
  await expect(page.getByRole('button', { name: 'English' })).toHaveAttribute('aria-pressed', 'true');
  await expect(page).toHaveTitle('My account · Beijing Minsheng Card');

  await page.goBack();
  await english.expectPage('Basic details');
  await expect(english.field('Home address')).toHaveValue(address);
  await english.expectChosenOption('District of residence', 'Haidian District');
  await page.reload();
  await english.expectPage('Basic details');
  await expect(english.field('Home address')).toHaveValue(address);

  await english.press('My account');
  await english.chooseLanguage('中文');
  await english.expectLanguage('zh-CN');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('个人中心');
  await page.goBack();
  await wizard.expectStep('basic');
  await wizard.expectChosenOption('常住地所在区', '海淀区');
});

test('portal and 京通 show no unmarked Chinese in English', async ({ page, api, register }) => {
  const person = register.adult();
  const english = new EnglishWizard(page);
  await english.open('/portal?lang=en');
  await english.expectPage('Personal services');
  await english.open('/portal/sign-in?lang=en');
  await english.expectPage('Sign in');
  for (const name of ['Account', 'Other services', 'Scan a code']) {
    await page.getByRole('tab', { name, exact: true }).click();
    await expect(page.getByRole('tabpanel', { name, exact: true })).toBeVisible();
    await english.expectNoUnmarkedChinese();
  }
  await english.open('/jingtong?lang=en');
  await english.expectPage('Identity check');
  await english.press('Begin the face check');
  await english.expectNoUnmarkedChinese();

  await api.signInByFace(person);
  const draft = await api.buildCompleteDraft(person, { emblem_side: '', portrait_side: '', photo: '' });
  await api.saveDraft(randomUUID(), draft);
  const masked = `${person.name[0]}**`;
  await english.open('/portal/form?lang=en');
  await english.expectPage('Application for a social security card', masked);
  await page.getByRole('button', { name: /^Upload/ }).first().click();
  await english.expectNoUnmarkedChinese(masked);
  await english.open('/jingtong/eligibility?lang=en');
  await english.expectPage('The applicant', masked);
  await page.getByRole('checkbox', { name: /^Access/ }).check();
  await english.press('Start the check');
  await expect(page.getByRole('button', { name: 'Submit', exact: true })).toBeVisible();
  await english.expectNoUnmarkedChinese(masked);
});

test('a language change at sign-in keeps number and code', async ({ page, register }) => {
  const english = new EnglishWizard(page);
  const { mobile } = register.adult();
  await english.open('/minsheng/sign-in');
  await english.fillField('手机号', mobile);
  await english.fillField('短信验证码', '12345');
  await english.chooseLanguage('English');
  await english.expectPage('Sign in');
  await expect(english.field('Mobile number')).toHaveValue(mobile);
  await expect(english.field('Code from the text message')).toHaveValue('12345');
  await expect(page).toHaveTitle('Sign in · Beijing Minsheng Card');
});

test('faults of rules and server appear in English', async ({ page, api, register, consoleErrors }) => {
  consoleErrors.allowStatus(422);
  const person = register.adult();
  await api.signInWithoutName(person.mobile);
  const english = new EnglishWizard(page);
  await english.open('/minsheng/real-name?lang=en');
  await english.fillField('Name', '9');
  await english.fillField('ID card number', `${person.idNumber.slice(0, 17)}${person.idNumber.endsWith('1') ? '2' : '1'}`);
  await english.press('Next');
  await expect(english.field('Name')).toHaveAccessibleDescription(/A name is written in Chinese characters or in letters/);
  await expect(english.field('ID card number')).toHaveAccessibleDescription(/compare it character by character/);
  await english.fillField('Name', '样本无此人');
  await english.fillField('ID card number', person.idNumber);
  await english.press('Next');
  await expect(page.getByRole('dialog', { name: 'Face check' })).toBeHidden({ timeout: 30_000 });
  await english.expectProblem(/Name and ID number do not agree/);
  await english.expectNoUnmarkedChinese();
});

test('the chosen language precedes the requested one, then Chinese', async ({ page }) => {
  const english = new EnglishWizard(page);
  await english.open('/minsheng');
  await english.expectLanguage('zh-CN');
  await english.open('/minsheng?lang=EN_gb');
  await english.expectPage(HOME);
  await english.open('/minsheng?lang=xx');
  await english.expectLanguage('zh-CN');
  await english.chooseLanguage('English');
  await english.open('/minsheng?lang=zh');
  await english.expectPage(HOME);
});

test.describe('a browser that speaks English', () => {
  test.use({ locale: 'en-GB' });

  test('shows the app in English', async ({ page }) => {
    const english = new EnglishWizard(page);
    await english.open('/minsheng');
    await english.expectPage(HOME);
    await expect(page).toHaveTitle(`${HOME} · Beijing Minsheng Card`);
  });
});

/** A date in English format. */
function day(iso: string): string {
  return new Date(`${iso}T00:00:00Z`).toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });
}

/**
 * Imitates the page translation of browsers, which replaces every text node by an element. The text stays the same, so that it can be
 * found.
 */
async function translate(page: Page): Promise<void> {
  await page.evaluate(() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const texts: Text[] = [];
    while (walker.nextNode()) texts.push(walker.currentNode as Text);
    for (const text of texts.filter((text) => text.data.trim() && text.parentElement!.closest('main, dialog'))) {
      const font = document.createElement('font');
      font.textContent = text.data;
      text.replaceWith(font);
    }
  });
}

test('titles and faults update under browser translation', async ({ wizard, page, register }) => {
  await wizard.signInAndOpenStep('basic', register.adult(), 'card');
  const address = wizard.field('常住所在地地址');
  await wizard.fillField('常住所在地地址', '路');
  await address.blur();
  await expect(page.getByText('地址太短', { exact: false }).first()).toBeVisible();
  await translate(page);
  await wizard.fillField('常住所在地地址', 'abcdef');
  await address.blur();
  await expect(page.getByText('地址不能只有数字或字母', { exact: false }).first()).toBeVisible();
  await expect(page.getByText('地址太短', { exact: false })).toBeHidden();
  // The browser translates the new text, and the next change still appears.
  await translate(page);
  await wizard.fillField('常住所在地地址', '路');
  await address.blur();
  await expect(page.getByText('地址太短', { exact: false }).first()).toBeVisible();
  await expect(page.getByText('地址不能只有数字或字母', { exact: false })).toBeHidden();
  await wizard.fillField('常住所在地地址', '北京市海淀区样本路1号');
  await address.blur();
  await expect(page.getByText('地址太短', { exact: false })).toBeHidden();
  await translate(page);
  await page.getByRole('button', { name: '下一步' }).click();
  await wizard.expectStep('card');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('制卡信息');
});
