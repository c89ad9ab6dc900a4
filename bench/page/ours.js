// The image worker of the built page, asked as the page asks it.

let worker;

export async function take(file, _frame, { workerUrl }) {
  const phases = [];
  const enter = (stage) => phases.push([stage, performance.now()]);
  if (!worker) {
    enter('starting');
    worker = new Worker(workerUrl);
    await heard(worker, enter);
  }
  const opened = await asked({ job: 'open', kind: 'photo' }, file, enter);
  enter('showing');
  await shownPicture(opened.bytes);
  const shown = performance.now();
  const { framing } = opened.reply;
  if (!framing) throw new Error('no face was found');
  const done = await asked({ job: 'crop', cut: framing }, undefined, enter);
  enter('end');
  return { photo: new Blob([done.bytes], { type: 'image/jpeg' }), shown, phases: lengths(phases), found: framing };
}

function asked(job, file, enter) {
  const answer = heard(worker, enter);
  worker.postMessage([JSON.stringify(job), file]);
  return answer;
}

/** The next answer; the worker says between what it is busy with. */
function heard(worker, enter) {
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

async function shownPicture(bytes) {
  const image = new Image();
  image.src = URL.createObjectURL(new Blob([bytes], { type: 'image/jpeg' }));
  await image.decode();
  URL.revokeObjectURL(image.src);
}

/** How long each phase took; one that came twice is added up. */
function lengths(phases) {
  const sums = {};
  for (const [at, [stage, begun]] of phases.slice(0, -1).entries()) {
    sums[stage] = (sums[stage] ?? 0) + phases[at + 1][1] - begun;
  }
  return sums;
}
