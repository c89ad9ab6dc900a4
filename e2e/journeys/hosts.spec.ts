// The app inside the mini-programs that open it, and in engines that lack features it wants.

import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { readBridgeCalls, USER_AGENTS, expectBridgeLoaded, installStandInBridge, type HostName } from '../fixtures/hosts.ts';
import { AccessibilityCheck } from '../fixtures/accessibility-check.ts';
import { expect, test } from '../fixtures/journey.ts';
import { readMiniProgramFile, loadMiniProgramPage } from '../fixtures/mini-program.ts';
import { pictures } from '../fixtures/pictures.ts';

for (const host of ['wechat', 'alipay', 'baidu'] as HostName[]) {
  test.describe(host, () => {
    test.use({ userAgent: USER_AGENTS[host] });

    test('back and 返回小程序 lead to the mini-program', async ({
      wizard, page, api, register,
    }) => {
      const { loaded } = await installStandInBridge(page, host);
      // The channel of the mini-program: 京通 except for the WeChat one, which opens 北京民生一卡通. The fragment is for the bridge.
      const [, channel] = /'https:\/\/[^/]+\/(\w+)'/.exec(readMiniProgramFile(host, 'config.js'))!;
      expect(channel).toBe(host === 'wechat' ? 'minsheng' : 'jingtong');
      await page.goto(`/${channel}/sign-in?font=17#wechat_redirect`);
      await expectBridgeLoaded(page, host, loaded);
      await expect(page).toHaveTitle(channel === 'minsheng' ? /登录/ : /身份认证/);
      await expect(page).toHaveURL(new RegExp(`/${channel}/sign-in$`));
      await wizard.pressBack();
      await expect.poll(() => readBridgeCalls(page, 'navigateBack')).toEqual([{ delta: 1 }]);
      await expect(page).toHaveURL(new RegExp(`/${channel}/sign-in$`));

      await wizard.signInAndOpenStep('check', register.adult());
      await wizard.checkPledge();
      await wizard.submit();
      const receipt = await wizard.readReceipt();
      await wizard.press('返回小程序');
      await expect.poll(() => readBridgeCalls(page, 'reLaunch')).toEqual([{ url: '/pages/index/index?result=done' }]);
      const messages = await readBridgeCalls(page, 'postMessage');
      expect(messages).toEqual([host === 'alipay' ? { result: 'done' } : { data: { result: 'done' } }]);
      expect(JSON.stringify(await page.evaluate(() => (window as any).bridgeCalls))).not.toContain(receipt);
      expect((await api.listApplications()).map((one) => one.receipt)).toEqual([receipt]);
    });
  });
}

test.describe('alipay', () => {
  test.use({ userAgent: USER_AGENTS.alipay });

  for (const [what, place, lost] of [
    ['a foreign path', '/somewhere/else.jpg', -1],
    ['a lost piece', 'https://resource/large.image', 1],
  ] as const) {
    test(`the bridge falls back to the picker after ${what}`, async ({
      wizard, page, register,
    }) => {
      await installStandInBridge(page, 'alipay');
      let choice: string | undefined = 'https://resource/chosen.image';
      await page.exposeFunction('choice', () => choice);
      // The code of hosts/alipay itself. Its store holds two pictures, one of them in three pieces.
      const { page: program } = loadMiniProgramPage('alipay', 'card', 'my', {
        createWebViewContext: () => ({
          postMessage: (message: { at?: number; of?: number }) => {
            if (message.of === 3 && message.at === lost) return;
            void page.evaluate((message) => (window as any).my.onMessage(message), message);
          },
        }),
        getFileSystemManager: () => ({
          readFile: async ({ filePath, success }: any) => {
            const large = 'A'.repeat(3 * 192 * 1024);
            success({ data: filePath === 'https://resource/large.image' ? large : (await readFile(pictures.bust)).toString('base64') });
          },
        }),
      });
      (program.onReady as () => void).call(program);
      await page.exposeFunction('toMiniProgram', (detail: unknown) => (program.receiveMessage as (event: unknown) => void).call(program, { detail }));

      await wizard.signInAndOpenStep('card', register.adult());
      const tile = page.getByLabel('制卡照片', { exact: true });
      await tile.click();
      const dialog = page.getByRole('dialog', { name: '图片上传' });
      await expect(dialog).toBeVisible();
      expect(await readBridgeCalls(page, 'chooseImage')).toEqual([{ count: 1, sourceType: ['camera', 'album'] }]);
      await dialog.getByRole('button', { name: '关闭' }).click();

      // A cancelled choice shows no message.
      choice = undefined;
      await tile.click();
      await expect.poll(async () => (await readBridgeCalls(page, 'chooseImage')).length).toBe(2);
      await expect(page.getByText('没能取到这张照片')).toHaveCount(0);

      choice = place;
      await tile.click();
      await expect(page.getByText('没能取到这张照片')).toBeVisible();
      const opened = page.waitForEvent('filechooser');
      await tile.click();
      await (await opened).setFiles(pictures.bust);
      await expect(dialog).toBeVisible();
    });
  }
});

test('a browser contacts only the server and accepts any wasm type', async ({ page, wizard }) => {
  const beyond: string[] = [];
  page.on('request', (request) => {
    if (/^https?:/.test(request.url()) && new URL(request.url()).hostname !== '127.0.0.1') beyond.push(request.url());
  });
  // Streaming compilation needs the content type application/wasm.
  await page.route('**/*.wasm', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, headers: { ...response.headers(), 'content-type': 'application/octet-stream' } });
  });
  await page.goto('/minsheng');
  await wizard.startApplication();
  await expect(page.getByRole('heading', { name: '登录', level: 1 })).toBeVisible();
  await expect(page.getByRole('button', { name: '返回小程序' })).toHaveCount(0);
  expect(beyond).toEqual([]);
});

test('older engines get the plain build or the other ways to apply', async ({ page, wizard, browser, baseURL }) => {
  await page.addInitScript(() => {
    const validate = WebAssembly.validate;
    // The fourteenth byte (index 13) of the probe module is the type externref (111).
    WebAssembly.validate = (bytes) => new Uint8Array(bytes as ArrayBuffer)[13] !== 111 && validate(bytes);
  });
  await page.goto('/minsheng');
  const plain = await page.locator('meta[name="plain-page"]').getAttribute('content');
  expect(plain, 'the page is built without its plain form').toBeTruthy();
  await wizard.startApplication();
  await expect(page.getByRole('heading', { name: '登录', level: 1 })).toBeVisible();
  expect(await page.locator('html').getAttribute('data-plain')).toBe(plain);

  const without = await (await browser.newContext({ baseURL, locale: 'zh-CN' })).newPage();
  await without.addInitScript(() => Reflect.deleteProperty(window, 'WebAssembly'));
  await without.goto('/minsheng');
  await expect(without.getByText(/您的浏览器版本较低.*拨打客服电话 96066 咨询其他办理方式/).filter({ visible: true })).toBeVisible();
  await without.getByRole('link', { name: '查看其他办理方式' }).click();
  await expect(without.getByRole('heading', { name: '其他办理方式', level: 1 })).toBeVisible();
  await without.context().close();
});

test('other ways to apply and bank branches need no JavaScript', async ({ browser, baseURL }) => {
  const context = await browser.newContext({ baseURL, locale: 'zh-CN', javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto('/minsheng');
  await page.getByRole('link', { name: '查看其他办理方式' }).click();
  await expect(page.getByText('“京通”小程序')).toBeVisible();
  await page.getByLabel('银行').selectOption({ label: '北京银行' });
  await page.getByLabel('网点名称、地址或所在区').fill('海淀');
  await page.getByRole('button', { name: '查询' }).click();
  await expect(page.getByRole('listitem').filter({ hasText: '海淀区' }).first()).toBeVisible();
  await context.close();
  // JavaScript is on in this context because axe-core needs it.
  const seen = await browser.newPage({ baseURL, locale: 'zh-CN' });
  await seen.goto('/other-ways?q=海淀');
  await AccessibilityCheck.forPage(seen).checkCurrentState();
  await seen.close();
});

/** A code from the sandbox's mini-program, and the masked mobile number that it stands for. */
async function requestPhoneCode(page: Page): Promise<{ code: string; mobile: string }> {
  const made = await (await page.request.get('/sandbox/phone')).text();
  const number = /<b>(1\d{10})<\/b>/.exec(made)![1]!;
  return { code: /<b id="code">(\w+)</.exec(made)![1]!, mobile: `${number.slice(0, 3)}****${number.slice(-4)}` };
}

test.describe('wechat', () => {
  test.use({ userAgent: USER_AGENTS.wechat });

  test('手机号快捷登录 signs in, shows the number and clears the code', async ({ page }) => {
    await installStandInBridge(page, 'wechat');
    const { code, mobile } = await requestPhoneCode(page);
    await page.goto(`/minsheng?font=17#code=${code}#wechat_redirect`);
    await expect(page).toHaveURL(/\/minsheng\/real-name(\?font=17)?$/);
    await expect(page.getByRole('heading', { name: '实名认证', level: 1 })).toBeVisible();
    await expect(page.getByRole('status').getByText(`已使用手机号${mobile}登录`)).toBeVisible();
  });

  test('手机号快捷登录 does not replace an existing session', async ({ page, api, register }) => {
    await installStandInBridge(page, 'wechat');
    await api.signIn(register.adult());
    const { applicant } = await (await api.request.get('/api/session')).json();
    const { code } = await requestPhoneCode(page);
    await page.goto(`/minsheng?font=17#code=${code}#wechat_redirect`);
    await expect(page.getByRole('link', { name: '个人中心' })).toBeVisible();
    expect(page.url()).not.toContain('code');
    expect(await (await api.request.get('/api/session')).json()).toMatchObject({ signed_in: true, applicant });
  });

  test('a scanned code opens 确认登录 inside the host', async ({ page, api, register }) => {
    await installStandInBridge(page, 'wechat');
    await api.signIn(register.adult());
    const { url } = (await (await page.request.post('/api/scan')).json()) as { url: string };
    await page.goto(url);
    await expect(page.getByRole('button', { name: '确认登录' })).toBeVisible();
    expect(page.url()).not.toContain('#');
  });
});

test('a browser ignores a phone code in an address and removes it', async ({ page, api }) => {
  const { code } = await requestPhoneCode(page);
  // Only the sandbox's own link names the host of a code, and outside the sandbox no address may.
  for (const [sandbox, address] of [[true, `/minsheng/sign-in#code=${code}`], [false, `/minsheng/sign-in?#code=${code}&host=wechat`]] as const) {
    await page.route('**/api/session', async (route) => {
      const answer = await route.fetch();
      await route.fulfill({ response: answer, json: { ...(await answer.json()), sandbox } });
    });
    await page.goto(address);
    await expect(page.getByRole('heading', { name: '登录', level: 1 })).toBeVisible();
    await expect(page.getByLabel('手机号', { exact: true })).toBeVisible();
    await expect(page).toHaveURL(/\/minsheng\/sign-in$/);
    await page.unroute('**/api/session');
    expect((await (await api.request.get('/api/session')).json()).signed_in).toBe(false);
  }
  // The code is still valid.
  await page.goto(`/minsheng?#code=${code}&host=wechat`);
  await expect(page).toHaveURL(/\/minsheng\/real-name$/);
});

test('the sandbox link signs in once outside a host', async ({ page, anotherDevice, consoleErrors, baseURL }) => {
  consoleErrors.allowStatus(422);
  const { code, mobile } = await requestPhoneCode(page);
  await page.goto(`${baseURL}/minsheng#code=${code}&host=wechat`);
  await expect(page).toHaveURL(/\/minsheng\/real-name$/);
  await expect(page.getByRole('status').getByText(`已使用手机号${mobile}登录`)).toBeVisible();

  const { page: another } = await anotherDevice();
  await another.goto(`${baseURL}/minsheng#code=${code}&host=wechat`);
  await expect(another).toHaveURL(/\/minsheng\/sign-in$/);
  await expect(another.getByText('快捷登录没有成功，请用手机号和短信验证码登录')).toBeVisible();
});
