// Where the face is, by @vladmandic/face-api with its small detector, and the frame about it.

import * as faceapi from '@vladmandic/face-api/dist/face-api.esm.js';

let ready;

/** Loads the library's engine and the detector, once. */
function prepared({ modelsUrl, wasmUrl, engine }) {
  ready ??= (async () => {
    if (engine === 'wasm') faceapi.tf.setWasmPaths(wasmUrl);
    await faceapi.tf.setBackend(engine);
    await faceapi.tf.ready();
    await faceapi.nets.tinyFaceDetector.loadFromUri(modelsUrl);
  })();
  return ready;
}

/** The detector's box is about as wide as the head; this much about it is what a card photo shows. */
const WIDTH_OF_FACE = 1.37;
const MIDDLE_ABOVE = 0.1;

/** The frame about the face on an image element, in pixels of its file. */
export async function frameOf(image, settings) {
  await prepared(settings);
  const face = await faceapi.detectSingleFace(image, new faceapi.TinyFaceDetectorOptions());
  if (!face) throw new Error('face-api found no face');
  const { x, y, width, height } = face.box;
  return {
    centreX: x + width / 2,
    centreY: y + height * (0.5 - MIDDLE_ABOVE),
    width: width * WIDTH_OF_FACE,
  };
}
