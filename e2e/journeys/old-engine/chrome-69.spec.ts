// The plain build in the oldest supported engine: Chrome 69 itself, driven by e2e/old-engine/journey.py.

import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@playwright/test';
import { cameraFilmFolder } from '../../harness/chromium.ts';

const run = promisify(execFile);

test('Chrome 69 signs in, checks a face and crops a card photo', async ({ baseURL }) => {
  test.setTimeout(180_000);
  const python = process.env.SSCARD_OLD_ENGINE;
  if (!python) throw new Error('SSCARD_OLD_ENGINE must name the Python that has Chrome 69: `cargo xtask setup` installs it');
  const journey = join(import.meta.dirname, '../../old-engine/journey.py');
  const { stdout } = await run(python, [journey, baseURL!, join(cameraFilmFolder, 'moves.mjpeg')], { timeout: 170_000 });
  expect(stdout).toMatch(/^passed in .* Chrome\/69\./m);
});
