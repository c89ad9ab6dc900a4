import { page } from '../../config';

// The entry, to which the page leads back when the application is submitted.
Page({
  data: { done: false },

  // `result=done` is all that comes back. It says that an application was submitted, and nothing about the person.
  onLoad(query) {
    this.setData({ done: query.result === 'done' });
  },

  openPage() {
    my.navigateTo({ url: '/pages/card/card' });
  },

  // Reads the sign-in code that our page shows on a computer. The content of any other code is not opened.
  scanSignInCode() {
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
