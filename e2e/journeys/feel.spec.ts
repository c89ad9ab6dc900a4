// How it feels: the first page is there before the program, nothing jumps, what is pressed answers at once, and what was taken away comes
// back.

import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures/journey.ts';

/** As in operation: the sandbox's own strip stands on top of no real page. */
async function outsideTheSandbox(page: Page): Promise<void> {
  await page.route('**/api/session', async (route) => {
    if (route.request().method() !== 'GET') return route.continue();
    const answer = await route.fetch();
    await route.fulfill({ response: answer, json: { ...(await answer.json()), sandbox: false } });
  });
}

/** Holds the program back until it is let go. */
async function holdProgram(page: Page): Promise<() => void> {
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.route('**/sscard-app*.wasm', async (route) => {
    await held;
    await route.continue();
  });
  return release;
}

/** Where the words of the page stand. */
async function places(page: Page): Promise<Record<string, number[]>> {
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
    test(`the first page stands before the program and does not move when it comes: ${language}${elder === '1' ? ', 长辈版' : ''}`, async ({ page }) => {
      await outsideTheSandbox(page);
      await page.addInitScript(
        ([language, elder]) => {
          if (location.protocol === 'about:') return;
          localStorage.setItem('sscard:language', language);
          localStorage.setItem('sscard:elder', elder);
        },
        [language, elder],
      );
      const release = await holdProgram(page);
      await page.goto('/', { waitUntil: 'commit' });
      await expect(page.locator('#apply')).toBeVisible();
      const before = await places(page);
      expect(Object.keys(before).length).toBeGreaterThan(15);
      release();
      await expect(page.locator('.skip')).toBeAttached();
      const after = await places(page);
      delete after[Object.keys(after).find((key) => key.startsWith('A ') && /跳到|Skip/.test(key)) ?? ''];
      expect(after).toEqual(before);
    });
  }
}

test('the way in works before the program is there, and leads on when it comes', async ({ page }) => {
  const release = await holdProgram(page);
  await page.goto('/', { waitUntil: 'commit' });
  const apply = page.getByRole('link', { name: '申请本人社会保障卡' });
  await apply.click();
  await expect(apply).toHaveAttribute('aria-busy', 'true');
  release();
  await expect(page).toHaveURL(/\/minsheng\/sign-in$/);
  await page.getByRole('button', { name: '返回' }).click();
  await expect(apply).toBeVisible();
});

test('a button that was pressed before the program is there is answered when it comes', async ({ page }) => {
  const release = await holdProgram(page);
  await page.goto('/', { waitUntil: 'commit' });
  await page.getByRole('button', { name: '长辈版', exact: true }).click();
  release();
  await expect(page.getByRole('button', { name: '长辈版', exact: true })).toHaveAttribute('aria-pressed', 'true');
  await expect(page.locator('html')).toHaveAttribute('data-elder', '');
});

test('any other address begins as the outline of a page', async ({ page }) => {
  const release = await holdProgram(page);
  await page.goto('/minsheng/basic', { waitUntil: 'commit' });
  await expect(page.locator('.skeleton-cells')).toBeVisible();
  await expect(page.getByRole('link', { name: '申请本人社会保障卡' })).toBeHidden();
  release();
  await expect(page).toHaveURL(/\/minsheng\/sign-in$/);
});

test('nothing jumps on the way from the first page through the steps', async ({ wizard, page, service, register }) => {
  const person = register.adult();
  await service.signIn(person);
  await outsideTheSandbox(page);
  await page.addInitScript(() => {
    const shifts: number[] = [];
    Object.assign(window, { shifts });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & { value: number; hadRecentInput: boolean })[]) {
        if (!entry.hadRecentInput) shifts.push(entry.value);
      }
    }).observe({ type: 'layout-shift', buffered: true });
  });
  const moved = () => page.evaluate(() => (window as unknown as { shifts: number[] }).shifts.reduce((sum, shift) => sum + shift, 0));
  await wizard.open('/');
  await wizard.start();
  await wizard.agree();
  await wizard.expectStep('identity');
  await page.waitForTimeout(600);
  expect(await moved(), 'home to 身份识别').toBeLessThan(0.05);
  for (const step of ['basic', 'card', 'delivery'] as const) {
    await wizard.arriveAgain(step, person);
    await page.waitForTimeout(600);
    expect(await moved(), step).toBeLessThan(0.05);
  }
});

test('a button says that it is at work before the answer is there', async ({ wizard, page, register }) => {
  const person = register.adult();
  await wizard.arriveUnnamed(person);
  await wizard.field('身份证号').waitFor();
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.route('**/api/session/real-name', async (route) => {
    await held;
    await route.continue();
  });
  await wizard.giveRealName(person);
  await expect(page.getByRole('button', { name: '正在核对…' })).toBeVisible();
  await expect(page).toHaveURL(/\/minsheng\/real-name$/);
  release();
  await expect(page).toHaveURL(/\/minsheng\/disclaimer$/);
});
