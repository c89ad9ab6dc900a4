const { page } = require('../../config.js');

// The size of the letters that the person has set, in px; anything that cannot be px is taken for the usual size.
function letters() {
  const setting = Number(swan.getSystemInfoSync().fontSizeSetting);
  return setting >= 12 ? setting : 17;
}

// Everything in the address is encoded: a letter beyond ASCII leaves a white page on iOS.
function address() {
  return page + '?font=' + encodeURIComponent(letters());
}

Page({
  data: { src: '' },

  onLoad() {
    this.open();
  },

  // A web-view here does not say that it could not load: without a network it is not even begun.
  open() {
    swan.getNetworkType({
      success: ({ networkType }) => this.setData({ src: networkType === 'none' ? '' : address() }),
      fail: () => this.setData({ src: address() }),
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
