// browser-image-compression, with the cut about the face that face-api finds.

import { compressed } from './compression.js';
import { frameOf } from './faces.js';

export async function take(file, _frame, settings) {
  const image = new Image();
  image.src = URL.createObjectURL(file);
  try {
    await image.decode();
    const frame = await frameOf(image, settings);
    return await compressed(file, frame, Math.max(image.naturalWidth, image.naturalHeight), settings);
  } finally {
    URL.revokeObjectURL(image.src);
  }
}
