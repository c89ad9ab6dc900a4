const { page } = require('../../config.js');

// The font size that the person has set, in px. A value that cannot be in px counts as the usual size.
function fontSize() {
  const setting = Number(swan.getSystemInfoSync().fontSizeSetting);
  return setting >= 12 ? setting : 17;
}

// The address of the page. The content of a scanned code is behind the `#`, so that no server and no log sees it. Every value is encoded:
// a character beyond ASCII leaves a white page on iOS.
function pageAddress(scan) {
  const font = '?font=' + encodeURIComponent(fontSize());
  if (scan) return page.replace(/^(https:\/\/[^/]+).*$/, '$1/scan') + font + '#' + scan;
  return page + font;
}

Page({
  data: { src: '' },

  onLoad(query) {
    this.scan = query.scan;
    this.load();
  },

  // This host does not report a web-view that cannot load, so without a network the web-view is not shown.
  load() {
    swan.getNetworkType({
      success: ({ networkType }) => this.setData({ src: networkType === 'none' ? '' : pageAddress(this.scan) }),
      fail: () => this.setData({ src: pageAddress(this.scan) }),
    });
  },

  // The host delivers messages when the web-view is left. Nothing depends on them: the address of the way back has the result as well.
  receiveMessage(event) {
    const messages = [].concat(event.detail.data || event.detail);
    this.done = messages.some((message) => message.result === 'done');
  },

  reload() {
    this.load();
  },
});
