// The way in, and where the page leads back to when it is done.
Page({
  data: { done: false },

  // `result=done` is all that ever comes back: that it is done, and nothing of whom.
  onLoad(query) {
    this.setData({ done: query.result === 'done' });
  },

  plain() {
    wx.navigateTo({ url: '/pages/card/card' });
  },

  // The code stands for the number and is good once, for five minutes; the number itself is never seen here. Who declines signs in by SMS.
  quick(event) {
    const code = event.detail.code;
    wx.navigateTo({ url: code ? '/pages/card/card?code=' + encodeURIComponent(code) : '/pages/card/card' });
  },
});
