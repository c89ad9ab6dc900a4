// A reload, a closed page, a step back: no answer is lost, and every step has its own URL.

import { answersOf, MAIL_ANSWERS } from '../fixtures/answers.ts';
import { expect, test } from '../fixtures/journey.ts';
import { pictures } from '../fixtures/pictures.ts';
import { Wizard } from '../pages/wizard.ts';

test('身份识别 with pictures survives a reload', async ({ wizard, page, register }) => {
  const person = register.adult();
  const answers = answersOf(person);
  await wizard.signInAndOpenStep('identity', person);
  await wizard.uploadPicture('emblem_side', await wizard.drawCardPhoto(person, 'emblem_side'));
  await wizard.uploadPicture('portrait_side', await wizard.drawCardPhoto(person, 'portrait_side'));
  await wizard.fillField('签发机关', answers.authority);
  await wizard.chooseOption('民族', '满族');
  await page.reload();
  await wizard.expectStep('identity');
  await expect(wizard.field('签发机关')).toHaveValue(answers.authority);
  await wizard.expectChosenOption('民族', '满族');
  await wizard.expectPicture('emblem_side');
  await wizard.expectPicture('portrait_side');
});

test('基本信息 survives a reload', async ({ wizard, page, register }) => {
  const person = register.adult();
  const answers = answersOf(person);
  await wizard.signInAndOpenStep('basic', person);
  await wizard.fillBasic(answers);
  await wizard.fillField('固定电话', '010-12345678');
  await page.reload();
  await wizard.expectStep('basic');
  await expect(wizard.field('常住所在地地址')).toHaveValue(answers.address);
  await expect(wizard.field('固定电话')).toHaveValue('010-12345678');
  await wizard.expectChosenOption('常住地所在区', answers.district);
  await wizard.expectChosenOption('职业', answers.occupation);
});

test('制卡信息 with the cropped photo survives a reload', async ({ wizard, page, register }) => {
  const person = register.adult();
  const answers = answersOf(person);
  await wizard.signInAndOpenStep('card', person);
  await wizard.cropAndUploadPhoto(pictures.bust);
  await wizard.fillCard(answers);
  await page.reload();
  await wizard.expectStep('card');
  await wizard.expectPicture('photo');
  await expect(wizard.field('卡预留手机号')).toHaveValue(answers.mobile);
  await wizard.expectChosenOption('办卡银行名称', answers.bank);
  await expect(wizard.field('开户行网点')).toContainText(answers.branchSearch);
  await wizard.goToNextStep();
  await wizard.expectStep('delivery');
});

test('领卡方式 survives a reload', async ({ wizard, page, register }) => {
  await wizard.signInAndOpenStep('delivery', register.adult());
  await wizard.fillMailDelivery(MAIL_ANSWERS);
  await page.reload();
  await wizard.expectStep('delivery');
  await expect(wizard.field('邮寄接收人')).toHaveValue(MAIL_ANSWERS.recipient);
  await expect(wizard.field('邮政编码')).toHaveValue(MAIL_ANSWERS.postcode);
});

test('the check page survives a reload before submit', async ({ wizard, page, register }) => {
  await wizard.signInAndOpenStep('check', register.adult());
  await page.reload();
  await wizard.expectCheckPage();
  await wizard.checkPledge();
  await wizard.submit();
  await wizard.readReceipt();
});

test('a new page continues the draft of a closed one', async ({ context, wizard, page, register }) => {
  const person = register.adult();
  const answers = answersOf(person);
  await wizard.signInAndOpenStep('card', person);
  await wizard.cropAndUploadPhoto(pictures.bust);
  await wizard.fillField('卡预留手机号', answers.mobile);
  await page.close();

  const later = new Wizard(await context.newPage());
  await later.open('/minsheng');
  await later.startApplication();
  await later.expectStep('card');
  await later.expectPicture('photo');
  await expect(later.field('卡预留手机号')).toHaveValue(answers.mobile);
});

test('an applicant finds the draft on another device', async ({ wizard, api, anotherDevice, consoleErrors, register }) => {
  consoleErrors.allowStatus(429);
  const person = register.adult();
  await wizard.signInAndOpenStep('card', person);
  await wizard.cropAndUploadPhoto(pictures.bust);
  await expect.poll(async () => (await api.readDraft()).photo, { timeout: 15_000 }).toBeTruthy();
  const other = await anotherDevice();
  await other.wizard.open('/minsheng/card');
  await other.wizard.signInBySms(person);
  await other.wizard.submitRealName(person);
  await other.wizard.expectStep('card');
  await other.wizard.expectPicture('photo');
});

test('the last saved answer wins regardless of device clocks', async ({ wizard, page, api, anotherDevice, consoleErrors, register }) => {
  // A save over a newer revision of another device.
  consoleErrors.allowStatus(412);
  const person = register.adult();
  const savedAddress = async () => (await api.readDraft()).address;
  await page.addInitScript(() => {
    const now = Date.now;
    Date.now = () => now() + 600_000;
  });
  await wizard.signInAndOpenStep('basic', person);
  const address = wizard.field('常住所在地地址');
  await wizard.fillField('常住所在地地址', '北京市海淀区样本路1号');
  await expect.poll(savedAddress, { timeout: 15_000 }).toBe('北京市海淀区样本路1号');

  const other = await anotherDevice();
  await other.api.signIn(person);
  await other.wizard.open('/minsheng/basic');
  await other.wizard.expectStep('basic');
  await other.wizard.fillField('常住所在地地址', '北京市海淀区样本路2号');
  await expect.poll(savedAddress, { timeout: 15_000 }).toBe('北京市海淀区样本路2号');

  // The first device changes another field: both changes stay.
  await wizard.fillField('固定电话', '010-12345678');
  await expect.poll(async () => (await api.readDraft()).landline, { timeout: 15_000 }).toBe('010-12345678');
  expect(await savedAddress()).toBe('北京市海淀区样本路2号');
  await expect(address).toHaveValue('北京市海淀区样本路2号');

  // The first device reloads after the other one has saved again.
  await other.wizard.fillField('常住所在地地址', '北京市海淀区样本路3号');
  await expect.poll(savedAddress, { timeout: 15_000 }).toBe('北京市海淀区样本路3号');
  await page.reload();
  await wizard.expectStep('basic');
  await expect(address).toHaveValue('北京市海淀区样本路3号');
  await expect(wizard.field('固定电话')).toHaveValue('010-12345678');
});

test('a blocked picture store does not block the form', async ({ wizard, page, context, register }) => {
  await wizard.signInAndOpenStep('identity', register.adult(), 'basic');
  await wizard.expectPicture('emblem_side');
  const blocker = await context.newPage();
  await blocker.goto('/healthz');
  await blocker.evaluate(async () => {
    const opened = indexedDB.open('sscard');
    await new Promise((resolve) => (opened.onsuccess = resolve));
    // The deletion waits for the connection above, and every later connection waits for the deletion.
    indexedDB.deleteDatabase('sscard');
    await new Promise((resolve) => setTimeout(resolve, 100));
  });
  await page.reload();
  await wizard.expectStep('identity');
  await expect(page.getByText('浏览器暂时打不开本机保存的照片', { exact: false })).toBeVisible();
  await wizard.expectPicture('emblem_side');
  await wizard.expectPicture('portrait_side');
});

test('text typed just before sign-out is kept for the next sign-in', async ({ wizard, consoleErrors, register }) => {
  consoleErrors.allowStatus(429);
  const person = register.adult();
  await wizard.signInAndOpenStep('basic', person);
  await wizard.fillField('常住所在地地址', '北京市海淀区样本路77号');
  await wizard.signOut();
  await wizard.open('/minsheng/basic');
  await wizard.signInBySms(person);
  await wizard.submitRealName(person);
  await wizard.expectStep('basic');
  await expect(wizard.field('常住所在地地址')).toHaveValue('北京市海淀区样本路77号');
});

test('back goes through the steps without validation', async ({ wizard, page, register }) => {
  await wizard.signInAndOpenStep('identity', register.adult(), 'card');
  for (const step of ['basic', 'card'] as const) {
    await wizard.goToNextStep();
    await wizard.expectStep(step);
  }
  await wizard.fillField('卡预留手机号', '139');
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
  await wizard.pressBack();
  await wizard.expectStep('basic');
  await wizard.expectNoSummary();
});

test('back closes a dialog first, then leaves the step', async ({ wizard, page, register }) => {
  await wizard.signInAndOpenStep('identity', register.adult(), 'card');
  await wizard.goToNextStep();
  await wizard.expectStep('basic');
  await wizard.goToNextStep();
  await wizard.expectStep('card');
  await wizard.openCropDialog(pictures.bust);
  await page.goBack();
  await expect(wizard.cropFrame()).toBeHidden();
  await wizard.expectStep('card');
  // A dialog closed by its own button adds no history entry.
  await wizard.openCropDialog(pictures.bust);
  await page.keyboard.press('Escape');
  await expect(wizard.cropFrame()).toBeHidden();
  await page.goBack();
  await wizard.expectStep('basic');
  await page.goForward();
  await wizard.expectStep('card');
  await wizard.openCropDialog(pictures.bust);
  await page.keyboard.press('Escape');
  await wizard.pressBack();
  await wizard.expectStep('basic');
});

test('back from 个人中心 returns to the receipt', async ({ wizard, page, register }) => {
  await wizard.signInAndOpenStep('check', register.adult());
  await wizard.checkPledge();
  await wizard.submit();
  await wizard.readReceipt();
  await wizard.press('个人中心');
  await expect(page).toHaveURL(/\/me$/);
  await page.goBack();
  await wizard.readReceipt();
});

test('the check page redirects to the first unfinished step', async ({ wizard, register }) => {
  await wizard.signInAndOpenStep('basic', register.adult());
  await wizard.open('/minsheng/check');
  await wizard.expectStep('basic');
});
