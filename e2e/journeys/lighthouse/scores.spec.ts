// Lighthouse's accessibility and best practices: a hundred each, on a phone and on a desk, before and after signing in.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { expect, test } from '../../fixtures/journey.ts';
import { examine } from '../../fixtures/lighthouse.ts';
import { flags, program } from '../../harness/chromium.ts';
import { Wizard } from '../../pages/wizard.ts';

const FULL = { 'accessibility': 100, 'best-practices': 100 };

test('every page that begins something has a hundred in both, in both widths', async ({ baseURL, register }) => {
  test.setTimeout(240_000);
  const profile = await mkdtemp(join(tmpdir(), 'sscard-lighthouse-'));
  // Lighthouse opens tabs of its own by the port; the browser chooses one that is free and writes it into its profile.
  const context = await chromium.launchPersistentContext(profile, { baseURL, executablePath: program, args: [...flags, '--remote-debugging-port=0'] });
  const look = async (path: string) => {
    for (const formFactor of ['mobile', 'desktop'] as const) {
      const { scores, lost } = await examine(profile, new URL(path, baseURL).href, formFactor);
      expect.soft(scores, `${path} on ${formFactor}: ${lost.join('\n')}`).toEqual(FULL);
    }
  };
  try {
    await look('/minsheng');
    await look('/minsheng/sign-in');
    await new Wizard(await context.newPage()).arrive('basic', register.adult());
    await look('/minsheng/basic');
  } finally {
    await context.close();
    await rm(profile, { recursive: true, force: true });
  }
});
