// The figures as Markdown.

const NAMES = {
  ours: '**ours**: decode, find, crop, encode, judge',
  cropper: 'cropperjs 2 + toBlob: crop, encode',
  compression: 'browser-image-compression + canvas: crop, encode',
  'cropper-faces': 'cropperjs 2 + toBlob, face-api: find, crop, encode',
  'compression-faces': 'browser-image-compression + canvas, face-api: find, crop, encode',
};
const MEASURE = 'cropper';

const PHASES = {
  starting: 'start the worker',
  reading: 'read, decode; the first time fetch the networks',
  looking: 'find the face; make the preview',
  showing: 'show the preview',
  making: 'cut, encode',
  checking: 'judge the encoded bytes',
};

/** Below this the browser does not report a task of the main thread. */
const REPORTED = 50;

export function tables(results, verdicts) {
  const sizes = [...new Set(results.map(({ size }) => size))];
  return [ratios(sizes, results, verdicts), absolute(sizes, results), phases(sizes, results)].join('\n\n') + '\n';
}

function ratios(sizes, results, verdicts) {
  const rows = each(sizes, results, (size, way, runs, measures) => {
    const ratio = (of) => times(median(runs.map((run, round) => of(run) / of(measures[round]))));
    const [{ first }] = runs;
    return [
      `${size} MP`,
      NAMES[way],
      ratio(({ first }) => first.milliseconds),
      ratio(({ second }) => second.milliseconds),
      ratio(({ megabytes }) => megabytes),
      longest(runs),
      Buffer.from(first.bytes, 'base64').length.toLocaleString('en'),
      `${first.width}×${first.height}`,
      faultsOf(verdicts, size, way),
    ];
  });
  const heads = ['picture', 'way', 'first photo', 'second photo', 'peak memory', 'longest main-thread task', 'bytes', 'pixels', 'faults'];
  return table(heads, rows);
}

function absolute(sizes, results) {
  const rows = each(sizes, results, (size, way, runs) => [
    `${size} MP`,
    NAMES[way],
    milliseconds(runs.map(({ first }) => first.shown)),
    milliseconds(runs.map(({ first }) => first.milliseconds)),
    milliseconds(runs.map(({ second }) => second.milliseconds)),
    `${Math.round(median(runs.map(({ megabytes }) => megabytes)))} MB`,
  ]);
  return table(['picture', 'way', 'shown to be framed', 'first photo', 'second photo', 'peak memory'], rows);
}

function phases(sizes, results) {
  const columns = sizes.flatMap((size) => ['first', 'second'].map((which) => ({ size, which })));
  const rows = Object.entries(PHASES).map(([phase, words]) => [
    words,
    ...columns.map(({ size, which }) => {
      const runs = results.filter((run) => run.size === size && run.way === 'ours');
      return milliseconds(runs.map((run) => run[which].phases[phase] ?? 0));
    }),
  ]);
  return table(['phase of ours', ...columns.map(({ size, which }) => `${size} MP, ${which}`)], rows);
}

/** A row for every size and way, given its runs and those of the measure, round by round. */
function each(sizes, results, row) {
  const runsOf = (size, way) => results.filter((run) => run.size === size && run.way === way);
  return sizes.flatMap((size) =>
    Object.keys(NAMES).map((way) => row(size, way, runsOf(size, way), runsOf(size, MEASURE))),
  );
}

function longest(runs) {
  const task = median(runs.map(({ first, second }) => Math.max(first.longest, second.longest)));
  return task < REPORTED ? `< ${REPORTED} ms` : `${Math.round(task)} ms`;
}

function faultsOf(verdicts, size, way) {
  const { faults } = verdicts.find((one) => one.size === size && one.way === way);
  return faults.map(({ code, severity }) => `${code} (${severity})`).join(', ') || 'none';
}

function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

function milliseconds(values) {
  return `${Math.round(median(values))} ms`;
}

function times(ratio) {
  return `${ratio.toFixed(2)}×`;
}

function table(heads, rows) {
  const line = (cells) => `| ${cells.join(' | ')} |`;
  return [line(heads), line(heads.map(() => '---')), ...rows.map(line)].join('\n');
}
