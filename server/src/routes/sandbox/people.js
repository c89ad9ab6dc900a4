// Shows the made-up people's cards, each side a button that gives it as a file.

import { drawn, IN_A_FILE, IN_A_PREVIEW, lettersReady, SIDES } from './cards.js';

function download(card, side) {
  // Drawn and encoded within the click itself: a download that begins later may be held back.
  const [, encoded] = drawn(card, side, IN_A_FILE).toDataURL('image/jpeg', 0.92).split(',');
  if (!encoded) return alert('没能画出图片：浏览器内存不足。请关闭其他页面后再试一次。');
  const bytes = Uint8Array.from(atob(encoded), (letter) => letter.charCodeAt(0));
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([bytes], { type: 'image/jpeg' }));
  link.download = `${card.name}-${side.words}.jpg`;
  link.click();
  // Some browsers begin to read the file a while after the click.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

await lettersReady();
for (const place of document.querySelectorAll('[data-card]')) {
  const card = JSON.parse(place.dataset.card);
  for (const side of SIDES) {
    const button = document.createElement('button');
    button.type = 'button';
    button.setAttribute('aria-label', `${card.name}：${side.words}`);
    button.append(drawn(card, side, IN_A_PREVIEW), side.words);
    button.addEventListener('click', () => download(card, side));
    place.append(button);
  }
}
