// The image worker of the built page, with the messages that the page sends.

let worker;

export async function makePhoto(file, _frame, { workerUrl }) {
  const phases = [];
  const enter = (stage) => phases.push([stage, performance.now()]);
  if (!worker) {
    enter('starting');
    worker = new Worker(workerUrl);
    await nextAnswer(worker, enter);
  }
  const opened = await askWorker({ job: 'open', kind: 'photo' }, file, enter);
  enter('showing');
  await showPicture(opened.bytes);
  const shown = performance.now();
  const { framing } = opened.reply;
  if (!framing) throw new Error('no face was found');
  const done = await askWorker({ job: 'crop', cut: framing }, undefined, enter);
  enter('end');
  return { photo: new Blob([done.bytes], { type: 'image/jpeg' }), shown, phases: phaseLengths(phases), found: framing };
}

function askWorker(job, file, enter) {
  const answer = nextAnswer(worker, enter);
  worker.postMessage([JSON.stringify(job), file]);
  return answer;
}

/** The worker's next answer. Before it, the worker reports the stages of its work, each of which is given to `enter`. */
function nextAnswer(worker, enter) {
  return new Promise((resolve, reject) => {
    worker.onerror = (event) => reject(new Error(`the worker failed: ${event.message}`));
    worker.onmessage = ({ data: [text, bytes] }) => {
      const reply = JSON.parse(text);
      if (reply.reply === 'busy') enter(reply.stage);
      else if (['listening', 'opened', 'done'].includes(reply.reply)) resolve({ reply, bytes });
      else reject(new Error(`the worker answered ${text}`));
    };
  });
}

async function showPicture(bytes) {
  const image = new Image();
  image.src = URL.createObjectURL(new Blob([bytes], { type: 'image/jpeg' }));
  await image.decode();
  URL.revokeObjectURL(image.src);
}

/** The time that each phase took, in milliseconds. The times of a phase that came twice are added. */
function phaseLengths(phases) {
  const sums = {};
  for (const [index, [stage, start]] of phases.slice(0, -1).entries()) {
    sums[stage] = (sums[stage] ?? 0) + phases[index + 1][1] - start;
  }
  return sums;
}
