// The mini-programs around the app, without their hosts: the URLs they open, and the messages they pass and receive.

import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from '@playwright/test';
import { readMiniProgramFile, loadMiniProgramPage, type MiniProgramPage } from '../../fixtures/mini-program.ts';

const callHandler = (page: MiniProgramPage, handler: string, given?: unknown) => (page[handler] as (given?: unknown) => void).call(page, given);

const HOSTS = [
  { host: 'wechat', name: 'wx', markup: 'wxml', api: { getAppBaseInfo: () => ({ fontSizeSetting: 23.8 }) }, opens: 'openPage' },
  { host: 'alipay', name: 'my', markup: 'axml', api: { getSystemInfoSync: () => ({ fontSizeSetting: 23.8 }) }, opens: 'openPage' },
  {
    host: 'baidu',
    name: 'swan',
    markup: 'swan',
    api: {
      getSystemInfoSync: () => ({ fontSizeSetting: 23.8 }),
      getNetworkType: ({ success }: any) => success({ networkType: 'wifi' }),
    },
    opens: 'openPage',
  },
];

for (const { host, name, markup, api, opens } of HOSTS) {
  test(`${host} passes its font size and learns only "done"`, () => {
    const entry = loadMiniProgramPage(host, 'index', name, api);
    callHandler(entry.page, 'onLoad', {});
    expect(entry.page.data.done).toBe(false);
    callHandler(entry.page, 'onLoad', { result: 'done' });
    expect(entry.page.data.done).toBe(true);
    callHandler(entry.page, opens);
    expect(entry.hostCalls).toEqual([['navigateTo', { url: '/pages/card/card' }]]);

    const card = loadMiniProgramPage(host, 'card', name, { createWebViewContext: () => undefined, ...api });
    callHandler(card.page, 'onLoad', {});
    const src = new URL(card.page.data.src as string);
    expect(src.protocol).toBe('https:');
    expect(src.searchParams.get('font')).toBe('23.8');
    expect(card.page.data.src as string, 'a letter beyond ASCII leaves a white page').toMatch(/^[\x21-\x7e]+$/);
  });

  test(`扫码登录电脑 opens only codes of this service: ${host}`, () => {
    let read = '';
    const scanning = ({ success }: any) => success({ result: read, code: read });
    const entry = loadMiniProgramPage(host, 'index', name, { ...api, scan: scanning, scanCode: scanning });
    const foreignCodes = [
      'https://card.example.com/scan#0123456789abcdef', 'https://card.example.cn.evil.example/scan#0123456789abcdef',
      'https://card.example.cn/me', '6901234567892',
    ];
    for (read of foreignCodes) callHandler(entry.page, 'scanSignInCode');
    expect(entry.hostCalls.map(([method]) => method)).toEqual(foreignCodes.map(() => 'showToast'));
    read = 'https://card.example.cn/scan#0123456789abcdef';
    callHandler(entry.page, 'scanSignInCode');
    expect(entry.hostCalls.pop()).toEqual(['navigateTo', { url: '/pages/card/card?scan=0123456789abcdef' }]);

    const card = loadMiniProgramPage(host, 'card', name, { createWebViewContext: () => undefined, ...api });
    callHandler(card.page, 'onLoad', { scan: '0123456789abcdef' });
    expect(card.page.data.src).toMatch(/^https:\/\/card\.example\.cn\/scan\?font=23\.8#0123456789abcdef(#wechat_redirect)?$/);
    const { src } = card.page.data;
    callHandler(card.page, 'reload');
    expect(card.page.data.src, 'a second try asks for the same').toBe(src);
  });

  test(`${host}: every named page, handler and file exists`, () => {
    const folder = resolve(import.meta.dirname, '../../../hosts', host);
    const { pages } = JSON.parse(readMiniProgramFile(host, 'app.json')) as { pages: string[] };
    // The app's 返回小程序 leads to this path.
    expect(pages[0]).toBe('pages/index/index');
    for (const path of pages) {
      const kind = path.split('/')[1]!;
      const { page } = loadMiniProgramPage(host, kind, name, api);
      JSON.parse(readMiniProgramFile(host, `${path}.json`));
      const text = readMiniProgramFile(host, `${path}.${markup}`);
      for (const [, handler] of text.matchAll(/(?:bind\w+|on[A-Z]\w+)="(\w+)"/g)) {
        expect(typeof page[handler!], `${path}: ${handler}`).toBe('function');
      }
    }
    expect(existsSync(join(folder, 'README.md'))).toBe(true);
  });
}

test('wechat passes the sign-in code once, in the fragment', () => {
  const api = { getAppBaseInfo: () => ({ fontSizeSetting: 17 }) };
  const entry = loadMiniProgramPage('wechat', 'index', 'wx', api);
  callHandler(entry.page, 'openWithPhoneCode', { detail: { code: 'a+b/c=' } });
  callHandler(entry.page, 'openWithPhoneCode', { detail: { errMsg: 'getPhoneNumber:fail user deny' } });
  expect(entry.hostCalls.map(([, { url }]) => url)).toEqual(['/pages/card/card?code=a%2Bb%2Fc%3D', '/pages/card/card']);

  const card = loadMiniProgramPage('wechat', 'card', 'wx', api);
  callHandler(card.page, 'onLoad', { code: 'a%2Bb%2Fc%3D' });
  expect(card.page.data.src).toMatch(/\?font=17#code=a%2Bb%2Fc%3D#wechat_redirect$/);
  callHandler(card.page, 'showError');
  expect(card.page.data.src).toBe('');
  callHandler(card.page, 'reload');
  expect(card.page.data.src).toMatch(/\?font=17#wechat_redirect$/);
  callHandler(card.page, 'receiveMessage', { detail: { data: [{ other: 1 }, { result: 'done' }] } });
  expect(card.page.done).toBe(true);
});

test('alipay passes the chosen picture in pieces and no other file', () => {
  const messages: any[] = [];
  const whole = 'QUJD'.repeat(100_000);
  const read: string[] = [];
  const { page } = loadMiniProgramPage('alipay', 'card', 'my', {
    getSystemInfoSync: () => ({}),
    createWebViewContext: (id: string) => ({ postMessage: (message: unknown) => messages.push({ id, message }) }),
    getFileSystemManager: () => ({
      readFile: ({ filePath, success }: any) => {
        read.push(filePath);
        success({ data: whole });
      },
    }),
  });
  callHandler(page, 'onLoad', {});
  callHandler(page, 'onReady');
  callHandler(page, 'receiveMessage', { detail: { read: 'https://resource/chosen.image' } });
  expect(messages.every(({ id }) => id === 'card')).toBe(true);
  expect(messages.map(({ message }) => message.at)).toEqual(messages.map((_, at) => at));
  expect(messages.every(({ message }) => message.of === messages.length)).toBe(true);
  // Each piece can be decoded by itself.
  expect(messages.slice(0, -1).every(({ message }) => message.piece.length % 4 === 0)).toBe(true);
  expect(messages.map(({ message }) => message.piece).join('')).toBe(whole);

  messages.length = 0;
  callHandler(page, 'receiveMessage', { detail: { read: '/data/user/0/com.eg.android.AlipayGphone/databases/x' } });
  expect(read).toEqual(['https://resource/chosen.image']);
  expect(messages.map(({ message }) => message)).toEqual([{ failed: true }]);
});

test('baidu loads no page without a network and offers a retry', () => {
  let network = 'none';
  const { page } = loadMiniProgramPage('baidu', 'card', 'swan', {
    getSystemInfoSync: () => ({}),
    getNetworkType: ({ success }: any) => success({ networkType: network }),
  });
  callHandler(page, 'onLoad', {});
  expect(page.data.src).toBe('');
  network = '4g';
  callHandler(page, 'reload');
  expect(page.data.src).toContain('?font=17');
  callHandler(page, 'receiveMessage', { detail: { data: { result: 'done' } } });
  expect(page.done).toBe(true);
});
