// 长辈版 is turned on, kept and turned off, and its text grows. accessibility.spec.ts measures the sizes on every page.

import type { Locator, Page } from '@playwright/test';
import { expect, test } from '../fixtures/journey.ts';

/** The minimum of the largest text size in CSS pixels, which equal dp and pt. */
const MIN_LARGEST_TEXT_PX = 30;

const SWITCHES = [
  {
    where: 'on the first page',
    path: '/',
    entry: (page: Page) => page.getByRole('button', { name: '长辈版', exact: true }),
    expectOn: (entry: Locator, on: boolean) => expect(entry).toHaveAttribute('aria-pressed', String(on)),
  },
  {
    where: 'in 个人中心',
    path: '/me',
    entry: (page: Page) => page.getByRole('switch', { name: '长辈版', exact: true }),
    expectOn: (entry: Locator, on: boolean) => expect(entry).toBeChecked({ checked: on }),
  },
];

for (const { where, path, entry, expectOn } of SWITCHES) {
  test(`长辈版 is switched ${where} and persists`, async ({ wizard, page, api, register }) => {
    await api.signIn(register.adult());
    await wizard.open(path);
    await expectOn(entry(page), false);
    const before = await readTextSize(page);
    await entry(page).click();
    await expectOn(entry(page), true);
    await expect.poll(() => readTextSize(page)).toBeGreaterThan(before);
    await page.reload();
    await expectOn(entry(page), true);
    await entry(page).click();
    await expectOn(entry(page), false);
    await expect.poll(() => readTextSize(page)).toBe(before);
  });
}

test('the largest text size is at least 30 px', async ({ wizard, page, api, register }) => {
  await api.signIn(register.adult());
  await wizard.open('/me');
  await page.getByRole('switch', { name: '长辈版', exact: true }).check();
  await page.getByRole('radio', { name: /特大/ }).check();
  await expect.poll(() => readTextSize(page)).toBeGreaterThanOrEqual(MIN_LARGEST_TEXT_PX);
});

/** The size of the body text in CSS pixels. */
async function readTextSize(page: Page): Promise<number> {
  return page.evaluate(() => Number.parseFloat(getComputedStyle(document.body).fontSize));
}
