// The crop on a phone: one finger moves the photo, two zoom it, buttons do both, and the server gets what the frame shows.

import { expectMiddle } from '../fixtures/bust.ts';
import { moveFingers } from '../fixtures/fingers.ts';
import { expect, test } from '../fixtures/journey.ts';
import { pictures } from '../fixtures/pictures.ts';

test('two fingers zoom and one finger moves the photo', async ({ wizard, page, service, register }) => {
  await wizard.arrive('card', register.adult());
  await wizard.openCrop(pictures.bust);
  const found = await wizard.zoom();
  await moveFingers(wizard.stage(), [
    { from: { x: 0.4, y: 0.5 }, to: { x: 0.35, y: 0.5 } },
    { from: { x: 0.6, y: 0.5 }, to: { x: 0.65, y: 0.5 } },
  ]);
  const zoom = await wizard.zoom();
  expect(zoom / found).toBeGreaterThan(1.45);
  expect(zoom / found).toBeLessThan(1.55);
  await moveFingers(wizard.stage(), [{ from: { x: 0.5, y: 0.5 }, to: { x: 0.6, y: 0.5 } }]);
  expect(await wizard.zoom()).toBe(zoom);
  await expectMiddle(page, await service.pictureBytes(await wizard.useCrop()), 0.6);
});

test('the buttons zoom, move, turn and put back', async ({ wizard, page, service, register }) => {
  await wizard.arrive('card', register.adult());
  await wizard.openCrop(pictures.bust);
  const found = await wizard.zoom();
  await wizard.pressInCrop('放大', 5);
  await wizard.pressInCrop('缩小');
  expect((await wizard.zoom()) / found).toBeCloseTo(1.46, 1);
  await wizard.pressInCrop('向右旋转90°');
  await wizard.pressInCrop('还原');
  expect(await wizard.zoom()).toBe(found);
  await wizard.pressInCrop('向左旋转90°');
  await wizard.pressInCrop('向右旋转90°');
  await wizard.pressInCrop('放大', 4);
  await wizard.pressInCrop('右移', 3);
  await expectMiddle(page, await service.pictureBytes(await wizard.useCrop()), 0.59);
});
