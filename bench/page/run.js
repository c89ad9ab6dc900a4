// Runs one way of making a card photo: measures its time and the tasks of the main thread, and takes the file from the input.

/** Each way is loaded with its first picture, as by a page that loads only what it needs. */
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

/** Makes one photo of the file in the input. Returns the times and the photo. */
window.takePhoto = async ({ way, frame, settings }) => {
  const [file] = document.querySelector('input').files;
  tasks.length = 0;
  const start = performance.now();
  const { makePhoto } = await ways[way]();
  const { photo, shown, phases, found } = await makePhoto(file, frame, settings);
  const milliseconds = performance.now() - start;
  // The browser reports a task only after its end, in a task of its own.
  await new Promise((resolve) => setTimeout(resolve, 100));
  tasks.push(...observer.takeRecords());
  const longest = Math.max(0, ...tasks.map((task) => task.duration));
  const { width, height } = await createImageBitmap(photo);
  const bytes = await encodeBase64(photo);
  return { milliseconds, shown: shown - start, phases, found, longest, width, height, bytes };
};

/** The bytes as Base64, in which they leave the page. */
function encodeBase64(blob) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result.split(',')[1]);
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(blob);
  });
}
