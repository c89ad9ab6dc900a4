// Responsiveness: the first page appears before the app has loaded, nothing shifts, every press gets a response at once, and removals can
// be undone.

import type { Page } from '@playwright/test';
import { answersOf } from '../fixtures/answers.ts';
import { expect, test } from '../fixtures/journey.ts';
import { pictures } from '../fixtures/pictures.ts';

/** Hides the sandbox notice, which no page in operation has. */
async function hideSandboxNotice(page: Page): Promise<void> {
  await page.route('**/api/session', async (route) => {
    if (route.request().method() !== 'GET') return route.continue();
    const answer = await route.fetch();
    await route.fulfill({ response: answer, json: { ...(await answer.json()), sandbox: false } });
  });
}

/** Delays the app's WebAssembly until the returned function is called. */
async function delayProgram(page: Page): Promise<() => void> {
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.route('**/sscard-app*.wasm', async (route) => {
    await held;
    await route.continue();
  });
  return release;
}

/** The boxes of the page's texts. */
async function readTextBoxes(page: Page): Promise<Record<string, number[]>> {
  return page.evaluate(() => {
    const boxes: Record<string, number[]> = {};
    for (const element of document.querySelectorAll('#app :is(h1, h2, p, a, button, li)')) {
      const { x, y, width, height } = element.getBoundingClientRect();
      const text = (element as HTMLElement).innerText.trim();
      if (text && width > 1) boxes[`${element.tagName} ${text}`] = [x, y, width, height].map(Math.round);
    }
    return boxes;
  });
}

for (const language of ['zh-CN', 'en']) {
  for (const elder of ['0', '1']) {
    test(`the first page does not move on load: ${language}${elder === '1' ? ', 长辈版' : ''}`, async ({ page }) => {
      await hideSandboxNotice(page);
      await page.addInitScript(
        ([language, elder]) => {
          if (location.protocol === 'about:') return;
          localStorage.setItem('sscard:language', language);
          localStorage.setItem('sscard:elder', elder);
        },
        [language, elder],
      );
      const release = await delayProgram(page);
      await page.goto('/minsheng', { waitUntil: 'commit' });
      await expect(page.locator('#apply')).toBeVisible();
      // A half-parsed page has another layout and is in Chinese.
      await page.waitForFunction(() => document.readyState !== 'loading');
      const before = await readTextBoxes(page);
      expect(Object.keys(before).length).toBeGreaterThan(15);
      release();
      await expect(page.locator('.skip')).toBeAttached();
      const after = await readTextBoxes(page);
      delete after[Object.keys(after).find((key) => key.startsWith('A ') && /跳到|Skip/.test(key)) ?? ''];
      expect(after).toEqual(before);
    });
  }
}

// These tests run with motion, as most people have it.
test.use({ contextOptions: { reducedMotion: 'no-preference' } });

test('the apply button works before the app has loaded', async ({ page }) => {
  const release = await delayProgram(page);
  await page.goto('/minsheng', { waitUntil: 'commit' });
  const apply = page.getByRole('button', { name: '申请本人社会保障卡' });
  await apply.click();
  await expect(apply).toHaveAttribute('aria-busy', 'true');
  release();
  await expect(page).toHaveURL(/\/minsheng\/sign-in$/);
  await page.getByRole('button', { name: '返回' }).click();
  await expect(apply).toBeVisible();
});

test('a slow network announces that the app is loading', async ({ page }) => {
  const release = await delayProgram(page);
  await page.goto('/minsheng', { waitUntil: 'commit' });
  await page.getByRole('button', { name: '申请本人社会保障卡' }).click();
  await expect(page.getByRole('status').filter({ hasText: '网络较慢，正在加载，请稍候。' })).toBeVisible();
  release();
  await expect(page).toHaveURL(/\/minsheng\/sign-in$/);
});

test('a failed app load is reported and retried when online', async ({ page, context, consoleErrors }) => {
  consoleErrors.allowNetworkErrors();
  consoleErrors.allowUncaught(/WebAssembly|fetch/);
  await page.route('**/sscard-app*.wasm', (route) => route.abort('internetdisconnected'));
  await page.goto('/minsheng', { waitUntil: 'commit' });
  const apply = page.getByRole('button', { name: '申请本人社会保障卡' });
  await expect(page.getByRole('status').filter({ hasText: '页面没有加载完整' })).toBeVisible();
  await expect(apply).not.toHaveAttribute('aria-busy', 'true');
  await context.setOffline(true);
  await page.unroute('**/sscard-app*.wasm');
  await context.setOffline(false);
  await expect(page.locator('.skip')).toBeAttached();
});

test('a press before the app has loaded takes effect afterwards', async ({ page }) => {
  const release = await delayProgram(page);
  await page.goto('/minsheng', { waitUntil: 'commit' });
  await page.getByRole('button', { name: '长辈版', exact: true }).click();
  release();
  await expect(page.getByRole('button', { name: '长辈版', exact: true })).toHaveAttribute('aria-pressed', 'true');
  await expect(page.locator('html')).toHaveAttribute('data-elder', '');
});

test('other addresses show a skeleton until the app loads', async ({ page }) => {
  const release = await delayProgram(page);
  await page.goto('/minsheng/basic', { waitUntil: 'commit' });
  await expect(page.locator('.skeleton-cells')).toBeVisible();
  await expect(page.getByRole('button', { name: '申请本人社会保障卡' })).toBeHidden();
  release();
  await expect(page).toHaveURL(/\/minsheng\/sign-in$/);
});

interface RecordedShift {
  value: number;
  elements: string[];
}

type LayoutShift = PerformanceEntry & { value: number; hadRecentInput: boolean; sources: { node: Node | null }[] };

test('no layout shift from the first page through the steps', { tag: '@both-widths' }, async ({ wizard, page, api, register }) => {
  const person = register.adult();
  await api.signIn(person);
  await hideSandboxNotice(page);
  await page.addInitScript(() => {
    const shifts: RecordedShift[] = [];
    Object.assign(window, { shifts });
    new PerformanceObserver((list) => {
      for (const { hadRecentInput, value, sources } of list.getEntries() as LayoutShift[]) {
        const elements = sources.map(({ node }) => (node instanceof Element ? `${node.tagName} ${node.className}` : ''));
        if (!hadRecentInput) shifts.push({ value, elements });
      }
    }).observe({ type: 'layout-shift', buffered: true });
  });
  const expectNoLayoutShift = async (where: string) => {
    // Late content has arrived by then.
    await page.waitForTimeout(600);
    const shifts = await page.evaluate(() => (window as unknown as { shifts: RecordedShift[] }).shifts);
    expect(shifts.reduce((sum, { value }) => sum + value, 0), `${where}: ${JSON.stringify(shifts)}`).toBeLessThan(0.05);
  };
  await wizard.open('/minsheng');
  await wizard.startApplication();
  await wizard.acceptDisclaimer();
  await wizard.expectStep('identity');
  await expectNoLayoutShift('home to 身份识别');
  for (const step of ['basic', 'card', 'delivery'] as const) {
    await wizard.openPrefilledStep(step, person);
    await expectNoLayoutShift(step);
  }
});

test('a button shows progress until the answer arrives', async ({ wizard, page, register }) => {
  const person = register.adult();
  await wizard.openRealNamePage(person);
  await wizard.field('身份证号').waitFor();
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.route('**/api/session/real-name', async (route) => {
    await held;
    await route.continue();
  });
  await wizard.submitRealName(person);
  await expect(page.getByRole('button', { name: '正在核对…' })).toBeVisible();
  await expect(page).toHaveURL(/\/minsheng\/real-name$/);
  release();
  await expect(page).toHaveURL(/\/minsheng\/disclaimer$/);
});

test('undo restores a removed picture', async ({ wizard, page, api, register }) => {
  const person = register.adult();
  await wizard.signInAndOpenStep('card', person, 'check');
  await wizard.expectPicture('photo');
  const before = (await api.readDraft()).photo;
  await wizard.press('删除制卡照片');
  await wizard.expectNoPicture('photo');
  // The server receives the removal before it is undone.
  await expect.poll(async () => (await api.readDraft()).photo ?? '').toBe('');
  await wizard.press('撤销');
  await wizard.expectPicture('photo');
  await page.reload();
  await wizard.expectPicture('photo');
  await expect.poll(async () => (await api.readDraft()).photo, { timeout: 15_000 }).toBe(before);
});

test('undo restores the bank together with its branch', async ({ wizard, page, register }) => {
  const person = register.adult();
  const answers = answersOf(person);
  await wizard.signInAndOpenStep('card', person, 'delivery');
  const chosen = await wizard.field('开户行网点').innerText();
  await wizard.chooseOption('办卡银行名称', '工商银行');
  await expect(wizard.field('开户行网点')).toHaveText('请选择开户行网点');
  await wizard.press('撤销');
  await wizard.expectChosenOption('办卡银行名称', answers.bank);
  await expect(wizard.field('开户行网点')).toHaveText(chosen);
  await expect(page.getByRole('button', { name: '撤销' })).toHaveCount(0);
  await wizard.goToNextStep();
  await wizard.expectStep('delivery');
});

test('an upload shows progress and can be stopped and resent', async ({ wizard, page, consoleErrors, register }) => {
  consoleErrors.allowNetworkErrors();
  await wizard.signInAndOpenStep('identity', register.adult());
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.route('**/api/pictures/emblem_side', async (route) => {
    await held;
    await route.continue().catch(() => undefined);
  });
  await wizard.chooseFile('emblem_side', pictures.bust);
  const state = page.getByRole('status').filter({ hasText: /^正在上传 \d+%$/ });
  await expect(state).toBeVisible({ timeout: 30_000 });
  await page.getByRole('main').getByRole('button', { name: '取消' }).click();
  await expect(page.getByText('已停止上传，照片保存在本机')).toBeVisible();
  release();
  await page.unroute('**/api/pictures/emblem_side');
  await wizard.press('重试');
  await wizard.expectPicture('emblem_side');
});

test('a running upload does not block the steps before submit', async ({ wizard, page, register }) => {
  await wizard.signInAndOpenStep('card', register.adult(), 'check');
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.route('**/api/pictures/photo', async (route) => {
    await held;
    await route.continue();
  });
  await wizard.openCropDialog(pictures.bust);
  await wizard.acceptCropWithoutUpload();
  await wizard.goToNextStep();
  await wizard.expectStep('delivery');
  await wizard.goToNextStep();
  await wizard.expectCheckPage();
  await wizard.checkPledge();
  await wizard.press('确认提交');
  await wizard.expectProblem(/照片正在上传，上传完成后即可提交/);
  await expect(page.getByRole('dialog')).toHaveCount(0);
  release();
  await expect(page.getByText('照片正在上传，上传完成后即可提交')).toHaveCount(0);
  await wizard.submit();
  await wizard.readReceipt();
});

test('the offline bar names what is saved and what is waiting', async ({ wizard, page, context, consoleErrors, register }) => {
  consoleErrors.allowNetworkErrors();
  await wizard.signInAndOpenStep('card', register.adult(), 'delivery');
  await page.route('**/api/pictures/photo', (route) => route.abort('internetdisconnected'));
  await wizard.openCropDialog(pictures.bust);
  await wizard.acceptCropWithoutUpload();
  await context.setOffline(true);
  await page.unroute('**/api/pictures/photo');
  const bar = page.getByRole('status').filter({ hasText: '网络已断开' });
  await expect(bar).toContainText('已保存：身份识别、基本信息、制卡信息');
  await expect(bar).toContainText('1张照片待联网后上传');
  await context.setOffline(false);
  await wizard.expectNoOfflineBar();
  await wizard.expectPicture('photo');
  await expect(page.getByText('网络已恢复')).toHaveCount(0);
});
