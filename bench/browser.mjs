// Measures one way of making a card photo in a fresh browser, so that nothing is cached and the memory is that of the way alone.

import { readFileSync } from 'node:fs';
import { chromium } from 'playwright-core';

// The flags of the journeys' browser, without those for the network: here the network is a server of files.
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
/** A way that takes longer than this for one photo is stopped. */
const LIMIT_MILLISECONDS = 60_000;

/** Makes two photos on one page. Returns both results, and the peak of memory that the first photo took, in megabytes. */
export async function measurePhotos(executablePath, url, file, job) {
  const browser = await chromium.launch({ executablePath, args: FLAGS });
  try {
    const page = await browser.newPage({ viewport: { width: 390, height: 844 }, deviceScaleFactor: 2 });
    page.setDefaultTimeout(LIMIT_MILLISECONDS);
    await page.goto(`${url}/bench/index.html`, { waitUntil: 'load' });
    await page.waitForFunction(() => 'takePhoto' in window);
    await page.setInputFiles('input', file);
    const cdp = await browser.newBrowserCDPSession();
    const before = await readMemory(cdp, 'VmRSS');
    const first = await withTimeout(page.evaluate((job) => window.takePhoto(job), job));
    const after = await readMemory(cdp, 'VmHWM');
    const second = await withTimeout(page.evaluate((job) => window.takePhoto(job), job));
    return { first, second, megabytes: after - before };
  } finally {
    await browser.close();
  }
}

function withTimeout(promise) {
  const timeout = new Promise((_, reject) =>
    setTimeout(() => reject(new Error(`no photo within ${LIMIT_MILLISECONDS / 1000} s`)), LIMIT_MILLISECONDS).unref(),
  );
  return Promise.race([promise, timeout]);
}

/** The memory of the processes that draw pages and graphics, in megabytes, as Linux counts it: VmRSS now, VmHWM at the peak. */
async function readMemory(cdp, what) {
  const { processInfo } = await cdp.send('SystemInfo.getProcessInfo');
  const wanted = processInfo.filter(({ type }) => type === 'renderer' || type === 'GPU');
  const kilobytes = wanted.map(({ id }) => {
    const status = readFileSync(`/proc/${id}/status`, 'utf8');
    return Number(new RegExp(`^${what}:\\s*(\\d+) kB`, 'm').exec(status)?.[1] ?? 0);
  });
  return kilobytes.reduce((sum, value) => sum + value, 0) / 1000;
}
