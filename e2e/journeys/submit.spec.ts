// A submit counts once: two taps, a lost answer, a replay without a page.

import { randomUUID } from 'node:crypto';
import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures/journey.ts';

test('two quick taps make one application', async ({ wizard, page, service, register }) => {
  await wizard.arrive('check', register.adult());
  await wizard.pledge();
  let submits = 0;
  page.on('request', (request) => {
    if (request.method() === 'POST' && request.url().endsWith('/api/applications')) submits++;
  });
  await wizard.submitWithTwoTaps();
  const receipt = await wizard.receipt();
  expect(submits).toBeGreaterThan(0);
  expect((await service.applications()).map((one) => one.receipt)).toEqual([receipt]);
});

test('a submit whose answer is lost finds the same receipt when it is sent again by itself', async ({ wizard, page, service, alarms, register }) => {
  alarms.expectNoNetwork();
  await wizard.arrive('check', register.adult());
  await wizard.pledge();
  const made = await loseAnswers(page, 1);
  await wizard.submit();
  const receipt = await wizard.receipt();
  expect(made).toEqual([receipt]);
  expect((await service.applications()).map((one) => one.receipt)).toEqual([receipt]);
});

test('a submit whose answers are all lost can be sent again by hand and finds the same receipt', async ({ wizard, page, service, alarms, register }) => {
  alarms.expectNoNetwork();
  await wizard.arrive('check', register.adult());
  await wizard.pledge();
  const made = await loseAnswers(page, 3);
  await wizard.submit();
  await wizard.expectProblem(/可以放心再次提交，不会重复申领/);
  await wizard.submit();
  const receipt = await wizard.receipt();
  expect(made).toEqual([receipt, receipt, receipt]);
  expect((await service.applications()).map((one) => one.receipt)).toEqual([receipt]);
});

/** The server gets every submit, but the page gets none of the first answers; what was in them is noted. */
async function loseAnswers(page: Page, count: number): Promise<string[]> {
  const lost: string[] = [];
  await page.route('**/api/applications', async (route) => {
    if (route.request().method() !== 'POST' || lost.length >= count) return route.continue();
    lost.push(((await (await route.fetch()).json()) as { receipt: string }).receipt);
    await route.abort('connectionreset');
  });
  return lost;
}

test('the same request replayed without a page finds the same receipt', async ({ wizard, page, service, register }) => {
  await wizard.arrive('check', register.adult());
  await wizard.pledge();
  const sent = page.waitForRequest((request) => request.method() === 'POST' && request.url().endsWith('/api/applications'));
  await wizard.submit();
  const { key, draft } = (await sent).postDataJSON();
  const receipt = await wizard.receipt();
  const replay = await service.submit(key, draft);
  expect(replay.status()).toBe(200);
  expect((await replay.json()).receipt).toBe(receipt);
  expect(await service.applications()).toHaveLength(1);
});

test('somebody with an application under way is told so', async ({ wizard, page, service, alarms, register }) => {
  alarms.expectStatus(409);
  const person = register.adult();
  await wizard.arrive('check', person);
  await wizard.pledge();
  // Meanwhile a form of their own is submitted on another device.
  const { pledge } = await service.completeDraft(person, { emblem_side: '', portrait_side: '', photo: '' });
  const elsewhere = await service.submit(randomUUID(), { ...(await service.savedDraft()), pledge });
  const { receipt } = (await elsewhere.json()) as { receipt: string };
  await wizard.submit();
  await wizard.expectProblem(/您已有一笔申领正在办理/);
  expect((await service.applications()).map((one) => one.receipt)).toEqual([receipt]);
  // And on entry, before anything is filled in.
  await wizard.open('/minsheng/apply');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('暂时不能申领');
  await wizard.expectProblem(/您的社会保障卡正在制作或办理/);
});
