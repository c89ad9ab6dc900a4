// A device with several users: the next one finds no data, however the previous one has left.

import type { Page } from '@playwright/test';
import { answersOf } from '../fixtures/answers.ts';
import { expect, test } from '../fixtures/journey.ts';
import { pictures } from '../fixtures/pictures.ts';
import { Wizard } from '../pages/wizard.ts';

/** All personal data in the browser: the storage keys that are no settings, and the keys of stored pictures. */
async function readStoredKeys(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const settings = /^sscard:(elder|elder-hint|letters|aloud|language|shared|hands|left|owed|door)$/;
    const texts = [localStorage, sessionStorage].flatMap((storage) => Object.keys(storage).filter((key) => !settings.test(key)));
    if (!(await indexedDB.databases()).some(({ name }) => name === 'sscard')) return texts;
    const keys = await new Promise<IDBValidKey[]>((done) => {
      const opening = indexedDB.open('sscard');
      opening.onsuccess = () => {
        const request = opening.result.transaction('pictures:1').objectStore('pictures:1').getAllKeys();
        request.onsuccess = () => done(request.result);
        opening.result.close();
      };
    });
    return [...texts, ...keys.map(String)];
  });
}

async function expectNothingStored(page: Page): Promise<void> {
  await expect.poll(() => readStoredKeys(page)).toEqual([]);
}

async function expectFirstPage(page: Page): Promise<void> {
  await expect(page).toHaveURL(/\/(minsheng)?$/);
  await expect(page.getByRole('button', { name: '申请本人社会保障卡' })).toBeVisible();
  await expect(page.getByRole('link', { name: '个人中心' })).toHaveCount(0);
}

test('sign-out in one tab clears the other tab', async ({ wizard, page, context, register }) => {
  const person = register.adult();
  await wizard.signInAndOpenStep('identity', person, 'check');
  const other = new Wizard(await context.newPage());
  await other.open('/minsheng/card');
  await other.expectPicture('photo');
  await page.bringToFront();
  await wizard.signOut();
  await expectFirstPage(other.page);
  await other.page.reload();
  await expectNothingStored(page);
  await page.goBack();
  await expect(page.getByText(person.idNumber)).toHaveCount(0);
});

test('sign-out clears undo and pending navigation', async ({ wizard, page, register }) => {
  await wizard.signInAndOpenStep('card', register.adult(), 'check');
  await wizard.press('删除制卡照片');
  await expect(page.getByRole('button', { name: '撤销' })).toBeVisible();
  await wizard.signOut();
  await expect(page.getByRole('button', { name: '撤销' })).toHaveCount(0);
  await expectNothingStored(page);
});

test('an ended session covers the form until sign-in', async ({ wizard, page, context, consoleErrors, register }) => {
  consoleErrors.allowStatus(401);
  await wizard.signInAndOpenStep('identity', register.adult(), 'check');
  await context.clearCookies();
  await wizard.fillField('签发机关', '北京市公安局');
  const question = page.getByRole('dialog', { name: '请重新登录' });
  await expect(question).toBeVisible();
  for (let time = 0; time < 3; time++) {
    await page.keyboard.press('Escape');
    await expect(question).toBeVisible();
    await expect(page.locator('#content')).toBeHidden();
  }
  await expect(question.getByLabel('手机号', { exact: true })).toHaveValue('');
  await question.getByRole('button', { name: '不是本人，退出' }).click();
  await expectFirstPage(page);
  await expectNothingStored(page);
});

test('an idle form is covered when its session ends', async ({ wizard, page, context, api, register }) => {
  const person = register.adult();
  await page.clock.install();
  await wizard.signInAndOpenStep('identity', person, 'check');
  await page.clock.runFor(3_000);
  // A user who only scrolls is still active.
  await page.clock.fastForward('16:00');
  const asked = page.waitForResponse((answer) => answer.url().endsWith('/api/session'));
  const scrolled = page.evaluate(() => new Promise<void>((done) => addEventListener('wheel', () => done(), { once: true })));
  await page.mouse.wheel(0, 200);
  await scrolled;
  await page.clock.runFor(30_000);
  await asked;
  await expect(wizard.field('签发机关')).toBeVisible();
  await api.signOut();
  await context.clearCookies();
  // The page may take in the answer before only now, and counts its half an hour from then.
  await expect(async () => {
    await page.clock.fastForward('31:00');
    await page.clock.runFor(30_000);
    await expect(page.getByRole('dialog', { name: '请重新登录' })).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: 30_000 });
  await expect(page.locator('#content')).toBeHidden();
});

test('a shared device survives a reload and signs out on tab close', async ({ wizard, page, context, api, register }) => {
  const person = register.adult();
  await wizard.open('/minsheng/sign-in');
  await page.getByRole('switch', { name: '这是公用设备' }).check();
  await wizard.signInAndOpenStep('card', person);
  await wizard.cropAndUploadPhoto(pictures.bust);
  await wizard.fillField('卡预留手机号', answersOf(person).mobile);
  await page.reload();
  await wizard.expectStep('card');
  await wizard.expectPicture('photo');
  await expect(wizard.field('卡预留手机号')).toHaveValue(answersOf(person).mobile);
  // Only the tab's session storage keeps the answers, and nothing keeps the picture.
  expect(await readStoredKeys(page)).toEqual(['sscard:draft:1']);
  await page.close();

  // The browser restores the tab with its session storage.
  const next = new Wizard(await context.newPage());
  await next.page.addInitScript(() => {
    if (location.protocol !== 'about:') sessionStorage.setItem('sscard:left', String(Date.now() - 60_000));
  });
  await next.open('/minsheng');
  await expectFirstPage(next.page);
  await expectNothingStored(next.page);
  expect(await (await api.request.get('/api/session')).json()).toMatchObject({ signed_in: false });
  await next.startApplication();
  await expect(next.page.getByRole('switch', { name: '这是公用设备' })).toBeChecked();
});

test('a page from the back-forward cache checks the session first', async ({ wizard, page, api, register }) => {
  await wizard.signInAndOpenStep('identity', register.adult(), 'check');
  const dispatchTransition = (name: string) => page.evaluate((name) => window.dispatchEvent(new PageTransitionEvent(name, { persisted: true })), name);
  await dispatchTransition('pagehide');
  await expect(page.locator('#content')).toBeHidden();
  await dispatchTransition('pageshow');
  await wizard.expectStep('identity');
  await expect(wizard.field('签发机关')).toBeVisible();
  await dispatchTransition('pagehide');
  await api.signOut();
  await dispatchTransition('pageshow');
  await expectFirstPage(page);
});

test('offline sign-out clears the device and completes online', async ({ wizard, page, context, api, consoleErrors, register }) => {
  consoleErrors.allowNetworkErrors();
  const person = register.adult();
  await wizard.signInAndOpenStep('identity', person, 'check');
  await wizard.press('个人中心');
  await context.setOffline(true);
  await wizard.press('退出');
  await page.getByRole('dialog').getByRole('button', { name: '确定' }).click();
  await wizard.expectProblem(/请检查网络后重试/);
  await wizard.press('清除本机内容并退出');
  await expectFirstPage(page);
  await expectNothingStored(page);
  await context.setOffline(false);
  await expect.poll(async () => (await (await api.request.get('/api/session')).json()).signed_in).toBe(false);
  await page.reload();
  await expectFirstPage(page);
});

test('a tab of the previous user does not write to the next draft', async ({ wizard, page, context, api, consoleErrors, register }) => {
  consoleErrors.allowStatus(401);
  const [first, second] = [register.adult(), register.adult()];
  await wizard.signInAndOpenStep('basic', first);
  await wizard.fillField('常住所在地地址', '北京市海淀区样本路77号');
  const next = new Wizard(await context.newPage());
  await next.open('/me');
  await next.signOut();
  await api.signIn(second);
  await next.open('/minsheng/disclaimer');
  await next.acceptDisclaimer();
  await next.expectStep('identity');
  await page.bringToFront();
  await expect(page.getByText('样本路77号')).toHaveCount(0);
  await expect.poll(async () => (await api.readDraft()).address ?? '').toBe('');
});
