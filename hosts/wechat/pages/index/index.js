const { page } = require('../../config.js');

// The entry, to which the page leads back when the application is submitted.
Page({
  data: { done: false },

  // `result=done` is all that comes back. It says that an application was submitted, and nothing about the person.
  onLoad(query) {
    this.setData({ done: query.result === 'done' });
  },

  openPage() {
    wx.navigateTo({ url: '/pages/card/card' });
  },

  // The code stands for the phone number. It is valid once, for five minutes, and the number itself is not known here. A person who
  // declines signs in by SMS.
  openWithPhoneCode(event) {
    const code = event.detail.code;
    wx.navigateTo({ url: code ? '/pages/card/card?code=' + encodeURIComponent(code) : '/pages/card/card' });
  },

  // Reads the sign-in code that our page shows on a computer. The content of any other code is not opened.
  scanSignInCode() {
    wx.scanCode({
      scanType: ['qrCode'],
      success: ({ result }) => {
        const shown = /^(https:\/\/[^/]+)\/scan#(\w+)$/.exec(result);
        if (shown && page.startsWith(shown[1] + '/')) wx.navigateTo({ url: '/pages/card/card?scan=' + shown[2] });
        else wx.showToast({ title: '请扫描电脑上显示的登录二维码', icon: 'none' });
      },
    });
  },
});
