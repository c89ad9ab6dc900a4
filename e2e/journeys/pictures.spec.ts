// Pictures: every honest file becomes a right card photo, every other is refused in words, and the crop obeys hand and keys.

import { expectUprightBust } from '../fixtures/bust.ts';
import { expect, test } from '../fixtures/journey.ts';
import { jpegFacts } from '../fixtures/jpeg.ts';
import { pictures } from '../fixtures/pictures.ts';
import { pixelsOf, pixelsOfImage } from '../fixtures/pixels.ts';

const GOOD = {
  'a JPEG': pictures.bust,
  'a PNG': pictures.bustPng,
  'a JPEG that a phone kept on its side': pictures.bustOnItsSide,
  'a JPEG of twelve megapixels': pictures.bustOf12Megapixels,
  'a JPEG of forty-eight megapixels': pictures.bustOf48Megapixels,
};

for (const [what, file] of Object.entries(GOOD)) {
  test(`${what} becomes a card photo of the right make, upright`, async ({ wizard, page, service, register }) => {
    await wizard.arrive('card', register.adult());
    const photo = await service.pictureBytes(await wizard.cropPhoto(file));
    expect(jpegFacts(photo)).toEqual({ width: 358, height: 441, density: { unit: 1, x: 350, y: 350 } });
    expect(photo.length).toBeGreaterThanOrEqual(20_480);
    expectUprightBust(await pixelsOf(page, photo));
    expectUprightBust(await pixelsOfImage(wizard.picture('photo')));
  });
}

const BAD = {
  'a text under the name of a picture': [pictures.textNamedJpg, /格式|不是.*(照片|图片)|JPG/],
  'a JPEG that was cut short': [pictures.bustCutShort, /损坏|不完整/],
  'a picture smaller than the card photo': [pictures.bustTooSmall, /358/],
} as const;

for (const [what, [file, words]] of Object.entries(BAD)) {
  test(`${what} is refused in words, and another can be chosen`, async ({ wizard, register }) => {
    await wizard.arrive('card', register.adult());
    await wizard.offer('photo', file);
    await wizard.expectPictureRefused('photo', words);
    await wizard.expectNoPicture('photo');
    await wizard.cropPhoto(pictures.bust);
    await wizard.expectPicture('photo');
  });
}

test('a picture of nothing but white is refused in words, and another can be chosen', async ({ wizard, register }) => {
  await wizard.arrive('card', register.adult());
  await wizard.openCrop(pictures.white);
  await wizard.confirmCrop();
  await wizard.expectCropRefused(/\p{Script=Han}/u);
  await wizard.closeCrop();
  await wizard.expectNoPicture('photo');
  await wizard.cropPhoto(pictures.bust);
});

test('a crop that is left changes nothing', async ({ wizard, register }) => {
  await wizard.arrive('card', register.adult());
  await wizard.cropPhoto(pictures.bust);
  await wizard.openCrop(pictures.bustOnItsSide);
  await wizard.closeCrop();
  await wizard.expectPicture('photo');
});

test('a file that is no picture is refused for the ID card as well, and a picture is taken', async ({ wizard, register }) => {
  const person = register.adult();
  await wizard.arrive('identity', person);
  await wizard.type('签发机关', '北京市公安局海淀分局');
  await wizard.offer('emblem_side', pictures.textNamedJpg);
  await wizard.expectPictureRefused('emblem_side', /\p{Script=Han}/u);
  await expect(wizard.field('签发机关')).toHaveValue('北京市公安局海淀分局');
  await wizard.upload('emblem_side', await wizard.cardOf(person, 'emblem_side'));
});
