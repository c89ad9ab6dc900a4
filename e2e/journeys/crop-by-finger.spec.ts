// The crop on a phone: one finger moves the photo, two zoom it, buttons do both, and the server receives the content of the frame.

import { expectBustCentre } from '../fixtures/bust.ts';
import { moveFingers } from '../fixtures/fingers.ts';
import { expect, test } from '../fixtures/journey.ts';
import { pictures } from '../fixtures/pictures.ts';

test('two fingers zoom the photo and one finger moves it', async ({ wizard, page, api, register }) => {
  await wizard.signInAndOpenStep('card', register.adult());
  await wizard.openCropDialog(pictures.bust);
  const found = await wizard.readZoomPercent();
  await moveFingers(wizard.cropFrame(), [
    { from: { x: 0.4, y: 0.5 }, to: { x: 0.35, y: 0.5 } },
    { from: { x: 0.6, y: 0.5 }, to: { x: 0.65, y: 0.5 } },
  ]);
  const zoom = await wizard.readZoomPercent();
  expect(zoom / found).toBeGreaterThan(1.45);
  expect(zoom / found).toBeLessThan(1.55);
  await moveFingers(wizard.cropFrame(), [{ from: { x: 0.5, y: 0.5 }, to: { x: 0.6, y: 0.5 } }]);
  expect(await wizard.readZoomPercent()).toBe(zoom);
  await expectBustCentre(page, await api.readPicture(await wizard.acceptCrop()), 0.6);
});

test('the buttons zoom, move, rotate and reset the photo', async ({ wizard, page, api, register }) => {
  await wizard.signInAndOpenStep('card', register.adult());
  await wizard.openCropDialog(pictures.bust);
  const found = await wizard.readZoomPercent();
  await wizard.pressCropButton('放大', 5);
  await wizard.pressCropButton('缩小');
  expect((await wizard.readZoomPercent()) / found).toBeCloseTo(1.46, 1);
  await wizard.pressCropButton('向右旋转90°');
  await wizard.pressCropButton('还原');
  expect(await wizard.readZoomPercent()).toBe(found);
  await wizard.pressCropButton('向左旋转90°');
  await wizard.pressCropButton('向右旋转90°');
  await wizard.pressCropButton('放大', 4);
  await wizard.pressCropButton('右移', 3);
  await expectBustCentre(page, await api.readPicture(await wizard.acceptCrop()), 0.59);
});
