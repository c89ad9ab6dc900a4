const { page } = require('../../config.js');

// The size of the letters that the person has set in 微信, in px.
function letters() {
  const info = wx.getAppBaseInfo ? wx.getAppBaseInfo() : wx.getSystemInfoSync();
  return info.fontSizeSetting || 17;
}

// Everything in the address is encoded: a letter beyond ASCII leaves a white page on iOS. The sign-in code, or what was read off a computer's,
// stands behind the `#`, which no server and no log sees, and `#wechat_redirect` at the very end, without which the bridge is silent on iOS.
function address(code, scan) {
  const font = '?font=' + encodeURIComponent(letters());
  if (scan) return page.replace(/^(https:\/\/[^/]+).*$/, '$1/scan') + font + '#' + scan + '#wechat_redirect';
  const hand = code ? '#code=' + encodeURIComponent(code) : '';
  return page + font + hand + '#wechat_redirect';
}

Page({
  data: { src: '' },

  onLoad(query) {
    this.scan = query.scan;
    this.setData({ src: address(query.code && decodeURIComponent(query.code), this.scan) });
  },

  // Comes when the web-view is left, with all messages at once. Nothing depends on it: the result stands in the way back as well.
  heard(event) {
    this.done = event.detail.data.some((message) => message.result === 'done');
  },

  failed() {
    this.setData({ src: '' });
  },

  // The code of the first time is spent or out of date: the person signs in by SMS.
  again() {
    this.setData({ src: address('', this.scan) });
  },
});
