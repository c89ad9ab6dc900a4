// Typing: keyboard and autofill attributes, pasting, and the Enter key.

import type { Locator, Page } from '@playwright/test';
import { answersOf, MAIL_ANSWERS } from '../fixtures/answers.ts';
import { formatChineseDate } from '../fixtures/dates.ts';
import { expect, test } from '../fixtures/journey.ts';

/** Pastes a text from a clipboard of the test's own, as a browser does on the user's request. */
async function paste(field: Locator, text: string): Promise<void> {
  await field.focus();
  await field.evaluate((element, text) => {
    const data = new DataTransfer();
    data.setData('text/plain', text);
    const event = new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true });
    // A synthetic event inserts nothing by itself. Where the page leaves the paste to the browser, this does the browser's part.
    if (element.dispatchEvent(event)) document.execCommand('insertText', false, text);
  }, text);
}

/** The keyboard and autofill attributes of a control, in the order of the table. */
async function readInputAttributes(field: Locator): Promise<string> {
  return field.evaluate((element) =>
    ['type', 'inputmode', 'autocomplete', 'autocapitalize', 'spellcheck', 'enterkeyhint', 'maxlength']
      .map((name) => element.getAttribute(name) ?? '–')
      .join(' '),
  );
}

const INPUT_ATTRIBUTES = {
  'sign-in': {
    手机号: 'tel tel tel off false next –',
    短信验证码: 'text numeric one-time-code off false done –',
  },
  'real-name': {
    姓名: 'text text name off false next –',
    身份证号: 'text text off characters false done –',
  },
  identity: {
    姓名: 'text text name off false next –',
    证件号码: 'text text off characters false next –',
    出生日期: 'text numeric bday off false next –',
    有效期限起: 'text numeric off off false next –',
    有效期限止: 'text numeric off off false next –',
    签发机关: 'text text off off false done –',
  },
  basic: {
    常住所在地地址: '– text street-address off false next –',
    固定电话: 'tel tel home tel off false done –',
  },
  card: { 卡预留手机号: 'tel tel mobile tel off false next –' },
  delivery: {
    邮寄接收人: 'text text shipping name off false next –',
    接收人联系电话: 'tel tel shipping tel off false next –',
    邮寄接收地址: '– text shipping street-address off false next –',
    邮政编码: 'text numeric shipping postal-code off false done –',
  },
} as const;

test('every field sets its keyboard and autofill attributes', async ({ wizard, page, register }) => {
  const person = register.adult();
  const expectInputAttributes = async (place: keyof typeof INPUT_ATTRIBUTES) => {
    for (const [label, expected] of Object.entries(INPUT_ATTRIBUTES[place])) {
      expect.soft(await readInputAttributes(wizard.field(label)), `${place} ${label}`).toBe(expected);
    }
    const typed = page.getByRole('main').locator('input:is([type=text], [type=tel]), textarea');
    expect.soft(await typed.count(), `the fields of ${place}`).toBe(Object.keys(INPUT_ATTRIBUTES[place]).length);
  };
  await wizard.open('/minsheng/sign-in');
  await wizard.field('短信验证码').waitFor();
  await expectInputAttributes('sign-in');
  await wizard.openRealNamePage(person);
  await wizard.field('身份证号').waitFor();
  await expectInputAttributes('real-name');
  await wizard.submitRealName(person);
  await wizard.acceptDisclaimer();
  for (const step of ['identity', 'basic', 'card', 'delivery'] as const) {
    await wizard.openPrefilledStep(step, person, 'check');
    if (step === 'delivery') await wizard.fillMailDelivery(MAIL_ANSWERS);
    await expectInputAttributes(step);
  }
});

const PASTED_NUMBERS = [
  ['证件号码', (id: string) => ` 身份证号：${id.slice(0, 6)} ${id.slice(6, 14)} ${id.slice(14).toLowerCase()}\r\n`],
  ['证件号码', (id: string) => `\u202A${[...id].map((c) => String.fromCodePoint(c.codePointAt(0)! + 0xfee0)).join('')}\u202C\u200B`],
  ['证件号码', (id: string) => `公民身份号码\n${id.slice(0, 6)}-${id.slice(6, 14)}-${id.slice(14)}`],
] as const;

test('a pasted ID number loses its label and spaces', async ({ wizard, register }) => {
  const person = register.adult();
  await wizard.signInAndOpenStep('identity', person, 'basic');
  const number = wizard.field('证件号码');
  for (const [, copied] of PASTED_NUMBERS) {
    await wizard.fillField('证件号码', '');
    await paste(number, copied(person.idNumber));
    await expect(number).toHaveValue(person.idNumber);
    await number.blur();
    await wizard.expectNoFault('证件号码');
  }
});

test('pasted text becomes one line and can be undone', async ({ wizard, page, register }) => {
  await wizard.signInAndOpenStep('basic', register.adult());
  const address = wizard.field('常住所在地地址');
  await wizard.fillField('常住所在地地址', '');
  await paste(address, '地址：北京市海淀区\n样本路１号');
  await expect(address).toHaveValue('北京市海淀区 样本路1号');
  await page.keyboard.press('Control+z');
  await expect(address).toHaveValue('');
  // The text is longer than any rule allows, and still nothing is cut silently.
  await paste(address, '样'.repeat(120));
  await address.blur();
  await expect(address).toHaveValue('样'.repeat(120));
  await wizard.expectFault('常住所在地地址');
});

test('typed text is normalised only on leaving the field', async ({ wizard, page, register }) => {
  const person = register.adult();
  await wizard.signInAndOpenStep('card', person);
  const mobile = wizard.field('卡预留手机号');
  await mobile.fill('');
  await mobile.pressSequentially('+86 139 0000-');
  await expect(mobile).toHaveValue('+86 139 0000-');
  await mobile.pressSequentially('1234');
  await mobile.blur();
  await expect(mobile).toHaveValue('13900001234');
  await expect(page.getByText('13900001234', { exact: true })).toHaveCSS('font-variant-numeric', 'tabular-nums');
});

test('an IME composition is not changed', async ({ wizard, page, register }) => {
  await wizard.signInAndOpenStep('identity', register.adult(), 'basic');
  const name = wizard.field('姓名');
  await name.fill('');
  await name.focus();
  const keyboard = await page.context().newCDPSession(page);
  await keyboard.send('Input.imeSetComposition', { text: 'yang ben', selectionStart: 8, selectionEnd: 8 });
  await expect(name).toHaveValue('yang ben');
  // During composition the Enter key chooses a word and does not move the focus.
  await name.evaluate((element) => element.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', isComposing: true, bubbles: true, cancelable: true })));
  await expect(name).toBeFocused();
  await keyboard.send('Input.insertText', { text: '样本' });
  await expect(name).toHaveValue('样本');
});

test('Enter moves to the next field and submits on the last one', async ({ wizard, page, register }) => {
  const person = register.adult();
  const answers = answersOf(person);
  await wizard.signInAndOpenStep('basic', person);
  await wizard.fillBasic(answers);
  await wizard.field('常住所在地地址').press('Enter');
  await expect(wizard.field('职业')).toBeFocused();
  await expect(wizard.field('常住所在地地址')).toHaveValue(answers.address);
  await wizard.expectStep('basic');
  await wizard.field('固定电话').press('Enter');
  await wizard.expectStep('card');
  await page.goBack();
  await wizard.expectStep('basic');
});

for (const written of ['20200301', '2020.03.01', '2020-3-1', '2020年3月1日', '2020/03/01', '２０２０．０３．０１']) {
  test(`a date can be pasted as ${written}`, async ({ wizard, register }) => {
    await wizard.signInAndOpenStep('identity', register.adult(), 'basic');
    const from = wizard.field('有效期限起');
    await from.fill('');
    await paste(from, written);
    await from.blur();
    await expect(from).toHaveValue('2020年03月01日');
    await wizard.expectNoFault('有效期限起');
  });
}

test('a typed date is formatted and 长期 disables the end date', async ({ wizard, page, api, register }) => {
  const person = register.adult();
  await wizard.signInAndOpenStep('identity', person, 'basic');
  const from = wizard.field('有效期限起');
  await expect(from).toHaveValue(formatChineseDate(answersOf(person).validFrom));
  await from.fill('');
  await from.pressSequentially('20200301');
  await expect(from).toHaveValue('20200301');
  await from.press('Enter');
  await expect(from).toHaveValue('2020年03月01日');
  await expect(wizard.field('有效期限止')).toBeFocused();
  await expect(page.getByRole('button', { name: '打开日历：有效期限起' })).toBeEnabled();
  await page.getByRole('checkbox', { name: '长期' }).check();
  await expect(wizard.field('有效期限止')).toBeDisabled();
  await expect(page.getByRole('button', { name: '打开日历：有效期限止' })).toBeDisabled();
  await expect.poll(async () => (await api.readDraft()).valid_from, { timeout: 15_000 }).toBe('2020-03-01');
});

test('numbers are displayed in groups and copied as one', async ({ wizard, page, register }) => {
  const person = register.adult();
  await wizard.signInAndOpenStep('check', person);
  await wizard.press('显示完整信息');
  const shown = page.getByText(person.idNumber, { exact: true });
  await expect(shown).toBeVisible();
  expect(await readDigitGroups(page, person.idNumber)).toEqual([person.idNumber.slice(0, 6), person.idNumber.slice(6, 14), person.idNumber.slice(14)]);
  expect(await readDigitGroups(page, person.mobile)).toEqual([person.mobile.slice(0, 3), person.mobile.slice(3, 7), person.mobile.slice(7)]);
  await expect(page.getByText(formatChineseDate(person.birthDate))).toBeVisible();
});

/** The visually separate groups of a number. */
async function readDigitGroups(page: Page, number: string): Promise<string[]> {
  const pieces = page.getByText(number, { exact: true }).first().locator('> *');
  const boxes = await pieces.evaluateAll((all) => all.map((piece) => piece.getBoundingClientRect()));
  for (const [at, box] of boxes.entries()) {
    if (at > 0) expect(box.left - boxes[at - 1].right).toBeGreaterThan(3);
  }
  return pieces.allInnerTexts();
}

test('autofilled text is saved on change or on leaving the field', async ({ wizard, page, api, register }) => {
  await wizard.signInAndOpenStep('basic', register.adult());
  const address = wizard.field('常住所在地地址');
  const setValueSilently = (value: string, event: string) =>
    address.evaluate((control: HTMLInputElement, [value, event]) => {
      control.value = value;
      if (event) control.dispatchEvent(new Event(event, { bubbles: true }));
    }, [value, event]);
  await setValueSilently('北京市海淀区样本路8号', 'change');
  await expect.poll(async () => (await api.readDraft()).address, { timeout: 15_000 }).toBe('北京市海淀区样本路8号');
  await address.focus();
  await setValueSilently('北京市海淀区样本路9号', '');
  await address.blur();
  await expect.poll(async () => (await api.readDraft()).address, { timeout: 15_000 }).toBe('北京市海淀区样本路9号');
  await page.reload();
  await expect(address).toHaveValue('北京市海淀区样本路9号');
});

test('a double click on 下一步 advances one page', async ({ wizard, page, register }) => {
  await wizard.signInAndOpenStep('identity', register.adult(), 'card');
  await page.getByRole('button', { name: '下一步' }).dblclick();
  await wizard.expectStep('basic');
  await page.waitForTimeout(500);
  await wizard.expectStep('basic');
});
