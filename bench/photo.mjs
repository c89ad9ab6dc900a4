// Measures the way from a phone's picture to a card photo in Chromium: the built page's image worker, compared with other libraries. Writes
// the tables as Markdown. `cargo xtask bench photo` prepares everything and starts this script.

import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { measurePhotos } from './browser.mjs';
import { readWorkerUrl, serveFolders } from './files.mjs';
import { formatTables } from './tables.mjs';

const WAYS = ['ours', 'cropper', 'compression', 'cropper-faces', 'compression-faces'];
const PICTURES = [
  { picture: '3', ways: WAYS },
  { picture: '12', ways: WAYS },
  { picture: '48', ways: WAYS },
  { picture: '12-far', ways: ['ours', 'cropper'] },
];
/** So many photos that the start of the program does not count. */
const JUDGED_PHOTOS = 200;
const TICKS_PER_SECOND = 100;
const ROUNDS = Number(process.env.SSCARD_BENCH_ROUNDS ?? 5);

function readVariable(name) {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: start this by \`cargo xtask bench photo\``);
  return value;
}

const folder = readVariable('SSCARD_BENCH_DATA');
const chromium = readVariable('SSCARD_CHROMIUM');
const dist = readVariable('SSCARD_DIST');
const serverProgram = readVariable('SSCARD_SERVER_BIN');
for (const needed of [chromium, dist, serverProgram]) {
  if (!existsSync(needed)) throw new Error(`${needed} is missing`);
}

/** Measures every way in every round. Our worker is the first of all, and finds the face for the ways that do not look for one. */
async function measureWays() {
  const packages = join(import.meta.dirname, 'node_modules');
  bundlePage();
  const server = await serveFolders({
    '/': dist,
    '/bench/': join(folder, 'page'),
    '/face-api/': join(packages, '@vladmandic/face-api/model'),
    '/tf/': join(packages, '@tensorflow/tfjs-backend-wasm/dist'),
    '/compression/': join(packages, 'browser-image-compression/dist'),
  });
  const settings = {
    workerUrl: readWorkerUrl(dist),
    modelsUrl: '/face-api',
    wasmUrl: '/tf/',
    compressionUrl: `${server.url}/compression/browser-image-compression.js`,
    engine: process.env.SSCARD_BENCH_ENGINE ?? 'wasm',
  };
  const results = [];
  for (const { picture, ways } of PICTURES) {
    let frame;
    for (let round = 0; round < ROUNDS; round += 1) {
      // The order changes with each round, so that no way is always measured after the same other way.
      for (const position of ways.keys()) {
        const way = ways[(position + round) % ways.length];
        const file = join(folder, `${picture}.jpg`);
        const result = await measurePhotos(chromium, server.url, file, { way, frame, settings }).catch((error) => {
          throw new Error(`${way}, ${picture}.jpg: ${error.message}`);
        });
        if (way === 'ours') frame = toFrame(result.first.found);
        results.push({ picture, way, ...result });
      }
      console.error(`${picture}.jpg, round ${round + 1} of ${ROUNDS}`);
    }
  }
  server.close();
  return results;
}

function toFrame({ centre_x: centreX, centre_y: centreY, width }) {
  return { centreX, centreY, width };
}

/** Bundles the benchmark's page, with each way and each library in files of their own. */
function bundlePage() {
  const page = join(folder, 'page');
  mkdirSync(page, { recursive: true });
  const sources = join(import.meta.dirname, 'page');
  const inputs = [join(sources, 'run.js'), join(sources, 'index.html'), '--loader:.html=copy', '--bundle', '--splitting'];
  const options = ['--format=esm', '--minify', '--target=chrome96', '--log-level=error', `--outdir=${page}`];
  execFileSync(readVariable('SSCARD_ESBUILD'), [...inputs, ...options], { stdio: ['ignore', 'ignore', 'inherit'] });
}

/** Judges each photo by the server's own `check-photo`. */
function judgePhotos(results) {
  const photos = join(folder, 'photos');
  mkdirSync(photos, { recursive: true });
  const verdicts = {};
  for (const { picture, way, first } of results) {
    const file = join(photos, `${way}-${picture}.jpg`);
    writeFileSync(file, Buffer.from(first.bytes, 'base64'));
    verdicts[file] = { picture, way };
  }
  const { stdout, error } = spawnSync(serverProgram, ['check-photo', ...Object.keys(verdicts)], { encoding: 'utf8' });
  if (error) throw error;
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
    .map(({ file, faults }) => ({ ...verdicts[file], faults }));
}

/** How many photos one `check-photo` judges in a second, and in a second of processor time, which other programs do not change. */
function measureJudgingSpeed(photo) {
  const readStatistics = () => readFileSync('/proc/self/stat', 'utf8').split(') ')[1].split(' ');
  // The processor time of ended child processes, their own and the system's for them.
  const processorSeconds = () => (Number(readStatistics()[13]) + Number(readStatistics()[14])) / TICKS_PER_SECOND;
  const [start, usedBefore] = [performance.now(), processorSeconds()];
  const { stdout, error } = spawnSync(serverProgram, ['check-photo', ...Array(JUDGED_PHOTOS).fill(photo)], { encoding: 'utf8' });
  if (error) throw error;
  const count = stdout.trim().split('\n').length;
  if (count !== JUDGED_PHOTOS) throw new Error(`check-photo judged ${count} of ${JUDGED_PHOTOS}`);
  return { wall: (JUDGED_PHOTOS * 1000) / (performance.now() - start), processor: JUDGED_PHOTOS / (processorSeconds() - usedBefore) };
}

const results = await measureWays();
const verdicts = judgePhotos(results);
writeFileSync(join(folder, 'results.json'), JSON.stringify({ results, verdicts }));
writeFileSync(join(folder, 'photo.md'), formatTables(results, verdicts, measureJudgingSpeed(join(folder, 'photos/ours-12.jpg'))));
