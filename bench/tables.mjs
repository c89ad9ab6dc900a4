// Formats the measurements as tables in Markdown.

const NAMES = {
  ours: '**ours**: decode, find, crop, encode, judge',
  cropper: 'cropperjs 2 + toBlob: crop, encode',
  compression: 'browser-image-compression + canvas: crop, encode',
  'cropper-faces': 'cropperjs 2 + toBlob, face-api: find, crop, encode',
  'compression-faces': 'browser-image-compression + canvas, face-api: find, crop, encode',
};
/** The way to which the others are compared. */
const REFERENCE_WAY = 'cropper';

const PICTURES = { 3: '3 MP', 12: '12 MP', 48: '48 MP', '12-far': '12 MP, farther away' };

const PHASES = {
  starting: 'start the worker',
  reading: 'read, decode; the first time fetch the networks',
  looking: 'find the face; make the preview',
  showing: 'show the preview',
  making: 'cut, encode',
  checking: 'judge the encoded bytes',
};

/** The browser does not report a shorter task of the main thread. */
const REPORTED_MILLISECONDS = 50;

export function formatTables(results, verdicts, { wall, processor }) {
  const pictures = [...new Set(results.map(({ picture }) => picture))];
  const natively = `Natively, one process of \`sscard-server check-photo\`: ${wall.toFixed(1)} photos a second, ${processor.toFixed(1)} for each second of the processor's.`;
  return [makeRatioTable(pictures, results, verdicts), makeAbsoluteTable(pictures, results), makePhaseTable(pictures, results), natively].join('\n\n') + '\n';
}

function makeRatioTable(pictures, results, verdicts) {
  const rows = makeRows(pictures, results, (picture, way, runs, references) => {
    const ratio = (value) => formatRatio(median(runs.map((run, round) => value(run) / value(references[round]))));
    const [{ first }] = runs;
    return [
      PICTURES[picture],
      NAMES[way],
      ratio(({ first }) => first.milliseconds),
      ratio(({ second }) => second.milliseconds),
      ratio(({ megabytes }) => megabytes),
      formatLongestTask(runs),
      Buffer.from(first.bytes, 'base64').length.toLocaleString('en'),
      `${first.width}×${first.height}`,
      formatFaults(verdicts, picture, way),
    ];
  });
  const heads = ['picture', 'way', 'first photo', 'second photo', 'peak memory', 'longest main-thread task', 'bytes', 'pixels', 'faults'];
  return formatTable(heads, rows);
}

function makeAbsoluteTable(pictures, results) {
  const rows = makeRows(pictures, results, (picture, way, runs) => [
    PICTURES[picture],
    NAMES[way],
    formatMilliseconds(runs.map(({ first }) => first.shown)),
    formatMilliseconds(runs.map(({ first }) => first.milliseconds)),
    formatMilliseconds(runs.map(({ second }) => second.milliseconds)),
    `${Math.round(median(runs.map(({ megabytes }) => megabytes)))} MB`,
  ]);
  return formatTable(['picture', 'way', 'shown to be framed', 'first photo', 'second photo', 'peak memory'], rows);
}

function makePhaseTable(pictures, results) {
  const columns = pictures.flatMap((picture) => ['first', 'second'].map((which) => ({ picture, which })));
  const rows = Object.entries(PHASES).map(([phase, words]) => [
    words,
    ...columns.map(({ picture, which }) => {
      const runs = results.filter((run) => run.picture === picture && run.way === 'ours');
      return formatMilliseconds(runs.map((run) => run[which].phases[phase] ?? 0));
    }),
  ]);
  return formatTable(['phase of ours', ...columns.map(({ picture, which }) => `${PICTURES[picture]}, ${which}`)], rows);
}

/** Makes a row for every picture and way, from its runs and the runs of the reference way, round by round. */
function makeRows(pictures, results, row) {
  const runsOf = (picture, way) => results.filter((run) => run.picture === picture && run.way === way);
  return pictures.flatMap((picture) =>
    Object.keys(NAMES)
      .filter((way) => runsOf(picture, way).length > 0)
      .map((way) => row(picture, way, runsOf(picture, way), runsOf(picture, REFERENCE_WAY))),
  );
}

function formatLongestTask(runs) {
  const task = median(runs.map(({ first, second }) => Math.max(first.longest, second.longest)));
  return task < REPORTED_MILLISECONDS ? `< ${REPORTED_MILLISECONDS} ms` : `${Math.round(task)} ms`;
}

function formatFaults(verdicts, picture, way) {
  const { faults } = verdicts.find((one) => one.picture === picture && one.way === way);
  return faults.map(({ code, severity }) => `${code} (${severity})`).join(', ') || 'none';
}

function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

function formatMilliseconds(values) {
  return `${Math.round(median(values))} ms`;
}

function formatRatio(ratio) {
  return `${ratio.toFixed(2)}×`;
}

function formatTable(heads, rows) {
  const line = (cells) => `| ${cells.join(' | ')} |`;
  return [line(heads), line(heads.map(() => '---')), ...rows.map(line)].join('\n');
}
