const { page } = require('../../config.js');

// The entry, to which the page leads back when the application is submitted.
Page({
  data: { done: false },

  // `result=done` is all that comes back. It says that an application was submitted, and nothing about the person.
  onLoad(query) {
    this.setData({ done: query.result === 'done' });
  },

  openPage() {
    swan.navigateTo({ url: '/pages/card/card' });
  },

  // Reads the sign-in code that our page shows on a computer. The content of any other code is not opened.
  scanSignInCode() {
    swan.scanCode({
      scanType: ['qrCode'],
      success: ({ result }) => {
        const shown = /^(https:\/\/[^/]+)\/scan#(\w+)$/.exec(result);
        if (shown && page.startsWith(shown[1] + '/')) swan.navigateTo({ url: '/pages/card/card?scan=' + shown[2] });
        else swan.showToast({ title: '请扫描电脑上显示的登录二维码', icon: 'none' });
      },
    });
  },
});
