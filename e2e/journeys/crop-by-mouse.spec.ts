// The crop on a desktop: drag, wheel, keys and buttons move and zoom the photo, and the server receives the content of the frame.

import { expectBustCentre } from '../fixtures/bust.ts';
import { expect, test } from '../fixtures/journey.ts';
import { pictures } from '../fixtures/pictures.ts';

test('an untouched crop centres the face', async ({ wizard, page, api, register }) => {
  await wizard.signInAndOpenStep('card', register.adult());
  await expectBustCentre(page, await api.readPicture(await wizard.cropAndUploadPhoto(pictures.bust)), 0.5);
});

test('the mouse wheel zooms the photo and a drag moves it', async ({ wizard, page, api, register }) => {
  await wizard.signInAndOpenStep('card', register.adult());
  await wizard.openCropDialog(pictures.bust);
  const found = await wizard.readZoomPercent();
  const box = (await wizard.cropFrame().boundingBox())!;
  const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  await page.mouse.move(middle.x, middle.y);
  for (let notch = 0; notch < 3; notch++) await page.mouse.wheel(0, -100);
  await expect.poll(() => wizard.readZoomPercent()).toBeGreaterThan(found * 1.4);
  await page.mouse.down();
  await page.mouse.move(middle.x + box.width * 0.1, middle.y, { steps: 8 });
  await page.mouse.up();
  await expectBustCentre(page, await api.readPicture(await wizard.acceptCrop()), 0.6);
});

test('the keys zoom, move and reset the photo', async ({ wizard, page, api, register }) => {
  await wizard.signInAndOpenStep('card', register.adult());
  await wizard.openCropDialog(pictures.bust);
  await wizard.cropFrame().focus();
  const found = await wizard.readZoomPercent();
  for (let press = 0; press < 4; press++) await page.keyboard.press('+');
  expect((await wizard.readZoomPercent()) / found).toBeCloseTo(1.46, 1);
  await page.keyboard.press('0');
  expect(await wizard.readZoomPercent()).toBe(found);
  for (let press = 0; press < 4; press++) await page.keyboard.press('+');
  await page.keyboard.press('Shift+ArrowRight');
  await expectBustCentre(page, await api.readPicture(await wizard.acceptCrop()), 0.6);
});

test('Escape closes the crop without a photo', async ({ wizard, page, register }) => {
  await wizard.signInAndOpenStep('card', register.adult());
  await wizard.openCropDialog(pictures.bust);
  await page.keyboard.press('Escape');
  await expect(wizard.cropFrame()).toBeHidden();
  await wizard.expectNoPicture('photo');
});
