import { page } from '../../config';

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

  // Reads the code that a computer shows, and no other: whatever else stands on a code is not opened here.
  scan() {
    my.scan({
      scanType: ['qrCode'],
      success: ({ code }) => {
        const shown = /^(https:\/\/[^/]+)\/scan#(\w+)$/.exec(code);
        if (shown && page.startsWith(shown[1] + '/')) my.navigateTo({ url: '/pages/card/card?scan=' + shown[2] });
        else my.showToast({ content: '请扫描电脑上显示的登录二维码' });
      },
    });
  },
});
