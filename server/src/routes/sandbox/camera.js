// A camera for machines without one, in the sandbox alone: puts a drawn picture in the place of the browser's camera. The open dialog says what
// is wanted: `data-camera` names a kind of picture, or `face`, and `data-asked` the move that is to be done now.

import { drawn, IN_A_FILE, lettersReady, SIDES } from './cards.js';

const POSES = ['ahead', 'turn_left', 'turn_right', 'come_closer'];
const EACH_MS = 50;

const stage = () => document.querySelector('[data-camera]');

async function image(path) {
  const picture = new Image();
  picture.src = path;
  await picture.decode();
  return picture;
}

/** The head, in the pose that is asked for. */
async function head() {
  const frames = Object.fromEntries(await Promise.all(POSES.map(async (pose) => [pose, await image(`/sandbox/head/${pose}.jpg`)])));
  return () => frames[stage()?.dataset.asked] ?? frames.ahead;
}

/** One side of the card of whoever is signed in, or of nobody. */
async function card(kind) {
  const answer = await fetch('/api/sandbox/card');
  if (!answer.ok) return image(`/sandbox/pictures/${kind}.jpg`);
  await lettersReady();
  return drawn(await answer.json(), SIDES.find((side) => side.kind === kind), IN_A_FILE);
}

/** What is before the camera: a function that gives it at every moment. */
async function scene(kind) {
  if (kind === 'face') return head();
  const picture = kind === 'photo' ? await image('/sandbox/pictures/photo.jpg') : await card(kind);
  return () => picture;
}

async function getUserMedia() {
  const seen = await scene(stage()?.dataset.camera ?? 'face');
  const canvas = document.createElement('canvas');
  Object.assign(canvas, { width: seen().width, height: seen().height });
  const pen = canvas.getContext('2d');
  const draw = () => pen.drawImage(seen(), 0, 0);
  draw();
  const stream = canvas.captureStream(1000 / EACH_MS);
  const drawing = setInterval(() => (stream.active ? draw() : clearInterval(drawing)), EACH_MS);
  return stream;
}

const enumerateDevices = async () => [];
Object.defineProperty(navigator, 'mediaDevices', { configurable: true, value: { getUserMedia, enumerateDevices } });
