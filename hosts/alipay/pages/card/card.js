import { page } from '../../config';

// A piece of a picture on its way to the page: large messages are lost, so a picture of some megabytes goes in many.
const PIECE = 192 * 1024;

// The size of the letters that the person has set, in px; anything that cannot be px is taken for the usual size.
function letters() {
  const setting = Number(my.getSystemInfoSync().fontSizeSetting);
  return setting >= 12 ? setting : 17;
}

// What was read off a computer's code stands behind the `#`, which no server and no log sees. Everything in the address is encoded: a letter beyond
// ASCII is not let through.
function address(scan) {
  const font = '?font=' + encodeURIComponent(letters());
  if (scan) return page.replace(/^(https:\/\/[^/]+).*$/, '$1/scan') + font + '#' + scan;
  return page + font;
}

Page({
  data: { src: '' },

  onLoad(query) {
    this.scan = query.scan;
    this.setData({ src: address(this.scan) });
  },

  onReady() {
    this.card = my.createWebViewContext('card');
  },

  // Here messages come at once. `read` asks for a picture that the person has chosen from the page; nothing depends on the others.
  heard(event) {
    const { read, result } = event.detail;
    if (read) this.hand(read);
    if (result === 'done') this.done = true;
  },

  // Hands over a picture out of the mini-program's own store, and never a file from elsewhere.
  hand(path) {
    const tell = (message) => this.card.postMessage(message);
    if (!/^(https:\/\/resource\/|https:\/\/usr\/|ap[-_]?file)/.test(path)) return tell({ failed: true });
    my.getFileSystemManager().readFile({
      filePath: path,
      encoding: 'base64',
      success: ({ data }) => {
        const of = Math.max(1, Math.ceil(data.length / PIECE));
        for (let at = 0; at < of; at++) tell({ piece: data.slice(at * PIECE, (at + 1) * PIECE), at, of });
      },
      fail: () => tell({ failed: true }),
    });
  },

  failed() {
    this.setData({ src: '' });
  },

  again() {
    this.setData({ src: address(this.scan) });
  },
});
