import { defineConfig, devices } from '@playwright/test';
import { testServer, oidcProvider } from './harness/server';
import { chromiumFlags, headlessShell, filmedCameraFlags } from './harness/chromium';
import type { Engine } from './harness/engines';

const givenUrl = process.env.SSCARD_BASE_URL;
const ownServer = givenUrl ? undefined : testServer();

/** What has a project of its own. */
const OWN_PROJECT_FILES = [
  'journeys/server/*', 'journeys/parity/*', 'journeys/old-engine/*', 'journeys/lighthouse/*', 'journeys/gallery.spec.ts', 'smoke/engines.spec.ts',
];

/** A keyboard stands on a desk, and it is there that passwords are kept, codes are shown, and people are led away and back. */
const DESKTOP_ONLY_FILES = [
  'journeys/account.spec.ts', 'journeys/crop-by-mouse.spec.ts', 'journeys/guide-portal.spec.ts', 'journeys/keyboard.spec.ts',
  'journeys/oidc.spec.ts', 'journeys/scan.spec.ts',
];

export default defineConfig<{ engine: Engine }>({
  testDir: '.',
  globalSetup: './fixtures/setup.ts',
  testMatch: '**/*.spec.ts',
  outputDir: 'test-results',
  // A failed journey is run once more, for its trace alone: one that passes only sometimes is a journey that fails.
  retries: 1,
  failOnFlakyTests: true,
  forbidOnly: !!process.env.CI,
  workers: Number(process.env.SSCARD_E2E_WORKERS ?? 2),
  fullyParallel: true,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: process.env.SSCARD_E2E_REPORT ? [['list'], ['json', { outputFile: process.env.SSCARD_E2E_REPORT }]] : [['list']],
  use: {
    baseURL: givenUrl ?? ownServer?.url,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    trace: 'on-first-retry',
    screenshot: 'only-on-failure',
    // Without a graphics processor, what moves takes the time that the server reads and judges pictures with. The journeys that are about
    // motion ask for it, and the other engines have it.
    contextOptions: { reducedMotion: 'reduce' },
    launchOptions: { executablePath: headlessShell, args: [...chromiumFlags, ...filmedCameraFlags] },
  },
  projects: [
    // One long test each, and engines that are driven from outside: first, so that no processor waits for the last of them.
    { name: 'lighthouse', testMatch: 'journeys/lighthouse/*.spec.ts' },
    { name: 'old-engine', testMatch: 'journeys/old-engine/*.spec.ts' },
    { name: 'webkit', testMatch: 'smoke/engines.spec.ts', use: { engine: 'webkit' } },
    { name: 'firefox', testMatch: 'smoke/engines.spec.ts', use: { engine: 'firefox' } },
    { name: 'server', testMatch: 'journeys/server/*.spec.ts' },
    {
      name: 'phone',
      testIgnore: [...OWN_PROJECT_FILES, ...DESKTOP_ONLY_FILES],
      use: {
        viewport: { width: 390, height: 844 },
        isMobile: true,
        hasTouch: true,
        userAgent: devices['Pixel 7'].userAgent,
      },
    },
    {
      name: 'desktop',
      testIgnore: OWN_PROJECT_FILES,
      // What does not depend on the width runs on the phone alone.
      grep: new RegExp([...DESKTOP_ONLY_FILES, '@both-widths'].map((part) => part.replace('journeys/', '').replaceAll('.', '\\.')).join('|')),
      use: { viewport: { width: 1280, height: 800 } },
    },
    // It chooses its widths and modes by itself, and its pictures lie in one folder whatever the system is called.
    { name: 'gallery', testMatch: 'journeys/gallery.spec.ts', snapshotPathTemplate: '{testDir}/journeys/gallery/{arg}{ext}' },
    // Hundreds of photos keep every core busy: after the others, whose clocks would run out beside it.
    { name: 'parity', testMatch: 'journeys/parity/*.spec.ts', dependencies: ['server', 'phone', 'desktop'] },
  ],
  webServer: ownServer && [oidcProvider(ownServer.url), ownServer],
});
