// cropperjs 2, with the frame laid about the face that face-api finds.

import { cropped } from './cropper.js';
import { frameOf } from './faces.js';

export function take(file, _frame, settings) {
  return cropped(file, (image) => frameOf(image, settings));
}
