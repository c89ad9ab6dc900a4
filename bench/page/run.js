// What every way of making a card photo goes through: the clock, the watch over the main thread, and the file from the input.

/** Each is loaded when its first picture comes, as a page would do that spares people what they may not need. */
const ways = {
  ours: () => import('./ours.js'),
  cropper: () => import('./cropper.js'),
  compression: () => import('./compression.js'),
  'cropper-faces': () => import('./cropper-faces.js'),
  'compression-faces': () => import('./compression-faces.js'),
};

const tasks = [];
const observer = new PerformanceObserver((list) => tasks.push(...list.getEntries()));
observer.observe({ entryTypes: ['longtask'] });

/** Makes one photo of the file in the input, and tells how long it took and what it was. */
window.takePhoto = async ({ way, frame, settings }) => {
  const [file] = document.querySelector('input').files;
  tasks.length = 0;
  const begun = performance.now();
  const { take } = await ways[way]();
  const { photo, shown, phases, found } = await take(file, frame, settings);
  const milliseconds = performance.now() - begun;
  // The browser tells of a task only after it, and in a task of its own.
  await new Promise((resolve) => setTimeout(resolve, 100));
  tasks.push(...observer.takeRecords());
  const longest = Math.max(0, ...tasks.map((task) => task.duration));
  const { width, height } = await createImageBitmap(photo);
  const bytes = await encoded(photo);
  return { milliseconds, shown: shown - begun, phases, found, longest, width, height, bytes };
};

/** As a data URL, which is how bytes best leave the page. */
function encoded(blob) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result.split(',')[1]);
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(blob);
  });
}
