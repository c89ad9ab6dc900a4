// A fresh browser for every way and round: nothing is kept from one to the other, and its memory is its own.

import { readFileSync } from 'node:fs';
import { chromium } from 'playwright-core';

// The same as the journeys' but for the network, which here is only a server of files.
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
const LIMIT = 60_000;

/** The first photo and the second one of the same page, and the memory that the first one took at its peak. */
export async function measured(executablePath, url, file, job) {
  const browser = await chromium.launch({ executablePath, args: FLAGS });
  try {
    const page = await browser.newPage({ viewport: { width: 390, height: 844 }, deviceScaleFactor: 2 });
    page.setDefaultTimeout(LIMIT);
    await page.goto(`${url}/bench/index.html`, { waitUntil: 'load' });
    await page.waitForFunction(() => 'takePhoto' in window);
    await page.setInputFiles('input', file);
    const cdp = await browser.newBrowserCDPSession();
    const before = await memory(cdp, 'VmRSS');
    const first = await within(page.evaluate((job) => window.takePhoto(job), job));
    const after = await memory(cdp, 'VmHWM');
    const second = await within(page.evaluate((job) => window.takePhoto(job), job));
    return { first, second, megabytes: after - before };
  } finally {
    await browser.close();
  }
}

function within(promise) {
  const alarm = new Promise((_, reject) =>
    setTimeout(() => reject(new Error(`no photo within ${LIMIT / 1000} s`)), LIMIT).unref(),
  );
  return Promise.race([promise, alarm]);
}

/** Of the processes that draw pages and graphics, in megabytes, as Linux counts it: VmRSS now, VmHWM at the peak. */
async function memory(cdp, what) {
  const { processInfo } = await cdp.send('SystemInfo.getProcessInfo');
  const wanted = processInfo.filter(({ type }) => type === 'renderer' || type === 'GPU');
  const kilobytes = wanted.map(({ id }) => {
    const status = readFileSync(`/proc/${id}/status`, 'utf8');
    return Number(new RegExp(`^${what}:\\s*(\\d+) kB`, 'm').exec(status)?.[1] ?? 0);
  });
  return kilobytes.reduce((sum, value) => sum + value, 0) / 1000;
}
