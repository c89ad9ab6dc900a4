// browser-image-compression, with the frame around the face that face-api finds.

import { compressPhoto } from './compression.js';
import { findFrame } from './faces.js';

export async function makePhoto(file, _frame, settings) {
  const image = new Image();
  image.src = URL.createObjectURL(file);
  try {
    await image.decode();
    const frame = await findFrame(image, settings);
    return await compressPhoto(file, frame, Math.max(image.naturalWidth, image.naturalHeight), settings);
  } finally {
    URL.revokeObjectURL(image.src);
  }
}
