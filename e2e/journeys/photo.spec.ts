// The card photo: the face is found and framed, its position is reported while it moves, advice asks twice before it accepts the photo,
// and every EXIF orientation and tilt is corrected.

import { readFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';
import { expectUprightBust } from '../fixtures/bust.ts';
import { expect, test } from '../fixtures/journey.ts';
import { withOrientation, withEmptyExif } from '../fixtures/jpeg.ts';
import { pictures } from '../fixtures/pictures.ts';
import { decodePixels } from '../fixtures/pixels.ts';
import { withLateOrientation } from '../fixtures/webp.ts';
import type { Wizard } from '../pages/wizard.ts';

/** The value of one distance beside the frame. */
function distanceValue(page: Page, name: string): Locator {
  const term = page.getByRole('term').filter({ hasText: name });
  return term.locator('xpath=following-sibling::dd[1]');
}

/** Chooses a photo from memory instead of a file. */
async function chooseBytes(wizard: Wizard, buffer: Buffer, mimeType: string): Promise<void> {
  await wizard.field('制卡照片').setInputFiles({ name: 'photo', mimeType, buffer });
  await expect(wizard.cropFrame()).toBeVisible({ timeout: 30_000 });
}

test('a face is framed by the standard and accepted at once', async ({ wizard, page, register }) => {
  await wizard.signInAndOpenStep('card', register.adult());
  await wizard.openCropDialog(pictures.bust);
  await expect(distanceValue(page, '脸宽')).toHaveText(/20[5-9]/);
  await expect(distanceValue(page, '头顶距上边')).toHaveText(/1[2-6]/);
  await expect(page.getByText('头部位置符合要求')).toBeVisible();
  const arrived = page.waitForResponse((answer) => answer.url().endsWith('/api/pictures/photo') && answer.ok());
  await wizard.pressCropConfirm();
  const { faults } = (await (await arrived).json()) as { faults: unknown[] };
  expect(faults).toEqual([]);
  await expect(wizard.cropFrame()).toBeHidden();
});

test('the distances follow each move and give advice', async ({ wizard, page, register }) => {
  await wizard.signInAndOpenStep('card', register.adult());
  await wizard.openCropDialog(pictures.bust);
  await wizard.cropFrame().focus();
  const eyes = Number((await distanceValue(page, '双眼距下边').textContent())!.match(/\d+/)![0]);
  for (let press = 0; press < 5; press++) await page.keyboard.press('ArrowDown');
  await expect
    .poll(async () => Number((await distanceValue(page, '双眼距下边').textContent())!.match(/\d+/)![0]))
    .toBeLessThan(eyes - 30);
  await expect(page.getByText('头顶离上边太远，请把照片向上移动或放大')).toBeVisible();
  // A screen reader hears one sentence.
  await expect(page.getByRole('status').filter({ hasText: /^放大 \d+%，头顶距上边 \d+ 像素，双眼距下边 \d+ 像素，脸宽 \d+ 像素$/ })).toBeAttached();
  await page.keyboard.press('0');
  await expect(page.getByText('头部位置符合要求')).toBeVisible();
});

test('slider, buttons and keys straighten a tilted photo', async ({ wizard, page, register }) => {
  await wizard.signInAndOpenStep('card', register.adult());
  await wizard.openCropDialog(pictures.bust);
  const lean = page.getByRole('slider', { name: '微调' });
  const before = Number(await lean.inputValue());
  await wizard.pressCropButton('向右微调', 4);
  await expect(lean).toHaveValue(String(before + 4));
  await wizard.cropFrame().focus();
  await page.keyboard.press('[');
  await expect(lean).toHaveValue(String(before + 3));
  await wizard.pressCropButton('还原');
  await expect(lean).toHaveValue(String(before));
});

test('advice asks twice for a better photo, then accepts it', async ({ wizard, page, register }) => {
  await wizard.signInAndOpenStep('card', register.adult());
  await wizard.openCropDialog(pictures.bust);
  await wizard.cropFrame().focus();
  for (let press = 0; press < 6; press++) await page.keyboard.press('ArrowDown');
  const anyway = page.getByRole('button', { name: '使用这张照片' });
  for (let time = 0; time < 2; time++) {
    await wizard.pressCropConfirm();
    await expect(page.getByRole('alert').getByText(/建议调整或换一张/)).toBeVisible();
    await expect(anyway).toBeHidden();
  }
  await wizard.pressCropConfirm();
  await expect(page.getByRole('alert').getByText(/人工审核/)).toBeVisible();
  await anyway.click();
  await expect(wizard.cropFrame()).toBeHidden();
  await wizard.expectPicture('photo');
});

/** The bust's pixels as a camera with that orientation stores them, without the EXIF entry. */
async function storePixels(page: Page, orientation: number, type = 'image/jpeg'): Promise<Buffer> {
  const jpeg = (await readFile(pictures.bust)).toString('base64');
  const stored = await page.evaluate(
    async ([base64, orientation, type]) => {
      const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
      const upright = await createImageBitmap(new Blob([bytes]));
      const [w, h] = orientation > 4 ? [upright.height, upright.width] : [upright.width, upright.height];
      // The matrices turn stored pixels upright, by the EXIF standard; the camera does the inverse.
      const matrices = [
        [1, 0, 0, 1, 0, 0], [-1, 0, 0, 1, w, 0], [-1, 0, 0, -1, w, h], [1, 0, 0, -1, 0, h],
        [0, 1, 1, 0, 0, 0], [0, 1, -1, 0, h, 0], [0, -1, -1, 0, h, w], [0, -1, 1, 0, 0, w],
      ];
      const canvas = new OffscreenCanvas(w, h);
      const pen = canvas.getContext('2d')!;
      pen.setTransform(new DOMMatrix(matrices[orientation - 1]).inverse());
      pen.drawImage(upright, 0, 0);
      const blob = await canvas.convertToBlob({ type, quality: 0.92 });
      return [...new Uint8Array(await blob.arrayBuffer())];
    },
    [jpeg, orientation, type] as const,
  );
  return Buffer.from(stored);
}

for (const orientation of [1, 2, 3, 4, 5, 6, 7, 8]) {
  test(`orientation ${orientation} comes out upright and not mirrored`, async ({ wizard, page, api, register }) => {
    await wizard.signInAndOpenStep('card', register.adult());
    await chooseBytes(wizard, withOrientation(await storePixels(page, orientation), orientation), 'image/jpeg');
    expectUprightBust(await decodePixels(page, await api.readPicture(await wizard.acceptCrop())));
  });
}

test('a second EXIF segment does not change the orientation', async ({ wizard, page, api, register }) => {
  await wizard.signInAndOpenStep('card', register.adult());
  const sideways = await storePixels(page, 6);
  for (const file of [withEmptyExif(withOrientation(sideways, 6)), withOrientation(withEmptyExif(sideways), 6)]) {
    await chooseBytes(wizard, file, 'image/jpeg');
    await expect(distanceValue(page, '脸宽')).toHaveText(/20[5-9]/);
    expectUprightBust(await decodePixels(page, await api.readPicture(await wizard.acceptCrop())));
  }
});

test('a WebP with a late orientation comes out upright', async ({ wizard, page, api, register }) => {
  await wizard.signInAndOpenStep('card', register.adult());
  await chooseBytes(wizard, withLateOrientation(await storePixels(page, 2, 'image/webp'), 2), 'image/webp');
  expectUprightBust(await decodePixels(page, await api.readPicture(await wizard.acceptCrop())));
});

test('a WebP file is accepted', async ({ wizard, page, register }) => {
  await wizard.signInAndOpenStep('card', register.adult());
  const jpeg = (await readFile(pictures.bust)).toString('base64');
  const webp = await page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes]));
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
    canvas.getContext('2d')!.drawImage(bitmap, 0, 0);
    const blob = await canvas.convertToBlob({ type: 'image/webp', quality: 0.9 });
    return [...new Uint8Array(await blob.arrayBuffer())];
  }, jpeg);
  await chooseBytes(wizard, Buffer.from(webp), 'image/webp');
  await expect(distanceValue(page, '脸宽')).toHaveText(/20[5-9]/);
});
