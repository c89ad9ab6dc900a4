// Pictures: every honest file becomes a right card photo, every other is refused in words, and the crop obeys hand and keys.

import { expectUprightBust } from '../fixtures/bust.ts';
import { expect, test } from '../fixtures/journey.ts';
import { readJpegFacts } from '../fixtures/jpeg.ts';
import { pictures } from '../fixtures/pictures.ts';
import { decodePixels, decodeImagePixels } from '../fixtures/pixels.ts';

const GOOD = {
  'a JPEG': pictures.bust,
  'a PNG': pictures.bustPng,
  'a JPEG that a phone kept on its side': pictures.bustSideways,
  'a JPEG of twelve megapixels': pictures.bustOf12Megapixels,
  'a JPEG of forty-eight megapixels': pictures.bustOf48Megapixels,
};

for (const [what, file] of Object.entries(GOOD)) {
  test(`${what} becomes a card photo of the right make, upright`, async ({ wizard, page, api, register }) => {
    await wizard.signInAndOpenStep('card', register.adult());
    const photo = await api.readPicture(await wizard.cropAndUploadPhoto(file));
    expect(readJpegFacts(photo)).toEqual({ width: 358, height: 441, density: { unit: 1, x: 350, y: 350 } });
    expect(photo.length).toBeGreaterThanOrEqual(20_480);
    expectUprightBust(await decodePixels(page, photo));
    expectUprightBust(await decodeImagePixels(wizard.picture('photo')));
  });
}

const BAD = {
  'a text under the name of a picture': [pictures.textNamedJpg, /格式|不是.*(照片|图片)|JPG/],
  'a JPEG that was cut short': [pictures.bustTruncated, /损坏|不完整/],
  'a picture smaller than the card photo': [pictures.bustTooSmall, /358/],
} as const;

for (const [what, [file, words]] of Object.entries(BAD)) {
  test(`${what} is refused in words, and another can be chosen`, async ({ wizard, register }) => {
    await wizard.signInAndOpenStep('card', register.adult());
    await wizard.chooseFile('photo', file);
    await wizard.expectPictureRefused('photo', words);
    await wizard.expectNoPicture('photo');
    await wizard.cropAndUploadPhoto(pictures.bust);
    await wizard.expectPicture('photo');
  });
}

test('a picture of nothing but white is refused in words, and another can be chosen', async ({ wizard, register }) => {
  await wizard.signInAndOpenStep('card', register.adult());
  await wizard.openCropDialog(pictures.white);
  await wizard.pressCropConfirm();
  await wizard.expectCropRefused(/\p{Script=Han}/u);
  await wizard.closeCropDialog();
  await wizard.expectNoPicture('photo');
  await wizard.cropAndUploadPhoto(pictures.bust);
});

test('a crop that is left changes nothing', async ({ wizard, register }) => {
  await wizard.signInAndOpenStep('card', register.adult());
  await wizard.cropAndUploadPhoto(pictures.bust);
  await wizard.openCropDialog(pictures.bustSideways);
  await wizard.closeCropDialog();
  await wizard.expectPicture('photo');
});

test('a file that is no picture is refused for the ID card as well, and a picture is taken', async ({ wizard, register }) => {
  const person = register.adult();
  await wizard.signInAndOpenStep('identity', person);
  await wizard.fillField('签发机关', '北京市公安局海淀分局');
  await wizard.chooseFile('emblem_side', pictures.textNamedJpg);
  await wizard.expectPictureRefused('emblem_side', /\p{Script=Han}/u);
  await expect(wizard.field('签发机关')).toHaveValue('北京市公安局海淀分局');
  await wizard.uploadPicture('emblem_side', await wizard.drawCardPhoto(person, 'emblem_side'));
});
