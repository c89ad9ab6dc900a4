// The figures as Markdown.

const NAMES = {
  ours: '**ours**: decode, find, crop, encode, judge',
  cropper: 'cropperjs 2 + toBlob: crop, encode',
  compression: 'browser-image-compression + canvas: crop, encode',
  'cropper-faces': 'cropperjs 2 + toBlob, face-api: find, crop, encode',
  'compression-faces': 'browser-image-compression + canvas, face-api: find, crop, encode',
};
const MEASURE = 'cropper';

const PICTURES = { 3: '3 MP', 12: '12 MP', 48: '48 MP', '12-far': '12 MP, farther away' };

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

export function tables(results, verdicts, { wall, processor }) {
  const pictures = [...new Set(results.map(({ picture }) => picture))];
  const natively = `Natively, one process of \`sscard-server check-photo\`: ${wall.toFixed(1)} photos a second, ${processor.toFixed(1)} for each second of the processor's.`;
  return [ratios(pictures, results, verdicts), absolute(pictures, results), phases(pictures, results), natively].join('\n\n') + '\n';
}

function ratios(pictures, results, verdicts) {
  const rows = each(pictures, results, (picture, way, runs, measures) => {
    const ratio = (of) => times(median(runs.map((run, round) => of(run) / of(measures[round]))));
    const [{ first }] = runs;
    return [
      PICTURES[picture],
      NAMES[way],
      ratio(({ first }) => first.milliseconds),
      ratio(({ second }) => second.milliseconds),
      ratio(({ megabytes }) => megabytes),
      longest(runs),
      Buffer.from(first.bytes, 'base64').length.toLocaleString('en'),
      `${first.width}×${first.height}`,
      faultsOf(verdicts, picture, way),
    ];
  });
  const heads = ['picture', 'way', 'first photo', 'second photo', 'peak memory', 'longest main-thread task', 'bytes', 'pixels', 'faults'];
  return table(heads, rows);
}

function absolute(pictures, results) {
  const rows = each(pictures, results, (picture, way, runs) => [
    PICTURES[picture],
    NAMES[way],
    milliseconds(runs.map(({ first }) => first.shown)),
    milliseconds(runs.map(({ first }) => first.milliseconds)),
    milliseconds(runs.map(({ second }) => second.milliseconds)),
    `${Math.round(median(runs.map(({ megabytes }) => megabytes)))} MB`,
  ]);
  return table(['picture', 'way', 'shown to be framed', 'first photo', 'second photo', 'peak memory'], rows);
}

function phases(pictures, results) {
  const columns = pictures.flatMap((picture) => ['first', 'second'].map((which) => ({ picture, which })));
  const rows = Object.entries(PHASES).map(([phase, words]) => [
    words,
    ...columns.map(({ picture, which }) => {
      const runs = results.filter((run) => run.picture === picture && run.way === 'ours');
      return milliseconds(runs.map((run) => run[which].phases[phase] ?? 0));
    }),
  ]);
  return table(['phase of ours', ...columns.map(({ picture, which }) => `${PICTURES[picture]}, ${which}`)], rows);
}

/** A row for every picture and way, given its runs and those of the measure, round by round. */
function each(pictures, results, row) {
  const runsOf = (picture, way) => results.filter((run) => run.picture === picture && run.way === way);
  return pictures.flatMap((picture) =>
    Object.keys(NAMES)
      .filter((way) => runsOf(picture, way).length > 0)
      .map((way) => row(picture, way, runsOf(picture, way), runsOf(picture, MEASURE))),
  );
}

function longest(runs) {
  const task = median(runs.map(({ first, second }) => Math.max(first.longest, second.longest)));
  return task < REPORTED ? `< ${REPORTED} ms` : `${Math.round(task)} ms`;
}

function faultsOf(verdicts, picture, way) {
  const { faults } = verdicts.find((one) => one.picture === picture && one.way === way);
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
