// cropperjs 2 and the browser's own encoder, used as in their documentation.

import Cropper from 'cropperjs';
import { HEIGHT, QUALITY, WIDTH } from './card.js';

// The picture fills a phone's width. The selection is fixed in the middle, and the picture moves below it.
const TEMPLATE = `
<cropper-canvas background style="width: 390px; height: 520px">
  <cropper-image rotatable scalable translatable></cropper-image>
  <cropper-shade hidden></cropper-shade>
  <cropper-handle action="move" plain></cropper-handle>
  <cropper-selection width="${WIDTH}" height="${HEIGHT}" x="16" y="40" aspect-ratio="${WIDTH / HEIGHT}"></cropper-selection>
</cropper-canvas>`;

export function makePhoto(file, frame) {
  return cropPhoto(file, async () => frame);
}

/** Shows the picture, moves the frame under the selection, and makes the photo. `frameOf` gives the frame on the picture. */
export async function cropPhoto(file, frameOf) {
  const stage = document.createElement('div');
  const image = new Image();
  image.src = URL.createObjectURL(file);
  stage.append(image);
  document.body.append(stage);
  try {
    const cropper = new Cropper(image, { template: TEMPLATE });
    const shownImage = cropper.getCropperImage();
    const source = await shownImage.$ready();
    const frame = await frameOf(source);
    moveUnderSelection(shownImage, source, cropper.getCropperSelection(), frame);
    const shown = performance.now();
    const canvas = await cropper.getCropperSelection().$toCanvas({ width: WIDTH, height: HEIGHT });
    const photo = await new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', QUALITY));
    return { photo, shown };
  } finally {
    URL.revokeObjectURL(image.src);
    stage.remove();
  }
}

/** Moves and scales the picture so that the frame lies under the selection. The picture is scaled about its own middle. */
function moveUnderSelection(shownImage, source, selection, frame) {
  const scale = selection.width / frame.width;
  const offset = (place, length, size, from) =>
    from + length / 2 - size / 2 - scale * (place - size / 2);
  const x = offset(frame.centreX, selection.width, source.naturalWidth, selection.x);
  const y = offset(frame.centreY, selection.height, source.naturalHeight, selection.y);
  shownImage.$setTransform(scale, 0, 0, scale, x, y);
}
