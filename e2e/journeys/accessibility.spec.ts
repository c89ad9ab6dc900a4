// Checks every page and dialog, empty, faulty and filled, at each stop of a tour. axe-core finds no violation in any colour scheme and
// width. Every page keeps its content and controls at 200 % and 400 % zoom, with wide text spacing, without motion and under a finger.
// 长辈版 meets the numbers of 移动互联网应用（APP）适老化通用设计规范.

import type { Page } from '@playwright/test';
import { portalJingtongTour } from '../fixtures/portal-jingtong-tour.ts';
import { AccessibilityCheck } from '../fixtures/accessibility-check.ts';
import { expect, test } from '../fixtures/journey.ts';
import { measureTexts, measureParagraphSpacings } from '../fixtures/text-metrics.ts';
import { enableElderMode, CAMERA_OPTIONS } from '../fixtures/browser-modes.ts';
import { findCoveredControls, findLayoutFaults, findMotion, increaseTextSpacing } from '../fixtures/layout-checks.ts';
import { findSmallTargets } from '../fixtures/touch-targets.ts';
import { minshengTour } from '../fixtures/minsheng-tour.ts';

test.use(CAMERA_OPTIONS);
test.describe.configure({ timeout: 600_000 });

const SIZES = { phone: { width: 390, height: 844 }, wide: { width: 1280, height: 800 } };
/** The CSS viewport of 1280×800 at 200 %, and of 1280×1024 at 400 %. */
const ZOOM_LEVELS = [
  { zoom: '200 %', size: { width: 640, height: 400 } },
  { zoom: '400 %', size: { width: 320, height: 256 } },
];
const SCHEMES = {
  light: { colorScheme: 'light', forcedColors: 'none' },
  dark: { colorScheme: 'dark', forcedColors: 'none' },
  'forced colours': { colorScheme: 'light', forcedColors: 'active' },
} as const;
/** The rules about colours. A colour scheme changes nothing else: the document is the same, and no style hides or moves by it. */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block'];
/** CSS pixels. Domain rule of 工信部 for every page outside 长辈版. */
const MIN_TARGET_PX = 44;
/** The minimums of 适老化: sizes in CSS pixels, which equal dp and pt; spacings in multiples. */
const ELDER_MINIMUMS = { letters: 18, lineSpacing: 1.3, paragraphSpacing: 1.3, target: 60 };

type Size = keyof typeof SIZES;
type Scheme = keyof typeof SCHEMES;

/** axe-core finds no violation in any of the schemes at any of the sizes. Afterwards the page has phone size and the light scheme. */
async function expectAccessible(page: Page, stop: string, sizes: Size[], schemes: Scheme[]): Promise<void> {
  const accessibility = AccessibilityCheck.forPage(page);
  for (const size of sizes) {
    await page.setViewportSize(SIZES[size]);
    for (const scheme of schemes) {
      await page.emulateMedia(SCHEMES[scheme]);
      const findings = await accessibility.findViolations(scheme === schemes[0] ? undefined : COLOUR_RULES);
      expect.soft(findings, `axe-core, ${size}, ${scheme}: ${stop}`).toEqual([]);
    }
    await page.emulateMedia(SCHEMES.light);
  }
  await page.setViewportSize(SIZES.phone);
}

/** Nothing moves, is lost, covered or too small for a finger at any zoom. Afterwards the page has phone size. */
async function expectSoundLayout(page: Page, stop: string): Promise<void> {
  expect.soft(await findMotion(page), `motion: ${stop}`).toEqual([]);
  expect.soft(await findLayoutFaults(page), `at the width of a phone: ${stop}`).toEqual([]);
  expect.soft(await findCoveredControls(page), `focus on a phone: ${stop}`).toEqual([]);
  expect.soft(await findSmallTargets(page, MIN_TARGET_PX), `targets: ${stop}`).toEqual([]);
  await page.setViewportSize(SIZES.wide);
  expect.soft(await findLayoutFaults(page), `wide: ${stop}`).toEqual([]);
  for (const { zoom, size } of ZOOM_LEVELS) {
    await page.setViewportSize(size);
    expect.soft(await findLayoutFaults(page), `${zoom}: ${stop}`).toEqual([]);
    expect.soft(await findCoveredControls(page), `focus at ${zoom}: ${stop}`).toEqual([]);
  }
  const spaced = await increaseTextSpacing(page);
  expect.soft(await findLayoutFaults(page), `spaced letters: ${stop}`).toEqual([]);
  await spaced.reset();
  await page.setViewportSize(SIZES.phone);
}

/** Text size, line spacing, paragraph spacing and targets meet the minimums of 长辈版. */
async function expectElderSizes(page: Page, stop: string): Promise<void> {
  // Sandbox pages are for people who try out the service, so the minimums do not apply.
  if (stop.startsWith('/sandbox')) return;
  const texts = await measureTexts(page);
  const describe = (wrong: typeof texts) => wrong.map(({ text, fontSize, lineSpacing }) => `${text.slice(0, 20)}: ${fontSize} px, ${lineSpacing}`);
  expect(texts.length, stop).toBeGreaterThan(2);
  // A step number in its circle is a symbol beside the text and has no second line.
  const lines = texts.filter(({ text }) => text.length > 1);
  expect.soft(describe(lines.filter(({ fontSize }) => fontSize < ELDER_MINIMUMS.letters)), `letters: ${stop}`).toEqual([]);
  expect.soft(describe(lines.filter(({ lineSpacing }) => !(lineSpacing >= ELDER_MINIMUMS.lineSpacing - 0.001))), `lines: ${stop}`).toEqual([]);
  expect.soft(describe(texts.filter(({ isSansSerif }) => !isSansSerif)), `serifs: ${stop}`).toEqual([]);
  expect.soft(await findSmallTargets(page, ELDER_MINIMUMS.target), `targets: ${stop}`).toEqual([]);
  expect.soft(await findLayoutFaults(page), `fit: ${stop}`).toEqual([]);
  for (const [textStop, region] of [['disclaimer', '免责声明'], ['pledge', '《第三代社会保障卡申领承诺》']]) {
    if (stop !== textStop) continue;
    const spacings = await measureParagraphSpacings(page, region);
    expect(spacings.length, stop).toBeGreaterThan(0);
    expect.soft(Math.min(...spacings), `paragraphs: ${stop}`).toBeGreaterThanOrEqual(ELDER_MINIMUMS.paragraphSpacing);
  }
}

const TOURS = [
  {
    name: '北京民生一卡通 pages are accessible and fit at every zoom',
    visit: minshengTour,
    phone: ['light', 'dark', 'forced colours'],
    wide: ['light', 'dark', 'forced colours'],
  },
  {
    name: 'portal and 京通 pages are accessible and fit at every zoom',
    visit: portalJingtongTour,
    phone: ['light', 'dark'],
    wide: ['light', 'forced colours'],
  },
] satisfies { name: string; visit: typeof minshengTour; phone: Scheme[]; wide: Scheme[] }[];

for (const { name, visit, phone, wide } of TOURS) {
  test(name, async ({ wizard, page, consoleErrors, register }) => {
    AccessibilityCheck.forPage(page).skip();
    for await (const stop of visit({ page, wizard, consoleErrors, person: register.adult() })) {
      await expectAccessible(page, stop, ['phone'], phone);
      await expectAccessible(page, stop, ['wide'], wide);
      await expectSoundLayout(page, stop);
    }
  });
}

test('北京民生一卡通 is accessible and large enough in 长辈版', async ({ wizard, page, consoleErrors, register }) => {
  AccessibilityCheck.forPage(page).skip();
  await enableElderMode(page);
  for await (const stop of minshengTour({ page, wizard, consoleErrors, person: register.adult(), elder: true })) {
    await expectAccessible(page, stop, ['phone', 'wide'], ['light', 'dark']);
    await expectElderSizes(page, stop);
  }
});

test('portal and 京通 pages are accessible in 长辈版', async ({ wizard, page, consoleErrors, register }) => {
  AccessibilityCheck.forPage(page).skip();
  await enableElderMode(page);
  for await (const stop of portalJingtongTour({ page, wizard, consoleErrors, person: register.adult(), elder: true })) {
    await expectAccessible(page, stop, ['phone'], ['light', 'dark']);
  }
});
