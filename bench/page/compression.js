// browser-image-compression in its worker, and a canvas for what it does not do: the cut.

import compress from 'browser-image-compression';
import { HEIGHT, QUALITY, WIDTH } from './card.js';

/** Far above what comes out, for to reach a smaller one it would encode again and again. */
const MEGABYTES = 8.75;

export async function take(file, frame, settings) {
  const { width, height } = await sizeOf(file);
  return compressed(file, frame, Math.max(width, height), settings);
}

/** Shrinks the whole file so that the frame has the pixels that the photo needs, and cuts it out. */
export async function compressed(file, frame, longestSide, { compressionUrl }) {
  const maxWidthOrHeight = Math.ceil((longestSide * WIDTH) / frame.width);
  const smaller = await compress(file, {
    maxSizeMB: MEGABYTES,
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

/** An image element reads the header alone to know its size. */
export function sizeOf(file) {
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
