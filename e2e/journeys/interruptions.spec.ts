// Interruptions of the form: the session ends, the network fails, a URL is unknown.

import { answersOf } from '../fixtures/answers.ts';
import { expect, test } from '../fixtures/journey.ts';
import { SignInAgainDialog } from '../pages/sign-in-again.ts';

test('signing in again mid-form keeps every answer', async ({ wizard, page, consoleErrors, api, register }) => {
  consoleErrors.allowStatus(401, 429);
  const person = register.adult();
  const answers = answersOf(person);
  await wizard.signInAndOpenStep('basic', person);
  await wizard.fillBasic(answers);
  await page.context().clearCookies();
  await wizard.fillField('固定电话', '010-12345678');
  const signInAgain = new SignInAgainDialog(page);
  await signInAgain.expectOpen();
  await signInAgain.signInBySms(person);
  await wizard.expectStep('basic');
  await expect(wizard.field('常住所在地地址')).toHaveValue(answers.address);
  await expect(wizard.field('固定电话')).toHaveValue('010-12345678');
  await wizard.goToNextStep();
  await wizard.expectStep('card');
  await expect.poll(async () => (await api.readDraft()).landline).toBe('010-12345678');
});

test('signing in after a reload keeps every answer', async ({ wizard, page, consoleErrors, register }) => {
  consoleErrors.allowStatus(429);
  const person = register.adult();
  const answers = answersOf(person);
  await wizard.signInAndOpenStep('basic', person);
  await wizard.fillBasic(answers);
  await page.context().clearCookies();
  await page.reload();
  await wizard.signInBySms(person);
  await wizard.submitRealName(person);
  await wizard.expectStep('basic');
  await expect(wizard.field('常住所在地地址')).toHaveValue(answers.address);
  await wizard.expectChosenOption('职业', answers.occupation);
});

test('the offline form shows a bar and can be filled', { tag: '@both-widths' }, async ({ wizard, page, context, consoleErrors, register }) => {
  consoleErrors.allowNetworkErrors();
  const person = register.adult();
  const answers = answersOf(person);
  await wizard.signInAndOpenStep('basic', person);
  await context.setOffline(true);
  await wizard.expectOfflineBar();
  await wizard.fillBasic(answers);
  await context.setOffline(false);
  await wizard.expectNoOfflineBar();
  await wizard.goToNextStep();
  await wizard.expectStep('card');
  await page.reload();
  await wizard.expectStep('card');
});

for (const path of ['/nothing', '/minsheng/nothing', '/me/applications/nothing/more']) {
  test(`${path} shows a link home`, async ({ wizard, page, consoleErrors }) => {
    consoleErrors.allowStatus(404);
    await wizard.open(path);
    await wizard.goHomeFromUnknownPage();
    await expect(page).toHaveURL(/\/(minsheng|portal)$/);
  });
}

test('the form requires sign-in', async ({ wizard, page }) => {
  for (const path of ['/minsheng/identity', '/minsheng/check', '/me/applications']) {
    await wizard.open(path);
    await expect(page).toHaveURL(/sign-in/);
  }
});

test('an unreachable server shows an error and a retry', async ({ wizard, page, consoleErrors }) => {
  consoleErrors.allowNetworkErrors();
  await page.route('**/api/session', (route) => route.abort('connectionrefused'));
  await wizard.open('/minsheng');
  await wizard.expectProblem(/请检查网络后重试/);
  await page.unroute('**/api/session');
  await wizard.press('重试');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('第三代社会保障卡');
  await expect(page.getByRole('button', { name: '申请本人社会保障卡' })).toBeVisible();
});
