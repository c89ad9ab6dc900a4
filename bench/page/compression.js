// browser-image-compression in its worker, and a canvas for the cut, which the library does not make.

import compress from 'browser-image-compression';
import { HEIGHT, QUALITY, WIDTH } from './card.js';

/** A limit far above the size of the result: to reach a lower limit, the library would encode again and again. */
const LIMIT_MEGABYTES = 8.75;

export async function makePhoto(file, frame, settings) {
  const { width, height } = await readSize(file);
  return compressPhoto(file, frame, Math.max(width, height), settings);
}

/** Shrinks the whole file so that the frame has the pixels that the photo needs, and cuts it out. */
export async function compressPhoto(file, frame, longestSide, { compressionUrl }) {
  const maxWidthOrHeight = Math.ceil((longestSide * WIDTH) / frame.width);
  const smaller = await compress(file, {
    maxSizeMB: LIMIT_MEGABYTES,
    maxWidthOrHeight,
    useWebWorker: true,
    libURL: compressionUrl,
    fileType: 'image/jpeg',
    initialQuality: QUALITY,
  });
  const bitmap = await createImageBitmap(smaller);
  const scale = Math.max(bitmap.width, bitmap.height) / longestSide;
  const [width, height] = [frame.width * scale, (frame.width * scale * HEIGHT) / WIDTH];
  const canvas = document.createElement('canvas');
  canvas.width = WIDTH;
  canvas.height = HEIGHT;
  const [x, y] = [frame.centreX * scale - width / 2, frame.centreY * scale - height / 2];
  canvas.getContext('2d').drawImage(bitmap, x, y, width, height, 0, 0, WIDTH, HEIGHT);
  bitmap.close();
  const photo = await new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', QUALITY));
  return { photo, shown: performance.now() };
}

/** The size of a picture. An image element reads only the header for it. */
export function readSize(file) {
  return new Promise((resolve, reject) => {
    const image = new Image();
    image.onload = () => {
      URL.revokeObjectURL(image.src);
      resolve({ width: image.naturalWidth, height: image.naturalHeight });
    };
    image.onerror = () => reject(new Error('the browser cannot show the picture'));
    image.src = URL.createObjectURL(file);
  });
}
