import { defineConfig, devices } from '@playwright/test';
import { testServer, oidcProvider } from './harness/server';
import { chromiumFlags, headlessShell, filmedCameraFlags } from './harness/chromium';
import type { Engine } from './harness/engines';

const givenUrl = process.env.SSCARD_BASE_URL;
const ownServer = givenUrl ? undefined : testServer();

/** Files with a project of their own. */
const OWN_PROJECT_FILES = [
  'journeys/server/*', 'journeys/parity/*', 'journeys/old-engine/*', 'journeys/lighthouse/*', 'journeys/gallery.spec.ts', 'smoke/engines.spec.ts',
];

/** Features of desktop use: the keyboard, saved passwords, scan codes and redirects to providers. */
const DESKTOP_ONLY_FILES = [
  'journeys/account.spec.ts', 'journeys/crop-by-mouse.spec.ts', 'journeys/guide-portal.spec.ts', 'journeys/keyboard.spec.ts',
  'journeys/oidc.spec.ts', 'journeys/scan.spec.ts',
];

export default defineConfig<{ engine: Engine }>({
  testDir: '.',
  globalSetup: './fixtures/setup.ts',
  testMatch: '**/*.spec.ts',
  outputDir: 'test-results',
  // A failed journey runs once more for its trace only. A flaky journey counts as failed.
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
    // Without a graphics processor, animations take time from the server, which reads and judges pictures. Journeys about motion enable
    // it, and the other engines have it.
    contextOptions: { reducedMotion: 'reduce' },
    launchOptions: { executablePath: headlessShell, args: [...chromiumFlags, ...filmedCameraFlags] },
  },
  projects: [
    // One long test each, and engines with their own drivers. They start first, so that no processor waits for them at the end.
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
      // A test that does not depend on the width runs on the phone only.
      grep: new RegExp([...DESKTOP_ONLY_FILES, '@both-widths'].map((part) => part.replace('journeys/', '').replaceAll('.', '\\.')).join('|')),
      use: { viewport: { width: 1280, height: 800 } },
    },
    // Sets its own widths and modes. Its pictures are in one folder for every operating system.
    { name: 'gallery', testMatch: 'journeys/gallery.spec.ts', snapshotPathTemplate: '{testDir}/journeys/gallery/{arg}{ext}' },
    // Hundreds of photos keep every core busy. It runs after the others, whose time limits would expire beside it.
    { name: 'parity', testMatch: 'journeys/parity/*.spec.ts', dependencies: ['server', 'phone', 'desktop'] },
  ],
  webServer: ownServer && [oidcProvider(ownServer.url), ownServer],
});
