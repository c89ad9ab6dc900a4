// cropperjs 2 and the browser's own encoder, as their documentation puts them together.

import Cropper from 'cropperjs';
import { HEIGHT, QUALITY, WIDTH } from './card.js';

// The picture fills a phone's width; the selection is fixed in the middle, and the picture is moved below it.
const TEMPLATE = `
<cropper-canvas background style="width: 390px; height: 520px">
  <cropper-image rotatable scalable translatable></cropper-image>
  <cropper-shade hidden></cropper-shade>
  <cropper-handle action="move" plain></cropper-handle>
  <cropper-selection width="${WIDTH}" height="${HEIGHT}" x="16" y="40" aspect-ratio="${WIDTH / HEIGHT}"></cropper-selection>
</cropper-canvas>`;

export function take(file, frame) {
  return cropped(file, async () => frame);
}

/** Shows the picture, frames what is to be framed, and makes the photo. */
export async function cropped(file, frameOf) {
  const stage = document.createElement('div');
  const image = new Image();
  image.src = URL.createObjectURL(file);
  stage.append(image);
  document.body.append(stage);
  try {
    const cropper = new Cropper(image, { template: TEMPLATE });
    const seen = cropper.getCropperImage();
    const source = await seen.$ready();
    const frame = await frameOf(source);
    under(seen, source, cropper.getCropperSelection(), frame);
    const shown = performance.now();
    const canvas = await cropper.getCropperSelection().$toCanvas({ width: WIDTH, height: HEIGHT });
    const photo = await new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', QUALITY));
    return { photo, shown };
  } finally {
    URL.revokeObjectURL(image.src);
    stage.remove();
  }
}

/** Moves and scales the picture so that the frame lies under the selection. It is scaled about its own middle. */
function under(seen, source, selection, frame) {
  const scale = selection.width / frame.width;
  const shift = (place, length, size, from) =>
    from + length / 2 - size / 2 - scale * (place - size / 2);
  const x = shift(frame.centreX, selection.width, source.naturalWidth, selection.x);
  const y = shift(frame.centreY, selection.height, source.naturalHeight, selection.y);
  seen.$setTransform(scale, 0, 0, scale, x, y);
}
