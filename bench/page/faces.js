// Finds the face by @vladmandic/face-api with its small detector, and the frame around it.

import * as faceapi from '@vladmandic/face-api/dist/face-api.esm.js';

let ready;

/** Loads the library's engine and the detector, once. */
function prepareDetector({ modelsUrl, wasmUrl, engine }) {
  ready ??= (async () => {
    if (engine === 'wasm') faceapi.tf.setWasmPaths(wasmUrl);
    await faceapi.tf.setBackend(engine);
    await faceapi.tf.ready();
    await faceapi.nets.tinyFaceDetector.loadFromUri(modelsUrl);
  })();
  return ready;
}

/** The detector's box is about as wide as the head. The frame of a card photo is this many times as wide. */
const FRAME_TO_FACE_WIDTH = 1.37;
/** How far the middle of the frame lies above the middle of the box, in heights of the box. */
const MIDDLE_ABOVE = 0.1;

/** The frame around the face on an image element, in pixels of its file. */
export async function findFrame(image, settings) {
  await prepareDetector(settings);
  const face = await faceapi.detectSingleFace(image, new faceapi.TinyFaceDetectorOptions());
  if (!face) throw new Error('face-api found no face');
  const { x, y, width, height } = face.box;
  return {
    centreX: x + width / 2,
    centreY: y + height * (0.5 - MIDDLE_ABOVE),
    width: width * FRAME_TO_FACE_WIDTH,
  };
}
