// cropperjs 2, with the frame around the face that face-api finds.

import { cropPhoto } from './cropper.js';
import { findFrame } from './faces.js';

export function makePhoto(file, _frame, settings) {
  return cropPhoto(file, (image) => findFrame(image, settings));
}
