// Every page and dialog, empty, faulty and filled, at every stop of one way through them: axe-core finds nothing in any scheme and width;
// zoomed to 200 % and 400 %, set loosely, without motion, under a finger, each keeps all that it says and offers; and 长辈版 has the numbers
// that 移动互联网应用（APP）适老化通用设计规范 asks for.

import type { Page } from '@playwright/test';
import { doorsTour } from '../fixtures/doors-tour.ts';
import { Examiner } from '../fixtures/examiner.ts';
import { expect, test } from '../fixtures/journey.ts';
import { letters, paragraphSpacings } from '../fixtures/letters.ts';
import { inElderEdition, withCamera } from '../fixtures/manners.ts';
import { coveredWhenFocused, misfits, motions, spaceText } from '../fixtures/reflow.ts';
import { smallTargets } from '../fixtures/targets.ts';
import { tour } from '../fixtures/tour.ts';

test.use(withCamera);
test.describe.configure({ timeout: 600_000 });

const SIZES = { phone: { width: 390, height: 844 }, wide: { width: 1280, height: 800 } };
/** What is left of 1280×800 at 200 %, and of 1280×1024 at 400 %. */
const ZOOMED = [
  { zoom: '200 %', size: { width: 640, height: 400 } },
  { zoom: '400 %', size: { width: 320, height: 256 } },
];
const SCHEMES = {
  light: { colorScheme: 'light', forcedColors: 'none' },
  dark: { colorScheme: 'dark', forcedColors: 'none' },
  'forced colours': { colorScheme: 'light', forcedColors: 'active' },
} as const;
/** The rules that look at colours. A scheme changes nothing else: the document is the same, and no style hides or moves by it. */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block'];
/** CSS pixels; domain rule of 工信部 for every page but those of 长辈版. */
const LEAST_TARGET = 44;
/** What 适老化 asks for, in CSS pixels, which are dp and pt, and in multiples. */
const ELDER = { letters: 18, lineSpacing: 1.3, paragraphSpacing: 1.3, target: 60 };

type Size = keyof typeof SIZES;
type Scheme = keyof typeof SCHEMES;

/** axe-core finds nothing in any of the schemes at any of the sizes. The page is left at the size of a phone, in the light. */
async function expectAccessible(page: Page, stop: string, sizes: Size[], schemes: Scheme[]): Promise<void> {
  const examiner = Examiner.of(page);
  for (const size of sizes) {
    await page.setViewportSize(SIZES[size]);
    for (const scheme of schemes) {
      await page.emulateMedia(SCHEMES[scheme]);
      const findings = await examiner.findings(scheme === schemes[0] ? undefined : COLOUR_RULES);
      expect.soft(findings, `axe-core, ${size}, ${scheme}: ${stop}`).toEqual([]);
    }
    await page.emulateMedia(SCHEMES.light);
  }
  await page.setViewportSize(SIZES.phone);
}

/** Nothing moves, is lost, covered, or too small for a finger, at whatever zoom. The page is left at the size of a phone. */
async function expectReflow(page: Page, stop: string): Promise<void> {
  expect.soft(await motions(page), `motion: ${stop}`).toEqual([]);
  expect.soft(await misfits(page), `at the width of a phone: ${stop}`).toEqual([]);
  expect.soft(await coveredWhenFocused(page), `focus on a phone: ${stop}`).toEqual([]);
  expect.soft(await smallTargets(page, LEAST_TARGET), `targets: ${stop}`).toEqual([]);
  await page.setViewportSize(SIZES.wide);
  expect.soft(await misfits(page), `wide: ${stop}`).toEqual([]);
  for (const { zoom, size } of ZOOMED) {
    await page.setViewportSize(size);
    expect.soft(await misfits(page), `${zoom}: ${stop}`).toEqual([]);
    expect.soft(await coveredWhenFocused(page), `focus at ${zoom}: ${stop}`).toEqual([]);
  }
  const spaced = await spaceText(page);
  expect.soft(await misfits(page), `spaced letters: ${stop}`).toEqual([]);
  await spaced.reset();
  await page.setViewportSize(SIZES.phone);
}

/** Letters, lines, contrast and targets are as large as the rule asks. */
async function expectLargeEnough(page: Page, stop: string): Promise<void> {
  // The pages of the sandbox are for whoever tries the service out.
  if (stop.startsWith('/sandbox')) return;
  const set = await letters(page);
  const describe = (wrong: typeof set) => wrong.map(({ words, size, lineSpacing }) => `${words.slice(0, 20)}: ${size} px, ${lineSpacing}`);
  expect(set.length, stop).toBeGreaterThan(2);
  // A digit in its circle is a sign beside the words, and has no second line.
  const lines = set.filter(({ words }) => words.length > 1);
  expect.soft(describe(lines.filter(({ size }) => size < ELDER.letters)), `letters: ${stop}`).toEqual([]);
  expect.soft(describe(lines.filter(({ lineSpacing }) => !(lineSpacing >= ELDER.lineSpacing - 0.001))), `lines: ${stop}`).toEqual([]);
  expect.soft(describe(set.filter(({ isSansSerif }) => !isSansSerif)), `serifs: ${stop}`).toEqual([]);
  expect.soft(await smallTargets(page, ELDER.target), `targets: ${stop}`).toEqual([]);
  expect.soft(await misfits(page), `fit: ${stop}`).toEqual([]);
  for (const [at, region] of [['disclaimer', '免责声明'], ['pledge', '《第三代社会保障卡申领承诺》']]) {
    if (stop !== at) continue;
    const spacings = await paragraphSpacings(page, region);
    expect(spacings.length, stop).toBeGreaterThan(0);
    expect.soft(Math.min(...spacings), `paragraphs: ${stop}`).toBeGreaterThanOrEqual(ELDER.paragraphSpacing);
  }
}

const TOURS = [
  { name: 'every page is accessible, and keeps everything at every zoom', visit: tour, phone: ['light', 'dark', 'forced colours'], wide: ['light', 'dark', 'forced colours'] },
  { name: 'every page of the other doors is, too', visit: doorsTour, phone: ['light', 'dark'], wide: ['light', 'forced colours'] },
] satisfies { name: string; visit: typeof tour; phone: Scheme[]; wide: Scheme[] }[];

for (const { name, visit, phone, wide } of TOURS) {
  test(name, async ({ wizard, page, alarms, register }) => {
    Examiner.of(page).excuse();
    for await (const stop of visit({ page, wizard, alarms, person: register.adult() })) {
      await expectAccessible(page, stop, ['phone'], phone);
      await expectAccessible(page, stop, ['wide'], wide);
      await expectReflow(page, stop);
    }
  });
}

test('every page is accessible in 长辈版, and as large as the rule asks', async ({ wizard, page, alarms, register }) => {
  Examiner.of(page).excuse();
  await inElderEdition(page);
  for await (const stop of tour({ page, wizard, alarms, person: register.adult(), elder: true })) {
    await expectAccessible(page, stop, ['phone', 'wide'], ['light', 'dark']);
    await expectLargeEnough(page, stop);
  }
});

test('every page of the other doors is accessible in 长辈版', async ({ wizard, page, alarms, register }) => {
  Examiner.of(page).excuse();
  await inElderEdition(page);
  for await (const stop of doorsTour({ page, wizard, alarms, person: register.adult(), elder: true })) {
    await expectAccessible(page, stop, ['phone'], ['light', 'dark']);
  }
});
