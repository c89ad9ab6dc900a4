const { page } = require('../../config.js');

// The font size that the person has set in 微信, in px.
function fontSize() {
  const info = wx.getAppBaseInfo ? wx.getAppBaseInfo() : wx.getSystemInfoSync();
  return info.fontSizeSetting || 17;
}

// The address of the page. Every value is encoded: a character beyond ASCII leaves a white page on iOS. The sign-in code, or the content of
// a scanned code, is behind the `#`, so that no server and no log sees it. The address ends with `#wechat_redirect`, without which the
// bridge does not answer on iOS.
function pageAddress(code, scan) {
  const font = '?font=' + encodeURIComponent(fontSize());
  if (scan) return page.replace(/^(https:\/\/[^/]+).*$/, '$1/scan') + font + '#' + scan + '#wechat_redirect';
  const fragment = code ? '#code=' + encodeURIComponent(code) : '';
  return page + font + fragment + '#wechat_redirect';
}

Page({
  data: { src: '' },

  onLoad(query) {
    this.scan = query.scan;
    this.setData({ src: pageAddress(query.code && decodeURIComponent(query.code), this.scan) });
  },

  // The host delivers all messages when the web-view is left. Nothing depends on them: the address of the way back has the result as well.
  receiveMessage(event) {
    this.done = event.detail.data.some((message) => message.result === 'done');
  },

  showError() {
    this.setData({ src: '' });
  },

  // The code of the first address is used or out of date, so the person signs in by SMS.
  reload() {
    this.setData({ src: pageAddress('', this.scan) });
  },
});
