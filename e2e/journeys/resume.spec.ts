// A reload, a closed page, a step back: nothing is ever lost, and every step has a URL of its own.

import { answersOf, MAIL } from '../fixtures/answers.ts';
import { expect, test } from '../fixtures/journey.ts';

test('基本信息 survives a reload', async ({ wizard, page, register }) => {
  const person = register.adult();
  const answers = answersOf(person);
  await wizard.arrive('basic', person);
  await wizard.fillBasic(answers);
  await wizard.type('固定电话', '010-12345678');
  await page.reload();
  await wizard.expectStep('basic');
  await expect(wizard.field('常住所在地地址')).toHaveValue(answers.address);
  await expect(wizard.field('固定电话')).toHaveValue('010-12345678');
  await wizard.expectChosen('常住地所在区', answers.district);
  await wizard.expectChosen('职业', answers.occupation);
});

test('领卡方式 survives a reload', async ({ wizard, page, register }) => {
  await wizard.arrive('delivery', register.adult());
  await wizard.mail(MAIL);
  await page.reload();
  await wizard.expectStep('delivery');
  await expect(wizard.field('邮寄接收人')).toHaveValue(MAIL.recipient);
  await expect(wizard.field('邮政编码')).toHaveValue(MAIL.postcode);
});

test('the answers survive a reload just before the submit', async ({ wizard, page, register }) => {
  await wizard.arrive('check', register.adult());
  await page.reload();
  await wizard.expectCheckPage();
  await wizard.pledge();
  await wizard.submit();
  await wizard.receipt();
});

test('what was typed just before signing out is found again at the next sign-in', async ({ wizard, alarms, register }) => {
  alarms.expectStatus(429);
  const person = register.adult();
  await wizard.arrive('basic', person);
  await wizard.type('常住所在地地址', '北京市海淀区样本路77号');
  await wizard.signOut();
  await wizard.open('/minsheng/basic');
  await wizard.signInBySms(person);
  await wizard.giveRealName(person);
  await wizard.expectStep('basic');
  await expect(wizard.field('常住所在地地址')).toHaveValue('北京市海淀区样本路77号');
});

test('back leads through the steps and never asks for anything', async ({ wizard, page, register }) => {
  await wizard.arrive('identity', register.adult(), 'card');
  for (const step of ['basic', 'card'] as const) {
    await wizard.next();
    await wizard.expectStep(step);
  }
  await wizard.type('卡预留手机号', '139');
  await page.goBack();
  await wizard.expectStep('basic');
  await wizard.expectNoSummary();
  await page.goBack();
  await wizard.expectStep('identity');
  await wizard.expectNoSummary();
  await page.goForward();
  await wizard.expectStep('basic');
  await page.goForward();
  await wizard.expectStep('card');
  await expect(wizard.field('卡预留手机号')).toHaveValue('139');
  await wizard.back();
  await wizard.expectStep('basic');
  await wizard.expectNoSummary();
});

test('a step beyond the first unfinished one opens the unfinished one at the check page', async ({ wizard, register }) => {
  await wizard.arrive('basic', register.adult());
  await wizard.open('/minsheng/check');
  await wizard.expectStep('basic');
});
