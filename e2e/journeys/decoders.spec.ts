// The image worker uses the best decoder of the browser. Each test removes the better decoders from the worker, as in an older browser.
// The photo is correct with every one of them.

import type { Page } from '@playwright/test';
import { expectUprightBust } from '../fixtures/bust.ts';
import { expect, test } from '../fixtures/journey.ts';
import { readJpegFacts } from '../fixtures/jpeg.ts';
import { pictures } from '../fixtures/pictures.ts';
import { decodePixels } from '../fixtures/pixels.ts';

/** Runs a script in the image worker before the worker's own. */
async function injectWorkerScript(page: Page, script: string): Promise<void> {
  await page.route('**/*_loader.js', async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, body: `${script};${await answer.text()}` });
  });
}

const WORKER_SCRIPTS = {
  'ImageDecoder': '',
  'createImageBitmap': 'delete self.ImageDecoder',
  'wasm': 'delete self.ImageDecoder;delete self.createImageBitmap',
  'wasm and no canvas': 'delete self.ImageDecoder;delete self.createImageBitmap;delete self.OffscreenCanvas',
  'no SIMD in the worker': 'WebAssembly.validate=()=>false',
};

for (const [decoder, script] of Object.entries(WORKER_SCRIPTS)) {
  test(`a sideways photo becomes upright with ${decoder}`, async ({ wizard, page, api, register }) => {
    await injectWorkerScript(page, script);
    await wizard.signInAndOpenStep('card', register.adult());
    const photo = await api.readPicture(await wizard.cropAndUploadPhoto(pictures.bustSideways));
    expect(readJpegFacts(photo)).toEqual({ width: 358, height: 441, density: { unit: 1, x: 350, y: 350 } });
    expectUprightBust(await decodePixels(page, photo));
  });

  test(`48 megapixels decode with ${decoder}`, async ({ wizard, page, api, register }) => {
    test.setTimeout(120_000);
    await injectWorkerScript(page, script);
    await wizard.signInAndOpenStep('card', register.adult());
    const photo = await api.readPicture(await wizard.cropAndUploadPhoto(pictures.bustOf48Megapixels));
    expectUprightBust(await decodePixels(page, photo));
  });
}

test('without face models the server judges the face', async ({ wizard, page, register, consoleErrors }) => {
  consoleErrors.allowStatus(503);
  await page.route('**/models/*', (route) => route.fulfill({ status: 503 }));
  await wizard.signInAndOpenStep('card', register.adult());
  await wizard.openCropDialog(pictures.bust);
  await expect(page.getByText('没有找到人脸', { exact: false })).toBeVisible();
  await wizard.acceptCrop();
  await wizard.expectPicture('photo');
});
