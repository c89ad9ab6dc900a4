// Zoomed to 200 % and 400 %, set loosely, without motion, under a finger: every page and dialog keeps all that it says and offers.

import { expect, test } from '../fixtures/journey.ts';
import { Examiner } from '../fixtures/examiner.ts';
import { withCamera } from '../fixtures/manners.ts';
import { coveredWhenFocused, misfits, motions, spaceText } from '../fixtures/reflow.ts';
import { smallTargets } from '../fixtures/targets.ts';
import { doorsTour } from '../fixtures/doors-tour.ts';
import { tour } from '../fixtures/tour.ts';

test.use({ ...withCamera, contextOptions: { reducedMotion: 'reduce' } });

const WIDE = { width: 1280, height: 800 };
/** What is left of 1280×800 at 200 %, and of 1280×1024 at 400 %. */
const ZOOMED = [
  { zoom: '200 %', size: { width: 640, height: 400 } },
  { zoom: '400 %', size: { width: 320, height: 256 } },
];
const PHONE = { width: 390, height: 844 };
/** CSS pixels; domain rule of 工信部 for every page but those of 长辈版. */
const LEAST_TARGET = 44;

const WAYS = [
  { name: 'nothing is lost by zoom or by space between letters, nothing covers the focus, nothing moves', way: tour },
  { name: 'nothing is lost, covered or moved at the other doors either', way: doorsTour },
];

for (const { name, way } of WAYS) {
  test(name, async ({ wizard, page, alarms, register }) => {
    test.setTimeout(240_000);
    Examiner.of(page).excuse();
    for await (const stop of way({ page, wizard, alarms, person: register.adult() })) {
      expect.soft(await motions(page), `motion: ${stop}`).toEqual([]);
      for (const { zoom, size } of ZOOMED) {
        await page.setViewportSize(size);
        expect.soft(await misfits(page), `${zoom}: ${stop}`).toEqual([]);
        expect.soft(await coveredWhenFocused(page), `focus at ${zoom}: ${stop}`).toEqual([]);
      }
      const spaced = await spaceText(page);
      expect.soft(await misfits(page), `spaced letters: ${stop}`).toEqual([]);
      await spaced.reset();
      await page.setViewportSize(PHONE);
      expect.soft(await misfits(page), `at the width of a phone: ${stop}`).toEqual([]);
      expect.soft(await coveredWhenFocused(page), `focus on a phone: ${stop}`).toEqual([]);
      expect.soft(await smallTargets(page, LEAST_TARGET), `targets: ${stop}`).toEqual([]);
      await page.setViewportSize(WIDE);
      expect.soft(await misfits(page), `wide: ${stop}`).toEqual([]);
    }
  });
}
