import { defineConfig, devices } from '@playwright/test';
import { server, vouching } from './harness/server';
import { flags, program, somebody } from './harness/chromium';
import type { Engine } from './harness/engines';

const given = process.env.SSCARD_BASE_URL;
const own = given ? undefined : server();

/** What has a project of its own. */
const APART = [
  'journeys/server/*', 'journeys/parity/*', 'journeys/old-engine/*', 'journeys/lighthouse/*', 'journeys/gallery.spec.ts', 'smoke/engines.spec.ts',
];

export default defineConfig<{ engine: Engine }>({
  testDir: '.',
  globalSetup: './fixtures/setup.ts',
  testMatch: '**/*.spec.ts',
  outputDir: 'test-results',
  // A journey that passes only sometimes is a journey that fails.
  retries: 0,
  forbidOnly: !!process.env.CI,
  workers: 2,
  fullyParallel: true,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [['list']],
  use: {
    baseURL: given ?? own?.url,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: { executablePath: program, args: [...flags, ...somebody] },
  },
  projects: [
    { name: 'server', testMatch: 'journeys/server/*.spec.ts' },
    {
      name: 'phone',
      // A keyboard stands on a desk, and it is there that pages are zoomed, passwords are kept, codes are shown, and people are led away
      // and back.
      testIgnore: [
        ...APART, 'journeys/account.spec.ts', 'journeys/crop-by-mouse.spec.ts', 'journeys/keyboard.spec.ts', 'journeys/oidc.spec.ts',
        'journeys/reflow.spec.ts', 'journeys/scan.spec.ts', 'journeys/guide-portal.spec.ts',
      ],
      // The other doors are seen in each manner at one width, and in the plain one at both.
      grepInvert: /forced colours .*at the other doors/,
      use: {
        viewport: { width: 390, height: 844 },
        deviceScaleFactor: 2,
        isMobile: true,
        hasTouch: true,
        userAgent: devices['Pixel 7'].userAgent,
      },
    },
    {
      name: 'desktop',
      // What becomes of each kind of file, what is read out, what a field takes, what 长辈版 asks and measures, and what a device keeps do
      // not depend on the width.
      testIgnore: [
        ...APART, 'journeys/pictures.spec.ts', 'journeys/photo.spec.ts', 'journeys/decoders.spec.ts', 'journeys/crop-by-finger.spec.ts',
        'journeys/names.spec.ts', 'journeys/elder.spec.ts', 'journeys/senior.spec.ts', 'journeys/typing.spec.ts', 'journeys/rare-names.spec.ts',
        'journeys/shared-device.spec.ts', 'journeys/face.spec.ts', 'journeys/hosts.spec.ts', 'journeys/jingtong.spec.ts', 'journeys/again.spec.ts',
        'journeys/guide.spec.ts',
      ],
      grepInvert: /(dark|长辈版).*at the other doors/,
      // Where no graphics processor is, what moves takes the time that the server reads and judges pictures with. What moves is seen on the phone.
      use: { viewport: { width: 1280, height: 800 }, contextOptions: { reducedMotion: 'reduce' } },
    },
    // It chooses its widths and modes by itself, and its pictures lie in one folder whatever the system is called.
    { name: 'gallery', testMatch: 'journeys/gallery.spec.ts', snapshotPathTemplate: '{testDir}/journeys/gallery/{arg}{ext}' },
    // Another engine than Playwright's, which it only starts.
    { name: 'old-engine', testMatch: 'journeys/old-engine/*.spec.ts' },
    { name: 'lighthouse', testMatch: 'journeys/lighthouse/*.spec.ts' },
    // Engines that are driven from outside, after the journeys that mind the time.
    { name: 'webkit', testMatch: 'smoke/engines.spec.ts', use: { engine: 'webkit' } },
    { name: 'firefox', testMatch: 'smoke/engines.spec.ts', use: { engine: 'firefox' } },
    // Thousands of photos keep every core busy for minutes: after the others, whose clocks would run out beside it.
    { name: 'parity', testMatch: 'journeys/parity/*.spec.ts', dependencies: ['server', 'phone', 'desktop'] },
  ],
  webServer: own && [vouching(own.url), own],
});
