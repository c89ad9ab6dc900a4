// A submit counts once: two taps, a lost answer, a replay without a page.

import { randomUUID } from 'node:crypto';
import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures/journey.ts';

test('two quick taps create one application', async ({ wizard, page, api, register }) => {
  await wizard.signInAndOpenStep('check', register.adult());
  await wizard.checkPledge();
  let submits = 0;
  page.on('request', (request) => {
    if (request.method() === 'POST' && request.url().endsWith('/api/applications')) submits++;
  });
  await wizard.submitWithTwoTaps();
  const receipt = await wizard.readReceipt();
  expect(submits).toBeGreaterThan(0);
  expect((await api.listApplications()).map((one) => one.receipt)).toEqual([receipt]);
});

test('an automatic retry after a lost answer finds the receipt', async ({ wizard, page, api, consoleErrors, register }) => {
  consoleErrors.allowNetworkErrors();
  await wizard.signInAndOpenStep('check', register.adult());
  await wizard.checkPledge();
  const droppedReceipts = await dropResponses(page, 1);
  await wizard.submit();
  const receipt = await wizard.readReceipt();
  expect(droppedReceipts).toEqual([receipt]);
  expect((await api.listApplications()).map((one) => one.receipt)).toEqual([receipt]);
});

test('a manual retry after lost answers finds the same receipt', async ({ wizard, page, api, consoleErrors, register }) => {
  consoleErrors.allowNetworkErrors();
  await wizard.signInAndOpenStep('check', register.adult());
  await wizard.checkPledge();
  const droppedReceipts = await dropResponses(page, 3);
  await wizard.submit();
  await wizard.expectProblem(/可以放心再次提交，不会重复申领/);
  await wizard.submit();
  const receipt = await wizard.readReceipt();
  expect(droppedReceipts).toEqual([receipt, receipt, receipt]);
  expect((await api.listApplications()).map((one) => one.receipt)).toEqual([receipt]);
});

/** The server receives every submit, but the page loses the first answers. Returns the receipts in them. */
async function dropResponses(page: Page, count: number): Promise<string[]> {
  const lost: string[] = [];
  await page.route('**/api/applications', async (route) => {
    if (route.request().method() !== 'POST' || lost.length >= count) return route.continue();
    lost.push(((await (await route.fetch()).json()) as { receipt: string }).receipt);
    await route.abort('connectionreset');
  });
  return lost;
}

test('a replayed request returns the same receipt', async ({ wizard, page, api, register }) => {
  await wizard.signInAndOpenStep('check', register.adult());
  await wizard.checkPledge();
  const sent = page.waitForRequest((request) => request.method() === 'POST' && request.url().endsWith('/api/applications'));
  await wizard.submit();
  const { key, draft } = (await sent).postDataJSON();
  const receipt = await wizard.readReceipt();
  const replay = await api.submitDraft(key, draft);
  expect(replay.status()).toBe(200);
  expect((await replay.json()).receipt).toBe(receipt);
  expect(await api.listApplications()).toHaveLength(1);
});

test('an applicant with a pending application is told so', async ({ wizard, page, api, consoleErrors, register }) => {
  consoleErrors.allowStatus(409);
  const person = register.adult();
  await wizard.signInAndOpenStep('check', person);
  await wizard.checkPledge();
  // Meanwhile another device submits an application of the same person.
  const { pledge } = await api.buildCompleteDraft(person, { emblem_side: '', portrait_side: '', photo: '' });
  const elsewhere = await api.submitDraft(randomUUID(), { ...(await api.readDraft()), pledge });
  const { receipt } = (await elsewhere.json()) as { receipt: string };
  await wizard.submit();
  await wizard.expectProblem(/您已有一笔申领正在办理/);
  expect((await api.listApplications()).map((one) => one.receipt)).toEqual([receipt]);
  // The start page says so as well, before anything is filled in.
  await wizard.open('/minsheng/apply');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('暂时不能申领');
  await wizard.expectProblem(/您的社会保障卡正在制作或办理/);
});
