import { fileURLToPath } from 'node:url';

/** Chromium's headless shell, which starts and draws faster than the full browser. The environment can name another one. */
export const headlessShell = process.env.SSCARD_CHROMIUM || '/usr/bin/chromium-headless-shell';

/** The full Chromium: it asks for camera permission and has controls of its own around the page. */
export const fullChromium = process.env.SSCARD_CHROMIUM_FULL || '/usr/bin/chromium';

/** No network traffic except to the server under test, and no browser sandbox, which root cannot use. */
export const chromiumFlags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The folder in which `sscard-specimen live` stores the camera film before the first journey. */
export const cameraFilmFolder = fileURLToPath(new URL('../fixtures/live/', import.meta.url));

/** A fake camera that plays a person doing every move of 人脸识别 in a loop, with the permission granted. */
export const filmedCameraFlags = [
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
  `--use-file-for-fake-video-capture=${cameraFilmFolder}moves.mjpeg`,
];
