import { page } from '../../config';

// The characters of one message with a part of a picture. Large messages are lost, so a picture of some megabytes goes in many parts.
const PIECE_CHARACTERS = 192 * 1024;

// The font size that the person has set, in px. A value that cannot be in px counts as the usual size.
function fontSize() {
  const setting = Number(my.getSystemInfoSync().fontSizeSetting);
  return setting >= 12 ? setting : 17;
}

// The address of the page. The content of a scanned code is behind the `#`, so that no server and no log sees it. Every value is encoded:
// the host refuses characters beyond ASCII.
function pageAddress(scan) {
  const font = '?font=' + encodeURIComponent(fontSize());
  if (scan) return page.replace(/^(https:\/\/[^/]+).*$/, '$1/scan') + font + '#' + scan;
  return page + font;
}

Page({
  data: { src: '' },

  onLoad(query) {
    this.scan = query.scan;
    this.setData({ src: pageAddress(this.scan) });
  },

  onReady() {
    this.card = my.createWebViewContext('card');
  },

  // This host delivers messages at once. `read` asks for the picture that the person has chosen. Nothing depends on the other messages.
  receiveMessage(event) {
    const { read, result } = event.detail;
    if (read) this.sendPicture(read);
    if (result === 'done') this.done = true;
  },

  // Sends the page a picture out of the mini-program's own store, and no other file.
  sendPicture(path) {
    const post = (message) => this.card.postMessage(message);
    if (!/^(https:\/\/resource\/|https:\/\/usr\/|ap[-_]?file)/.test(path)) return post({ failed: true });
    my.getFileSystemManager().readFile({
      filePath: path,
      encoding: 'base64',
      success: ({ data }) => {
        const count = Math.max(1, Math.ceil(data.length / PIECE_CHARACTERS));
        for (let index = 0; index < count; index++) {
          const piece = data.slice(index * PIECE_CHARACTERS, (index + 1) * PIECE_CHARACTERS);
          post({ piece, at: index, of: count });
        }
      },
      fail: () => post({ failed: true }),
    });
  },

  showError() {
    this.setData({ src: '' });
  },

  reload() {
    this.setData({ src: pageAddress(this.scan) });
  },
});
