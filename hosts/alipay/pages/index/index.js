// The way in, and where the page leads back to when it is done.
Page({
  data: { done: false },

  // `result=done` is all that ever comes back: that it is done, and nothing of whom.
  onLoad(query) {
    this.setData({ done: query.result === 'done' });
  },

  open() {
    my.navigateTo({ url: '/pages/card/card' });
  },
});
