// The same rules on both sides: the image worker in the browser and the server judge the same bytes alike, to the last digit of every
// measurement.

import { expect, test, type Page } from '@playwright/test';
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Fault } from '../../fixtures/api-client.ts';

/**
 * The number of photos. The kinds of fault alternate, so that each kind is about equally often among the 200 of each change. `cargo xtask
 * parity` judges all 2,000.
 */
const COUNT = Number(process.env.SSCARD_PARITY_PHOTOS ?? 200);
const SEED = 20;
/** The number of files for one server process. */
const BATCH = Math.min(125, Math.ceil(COUNT / 4));
/** The number of server processes, and of workers in the page, that run at a time. */
const CONCURRENCY = 2;

const root = resolve(import.meta.dirname, '../../..');
const specimen = process.env.SSCARD_SPECIMEN_BIN ?? join(root, 'target/release/sscard-specimen');
const server = process.env.SSCARD_SERVER_BIN ?? join(root, 'target/release/sscard-server');

interface Verdict {
  faults: Fault[];
  measured: unknown;
}

// About four minutes on two free cores for 2,000 photos; a busy machine may take several times as long.
test.describe.configure({ timeout: 60_000 + COUNT * 900 });

let folder = '';
test.beforeAll(() => {
  if (!existsSync(specimen)) throw new Error(`${specimen} is missing: build it with \`cargo build --release -p sscard-specimen\``);
  folder = mkdtempSync(join(tmpdir(), 'sscard-parity-'));
});
test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('browser and server judge every photo alike', async ({ page }) => {
  await run(specimen, ['write', folder, '--count', String(COUNT), '--seed', String(SEED)]);
  const names = readdirSync(folder).sort();
  expect(names).toHaveLength(COUNT);
  const native = await judgeOnServer(names);
  const browser = await judgeInBrowser(page, names);

  const words = (verdict?: Verdict) => JSON.stringify(verdict, null, 1);
  const differing = names.filter((name) => words(native.get(name)) !== words(browser.get(name)));
  const first = differing[0];
  expect(words(browser.get(first)), `${differing.length} differ, the first is ${first}`).toBe(words(native.get(first)));

  const refused = (verdict?: Verdict) => !verdict || verdict.faults.some((fault) => fault.severity === 'hard');
  const accepted = names.filter((name) => !refused(browser.get(name)));
  expect(accepted.filter((name) => refused(native.get(name)))).toEqual([]);
  // Neither side may pass by refusing or accepting everything.
  expect(accepted.length).toBeGreaterThan(COUNT / 5);
  expect(accepted.length).toBeLessThan((COUNT * 4) / 5);
  console.log(`${COUNT} photos, ${accepted.length} accepted on both sides, ${differing.length} differ`);
});

/** The verdicts of `check-photo`. */
async function judgeOnServer(names: string[]): Promise<Map<string, Verdict>> {
  const batches = Array.from({ length: Math.ceil(names.length / BATCH) }, (_, at) => names.slice(at * BATCH, (at + 1) * BATCH));
  const verdicts = new Map<string, Verdict>();
  const work = async () => {
    for (let batch = batches.shift(); batch; batch = batches.shift()) {
      const lines = await run(server, ['check-photo', ...batch.map((name) => join(folder, name))]);
      for (const line of lines.trim().split('\n')) {
        const { file, faults, measured } = JSON.parse(line) as Verdict & { file: string };
        verdicts.set(file.slice(folder.length + 1), { faults, measured });
      }
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, work));
  return verdicts;
}

/** The verdicts of the app's image worker, requested as the app does it. */
async function judgeInBrowser(page: Page, names: string[]): Promise<Map<string, Verdict>> {
  await page.route('**/specimens/*', (route) => route.fulfill({ path: join(folder, decodeURIComponent(new URL(route.request().url()).pathname.split('/').pop() ?? '')) }));
  // A plain page of the same origin, so that nothing else runs beside the workers.
  await page.goto('/robots.txt');
  const replies = await page.evaluate(
    async ({ names, count }) => {
      const html = await (await fetch('/')).text();
      const url = html.match(/<meta name="?image-worker"? content="?([^" >]+)/)?.[1];
      if (!url) throw new Error('the page names no image worker');
      type Reply = { reply: string };
      const replies: [string, Reply][] = [];
      const left = names.slice();
      const work = () =>
        new Promise<void>((done, failed) => {
          const worker = new Worker(url);
          let name: string | undefined;
          const next = async () => {
            name = left.shift();
            if (name === undefined) {
              worker.terminate();
              done();
              return;
            }
            const file = await (await fetch(`/specimens/${encodeURIComponent(name)}`)).blob();
            worker.postMessage(['{"job":"judge","kind":"photo"}', file]);
          };
          worker.onerror = (event) => failed(new Error(`the worker ended: ${event.message}`));
          worker.onmessage = ({ data }) => {
            const reply = JSON.parse(data[0]) as Reply;
            if (reply.reply === 'busy') return;
            if (reply.reply === 'crashed') failed(new Error(`the worker crashed over ${name}`));
            if (name !== undefined) replies.push([name, reply]);
            next().catch(failed);
          };
        });
      await Promise.all(Array.from({ length: count }, work));
      return replies;
    },
    { names, count: CONCURRENCY },
  );
  return new Map(
    replies.map(([name, reply]) => {
      const { reply: kind, faults, measured } = reply as unknown as Verdict & { reply: string };
      return [name, kind === 'judged' ? { faults, measured } : { faults: [], measured: kind }];
    }),
  );
}

/** Runs a program to its end. Exit code 1 means that it refused a photo. */
function run(program: string, words: string[]): Promise<string> {
  return new Promise((done, failed) => {
    execFile(program, words, { maxBuffer: 64 * 1024 * 1024 }, (error, output, complaint) => {
      if (error && error.code !== 1) failed(new Error(`${program}: ${complaint || error.message}`));
      else done(output);
    });
  });
}
