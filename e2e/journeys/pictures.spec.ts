// Picture files: every valid file becomes a card photo, every other is refused with a message, and a closed crop changes nothing.

import { expectUprightBust } from '../fixtures/bust.ts';
import { expect, test } from '../fixtures/journey.ts';
import { readJpegFacts } from '../fixtures/jpeg.ts';
import { pictures } from '../fixtures/pictures.ts';
import { decodePixels, decodeImagePixels } from '../fixtures/pixels.ts';

const GOOD = {
  'a JPEG': pictures.bust,
  'a PNG': pictures.bustPng,
  'a sideways phone JPEG': pictures.bustSideways,
  'a JPEG of 12 megapixels': pictures.bustOf12Megapixels,
  'a JPEG of 48 megapixels': pictures.bustOf48Megapixels,
};

for (const [what, file] of Object.entries(GOOD)) {
  test(`${what} becomes an upright card photo`, async ({ wizard, page, api, register }) => {
    await wizard.signInAndOpenStep('card', register.adult());
    const photo = await api.readPicture(await wizard.cropAndUploadPhoto(file));
    expect(readJpegFacts(photo)).toEqual({ width: 358, height: 441, density: { unit: 1, x: 350, y: 350 } });
    expect(photo.length).toBeGreaterThanOrEqual(20_480);
    expectUprightBust(await decodePixels(page, photo));
    expectUprightBust(await decodeImagePixels(wizard.picture('photo')));
  });
}

const BAD = {
  'a text file named as a picture': [pictures.textNamedJpg, /格式|不是.*(照片|图片)|JPG/],
  'a truncated JPEG': [pictures.bustTruncated, /损坏|不完整/],
  'a picture below 358×441': [pictures.bustTooSmall, /358/],
} as const;

for (const [what, [file, words]] of Object.entries(BAD)) {
  test(`${what} is refused and replaceable`, async ({ wizard, register }) => {
    await wizard.signInAndOpenStep('card', register.adult());
    await wizard.chooseFile('photo', file);
    await wizard.expectPictureRefused('photo', words);
    await wizard.expectNoPicture('photo');
    await wizard.cropAndUploadPhoto(pictures.bust);
    await wizard.expectPicture('photo');
  });
}

test('an all-white picture is refused and replaceable', async ({ wizard, register }) => {
  await wizard.signInAndOpenStep('card', register.adult());
  await wizard.openCropDialog(pictures.white);
  await wizard.pressCropConfirm();
  await wizard.expectCropRefused(/\p{Script=Han}/u);
  await wizard.closeCropDialog();
  await wizard.expectNoPicture('photo');
  await wizard.cropAndUploadPhoto(pictures.bust);
});

test('closing the crop keeps the earlier photo', async ({ wizard, register }) => {
  await wizard.signInAndOpenStep('card', register.adult());
  await wizard.cropAndUploadPhoto(pictures.bust);
  await wizard.openCropDialog(pictures.bustSideways);
  await wizard.closeCropDialog();
  await wizard.expectPicture('photo');
});

test('an ID card side accepts only a picture', async ({ wizard, register }) => {
  const person = register.adult();
  await wizard.signInAndOpenStep('identity', person);
  await wizard.fillField('签发机关', '北京市公安局海淀分局');
  await wizard.chooseFile('emblem_side', pictures.textNamedJpg);
  await wizard.expectPictureRefused('emblem_side', /\p{Script=Han}/u);
  await expect(wizard.field('签发机关')).toHaveValue('北京市公安局海淀分局');
  await wizard.uploadPicture('emblem_side', await wizard.drawCardPhoto(person, 'emblem_side'));
});
