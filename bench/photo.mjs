// From a phone's picture to a card photo, in Chromium: the built page's image worker beside what others would use. Writes the
// tables as Markdown. `cargo xtask bench photo` prepares everything and starts this.

import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { measured } from './browser.mjs';
import { serve, workerUrl } from './files.mjs';
import { tables } from './tables.mjs';

const WAYS = ['ours', 'cropper', 'compression', 'cropper-faces', 'compression-faces'];
const PICTURES = [
  { picture: '3', ways: WAYS },
  { picture: '12', ways: WAYS },
  { picture: '48', ways: WAYS },
  { picture: '12-far', ways: ['ours', 'cropper'] },
];
/** Enough for the start of the program not to count. */
const PHOTOS = 200;
const TICKS_A_SECOND = 100;
const ROUNDS = Number(process.env.SSCARD_BENCH_ROUNDS ?? 5);

function given(name) {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: start this by \`cargo xtask bench photo\``);
  return value;
}

const folder = given('SSCARD_BENCH_DATA');
const chromium = given('SSCARD_CHROMIUM');
const dist = given('SSCARD_DIST');
const judge = given('SSCARD_SERVER_BIN');
for (const needed of [chromium, dist, judge]) {
  if (!existsSync(needed)) throw new Error(`${needed} is missing`);
}

/** Every way in every round; ours comes first and tells where the face is to those that look for none. */
async function run() {
  const packages = join(import.meta.dirname, 'node_modules');
  bundle();
  const server = await serve({
    '/': dist,
    '/bench/': join(folder, 'page'),
    '/face-api/': join(packages, '@vladmandic/face-api/model'),
    '/tf/': join(packages, '@tensorflow/tfjs-backend-wasm/dist'),
    '/compression/': join(packages, 'browser-image-compression/dist'),
  });
  const settings = {
    workerUrl: workerUrl(dist),
    modelsUrl: '/face-api',
    wasmUrl: '/tf/',
    compressionUrl: `${server.url}/compression/browser-image-compression.js`,
    engine: process.env.SSCARD_BENCH_ENGINE ?? 'wasm',
  };
  const results = [];
  for (const { picture, ways } of PICTURES) {
    let frame;
    for (let round = 0; round < ROUNDS; round += 1) {
      // The order turns, so that none is always measured after the same other one.
      for (const at of ways.keys()) {
        const way = ways[(at + round) % ways.length];
        const file = join(folder, `${picture}.jpg`);
        const result = await measured(chromium, server.url, file, { way, frame, settings }).catch((error) => {
          throw new Error(`${way}, ${picture}.jpg: ${error.message}`);
        });
        if (way === 'ours') frame = frameOf(result.first.found);
        results.push({ picture, way, ...result });
      }
      console.error(`${picture}.jpg, round ${round + 1} of ${ROUNDS}`);
    }
  }
  server.close();
  return results;
}

function frameOf({ centre_x: centreX, centre_y: centreY, width }) {
  return { centreX, centreY, width };
}

/** The bench's page, each way and each library in files of their own. */
function bundle() {
  const page = join(folder, 'page');
  mkdirSync(page, { recursive: true });
  const sources = join(import.meta.dirname, 'page');
  const words = [join(sources, 'run.js'), join(sources, 'index.html'), '--loader:.html=copy', '--bundle', '--splitting'];
  const how = ['--format=esm', '--minify', '--target=chrome96', '--log-level=error', `--outdir=${page}`];
  execFileSync(given('SSCARD_ESBUILD'), [...words, ...how], { stdio: ['ignore', 'ignore', 'inherit'] });
}

/** What the server's own `check-photo` says of each photo. */
function judged(results) {
  const photos = join(folder, 'photos');
  mkdirSync(photos, { recursive: true });
  const verdicts = {};
  for (const { picture, way, first } of results) {
    const file = join(photos, `${way}-${picture}.jpg`);
    writeFileSync(file, Buffer.from(first.bytes, 'base64'));
    verdicts[file] = { picture, way };
  }
  const { stdout, error } = spawnSync(judge, ['check-photo', ...Object.keys(verdicts)], { encoding: 'utf8' });
  if (error) throw error;
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
    .map(({ file, faults }) => ({ ...verdicts[file], faults }));
}

/** How many photos one `check-photo` judges in a second, and in a second of the processor's, which others on it do not change. */
function judgedASecond(photo) {
  const ticks = () => readFileSync('/proc/self/stat', 'utf8').split(') ')[1].split(' ');
  // Of children that have ended, by programs' own work and by the system's for them.
  const processor = () => (Number(ticks()[13]) + Number(ticks()[14])) / TICKS_A_SECOND;
  const [begun, used] = [performance.now(), processor()];
  const { stdout, error } = spawnSync(judge, ['check-photo', ...Array(PHOTOS).fill(photo)], { encoding: 'utf8' });
  if (error) throw error;
  const count = stdout.trim().split('\n').length;
  if (count !== PHOTOS) throw new Error(`check-photo judged ${count} of ${PHOTOS}`);
  return { wall: (PHOTOS * 1000) / (performance.now() - begun), processor: PHOTOS / (processor() - used) };
}

const results = await run();
const verdicts = judged(results);
writeFileSync(join(folder, 'results.json'), JSON.stringify({ results, verdicts }));
writeFileSync(join(folder, 'photo.md'), tables(results, verdicts, judgedASecond(join(folder, 'photos/ours-12.jpg'))));
