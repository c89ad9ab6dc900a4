// Lighthouse's accessibility and best practices: 100 each, on phone and desktop, before and after sign-in.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { expect, test } from '../../fixtures/journey.ts';
import { runLighthouse } from '../../fixtures/lighthouse.ts';
import { chromiumFlags, headlessShell } from '../../harness/chromium.ts';
import { Wizard } from '../../pages/wizard.ts';

const FULL_SCORES = { 'accessibility': 100, 'best-practices': 100 };

test('entry pages score 100 in Lighthouse at both widths', async ({ baseURL, register }) => {
  test.setTimeout(240_000);
  const profile = await mkdtemp(join(tmpdir(), 'sscard-lighthouse-'));
  // Lighthouse opens its own tabs through the debugging port. The browser chooses a free one and writes it into its profile.
  const context = await chromium.launchPersistentContext(profile, { baseURL, executablePath: headlessShell, args: [...chromiumFlags, '--remote-debugging-port=0'] });
  const expectFullScores = async (path: string) => {
    for (const formFactor of ['mobile', 'desktop'] as const) {
      const { scores, lost } = await runLighthouse(profile, new URL(path, baseURL).href, formFactor);
      expect.soft(scores, `${path} on ${formFactor}: ${lost.join('\n')}`).toEqual(FULL_SCORES);
    }
  };
  try {
    await expectFullScores('/minsheng');
    await expectFullScores('/minsheng/sign-in');
    await new Wizard(await context.newPage()).signInAndOpenStep('basic', register.adult());
    await expectFullScores('/minsheng/basic');
  } finally {
    await context.close();
    await rm(profile, { recursive: true, force: true });
  }
});
