// The crop on a desk: drag, wheel, keys and buttons move and zoom the photo, and the server gets what the frame shows.

import { expectMiddle } from '../fixtures/bust.ts';
import { expect, test } from '../fixtures/journey.ts';
import { pictures } from '../fixtures/pictures.ts';

test('without a hand on it the face lies in the middle', async ({ wizard, page, service, register }) => {
  await wizard.arrive('card', register.adult());
  await expectMiddle(page, await service.pictureBytes(await wizard.cropPhoto(pictures.bust)), 0.5);
});

test('the wheel zooms and a drag moves the photo', async ({ wizard, page, service, register }) => {
  await wizard.arrive('card', register.adult());
  await wizard.openCrop(pictures.bust);
  const found = await wizard.zoom();
  const box = (await wizard.stage().boundingBox())!;
  const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  await page.mouse.move(middle.x, middle.y);
  for (let notch = 0; notch < 3; notch++) await page.mouse.wheel(0, -100);
  await expect.poll(() => wizard.zoom()).toBeGreaterThan(found * 1.4);
  await page.mouse.down();
  await page.mouse.move(middle.x + box.width * 0.1, middle.y, { steps: 8 });
  await page.mouse.up();
  await expectMiddle(page, await service.pictureBytes(await wizard.useCrop()), 0.6);
});

test('the keys zoom, move and put back', async ({ wizard, page, service, register }) => {
  await wizard.arrive('card', register.adult());
  await wizard.openCrop(pictures.bust);
  await wizard.stage().focus();
  const found = await wizard.zoom();
  for (let press = 0; press < 4; press++) await page.keyboard.press('+');
  expect((await wizard.zoom()) / found).toBeCloseTo(1.46, 1);
  await page.keyboard.press('0');
  expect(await wizard.zoom()).toBe(found);
  for (let press = 0; press < 4; press++) await page.keyboard.press('+');
  await page.keyboard.press('Shift+ArrowRight');
  await expectMiddle(page, await service.pictureBytes(await wizard.useCrop()), 0.6);
});

test('Escape closes the crop and leaves everything as it was', async ({ wizard, page, register }) => {
  await wizard.arrive('card', register.adult());
  await wizard.openCrop(pictures.bust);
  await page.keyboard.press('Escape');
  await expect(wizard.stage()).toBeHidden();
  await wizard.expectNoPicture('photo');
});
