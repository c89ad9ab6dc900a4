/** The browser of the system; another one may be named. */
export const program = process.env.SSCARD_CHROMIUM || '/usr/bin/chromium';

/** Nothing on the network but the server under test, and no sandbox, which root may not have. */
export const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
