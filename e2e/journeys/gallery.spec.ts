import { expect, test } from '@playwright/test';
import { expectUnchangedPicture, recordRenderer, openGallery } from '../fixtures/gallery';

const GROUPS = [
  'buttons', 'switches', 'fields', 'states', 'choices', 'picker', 'uploader', 'notes', 'waiting', 'empty', 'cells', 'stepper',
  'frames', 'columns', 'dialogs',
];
const DIALOGS = { 'dialog-middle': '对话框', 'dialog-sheet': '底部弹层', 'dialog-side': '侧边弹层' };
const HEIGHTS = { 360: 640, 390: 844, 1280: 800 };
// The dark scheme differs from the light one by colours only, and large text is critical on narrow screens only. More pictures would show
// nothing new and double the size of the folder.
const MODES = [
  { mode: 'light', colorScheme: 'light', widths: [360, 390, 1280] },
  { mode: 'dark', colorScheme: 'dark', widths: [390, 1280] },
  { mode: 'elder', colorScheme: 'light', widths: [360, 1280] },
] as const;

test.use({ deviceScaleFactor: 1, reducedMotion: 'reduce' });

for (const { mode, colorScheme, widths } of MODES) {
  for (const width of widths) {
    test.describe(`at ${width} pixels, ${mode}`, () => {
      test.use({ viewport: { width, height: HEIGHTS[width] }, colorScheme });
      const name = (part: string) => `${part}-${mode}-${width}.png`;

      test.beforeEach(async ({ page }) => {
        await openGallery(page);
        if (mode === 'elder') await page.evaluate(() => document.documentElement.setAttribute('data-elder', ''));
      });

      test('every component matches its stored picture', async ({ page }, info) => {
        test.setTimeout(180_000);
        recordRenderer(page, info);
        // Each group fits into this height: content beyond the window is sometimes captured before it is painted.
        await page.setViewportSize({ width, height: 3000 });
        const found = await page.locator('main > section').evaluateAll((all) => all.map((one) => one.id));
        expect(found).toEqual(GROUPS);
        for (const group of GROUPS) await expectUnchangedPicture(page, page.locator(`#${group}`), name(group));
      });

      test('every dialog and toast matches its stored picture', async ({ page }) => {
        test.setTimeout(120_000);
        for (const [part, opener] of Object.entries(DIALOGS)) {
          await page.getByRole('button', { name: opener, exact: true }).click();
          await expectUnchangedPicture(page, page.getByRole('dialog'), name(part));
          await page.keyboard.press('Escape');
        }
        await page.getByRole('button', { name: '开户行网点' }).nth(1).click();
        await expectUnchangedPicture(page, page.getByRole('dialog'), name('picker-open'));
        await page.keyboard.press('Escape');
        await page.getByRole('button', { name: '轻提示', exact: true }).click();
        await expectUnchangedPicture(page, page.locator('.toast'), name('toast'));
      });

      test('no component is wider than the screen', async ({ page }) => {
        const wider = await page.locator('main *').evaluateAll((all) =>
          all
            .filter((one) => one.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
            .map((one) => `${one.tagName} ${one.className}`),
        );
        expect(wider).toEqual([]);
      });
    });
  }
}
