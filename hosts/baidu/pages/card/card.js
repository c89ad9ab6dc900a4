const { page } = require('../../config.js');

// The size of the letters that the person has set, in px; anything that cannot be px is taken for the usual size.
function letters() {
  const setting = Number(swan.getSystemInfoSync().fontSizeSetting);
  return setting >= 12 ? setting : 17;
}

// What was read off a computer's code stands behind the `#`, which no server and no log sees. Everything in the address is encoded: a letter beyond
// ASCII leaves a white page on iOS.
function address(scan) {
  const font = '?font=' + encodeURIComponent(letters());
  if (scan) return page.replace(/^(https:\/\/[^/]+).*$/, '$1/scan') + font + '#' + scan;
  return page + font;
}

Page({
  data: { src: '' },

  onLoad(query) {
    this.scan = query.scan;
    this.open();
  },

  // A web-view here does not say that it could not load: without a network it is not even begun.
  open() {
    swan.getNetworkType({
      success: ({ networkType }) => this.setData({ src: networkType === 'none' ? '' : address(this.scan) }),
      fail: () => this.setData({ src: address(this.scan) }),
    });
  },

  // Comes when the web-view is left. Nothing depends on it: the result stands in the way back as well.
  heard(event) {
    const messages = [].concat(event.detail.data || event.detail);
    this.done = messages.some((message) => message.result === 'done');
  },

  again() {
    this.open();
  },
});
