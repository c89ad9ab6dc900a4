// 长辈版 in numbers: what 移动互联网应用（APP）适老化通用设计规范 asks for, measured in every page and dialog as it is shown.

import type { Locator, Page } from '@playwright/test';
import { Examiner } from '../fixtures/examiner.ts';
import { expect, test } from '../fixtures/journey.ts';
import { letters, paragraphSpacings } from '../fixtures/letters.ts';
import { inElderEdition, withCamera } from '../fixtures/manners.ts';
import { misfits } from '../fixtures/reflow.ts';
import { smallTargets } from '../fixtures/targets.ts';
import { tour } from '../fixtures/tour.ts';

test.use(withCamera);

/** What is asked for, in CSS pixels, which are dp and pt, and in multiples. */
const ASKED = { letters: 18, largest: 30, lineSpacing: 1.3, paragraphSpacing: 1.3, target: 60 };

test('letters, lines, contrast and targets are as large as the rule asks, on every page', async ({ wizard, page, alarms, register }) => {
  test.setTimeout(180_000);
  Examiner.of(page).excuse();
  await inElderEdition(page);
  for await (const stop of tour({ page, wizard, alarms, person: register.adult(), elder: true })) {
    // The pages of the sandbox are for whoever tries the service out.
    if (stop.startsWith('/sandbox')) continue;
    const set = await letters(page);
    const told = (wrong: typeof set) => wrong.map(({ words, size, lineSpacing }) => `${words.slice(0, 20)}: ${size} px, ${lineSpacing}`);
    expect(set.length, stop).toBeGreaterThan(2);
    // A digit in its circle is a sign beside the words, and has no second line.
    const lines = set.filter(({ words }) => words.length > 1);
    expect.soft(told(lines.filter(({ size }) => size < ASKED.letters)), `letters: ${stop}`).toEqual([]);
    expect.soft(told(lines.filter(({ lineSpacing }) => !(lineSpacing >= ASKED.lineSpacing - 0.001))), `lines: ${stop}`).toEqual([]);
    expect.soft(told(set.filter(({ isSansSerif }) => !isSansSerif)), `serifs: ${stop}`).toEqual([]);
    expect.soft(await Examiner.of(page).findings(['color-contrast']), `contrast: ${stop}`).toEqual([]);
    expect.soft(await smallTargets(page, ASKED.target), `targets: ${stop}`).toEqual([]);
    expect.soft(await misfits(page), `fit: ${stop}`).toEqual([]);
    for (const [at, region] of [['disclaimer', '免责声明'], ['pledge', '《第三代社会保障卡申领承诺》']]) {
      if (stop !== at) continue;
      const spacings = await paragraphSpacings(page, region);
      expect(spacings.length, stop).toBeGreaterThan(0);
      expect.soft(Math.min(...spacings), `paragraphs: ${stop}`).toBeGreaterThanOrEqual(ASKED.paragraphSpacing);
    }
  }
});

const ENTRIES = [
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

for (const { where, path, entry, expectOn } of ENTRIES) {
  test(`长辈版 is entered ${where}, kept, and left again`, async ({ wizard, page, service, register }) => {
    await service.signIn(register.adult());
    await wizard.open(path);
    await expectOn(entry(page), false);
    const before = await lettersOfText(page);
    await entry(page).click();
    await expectOn(entry(page), true);
    await expect.poll(() => lettersOfText(page)).toBeGreaterThan(before);
    await page.reload();
    await expectOn(entry(page), true);
    await entry(page).click();
    await expectOn(entry(page), false);
    await expect.poll(() => lettersOfText(page)).toBe(before);
  });
}

test('the largest letters reach thirty', async ({ wizard, page, service, register }) => {
  await service.signIn(register.adult());
  await wizard.open('/me');
  await page.getByRole('switch', { name: '长辈版', exact: true }).check();
  await page.getByRole('radio', { name: /特大/ }).check();
  await expect.poll(() => lettersOfText(page)).toBeGreaterThanOrEqual(ASKED.largest);
});

/** The size of the page's own text, in CSS pixels. */
async function lettersOfText(page: Page): Promise<number> {
  return page.evaluate(() => Number.parseFloat(getComputedStyle(document.body).fontSize));
}
