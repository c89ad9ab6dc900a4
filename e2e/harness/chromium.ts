import { fileURLToPath } from 'node:url';

/** Chromium without windows, which starts and draws in less time; another one may be named. */
export const headlessShell = process.env.SSCARD_CHROMIUM || '/usr/bin/chromium-headless-shell';

/** Chromium as people have it: it asks whether a page may use the camera, and has controls of its own around the page. */
export const fullChromium = process.env.SSCARD_CHROMIUM_FULL || '/usr/bin/chromium';

/** Nothing on the network but the server under test, and no sandbox, which root may not have. */
export const chromiumFlags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Where `sscard-specimen live` puts what a camera sees, before the first journey. */
export const cameraFilmFolder = fileURLToPath(new URL('../fixtures/live/', import.meta.url));

/** A camera before which somebody does every move of 人脸识别 again and again, and whose use everybody allows. */
export const filmedCameraFlags = [
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
  `--use-file-for-fake-video-capture=${cameraFilmFolder}moves.mjpeg`,
];
