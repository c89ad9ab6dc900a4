// 二、京通: the second part of the guide, step by step.

import { randomUUID } from 'node:crypto';
import { answersOf } from '../fixtures/answers.ts';
import { expect, test } from '../fixtures/journey.ts';
import { pictures } from '../fixtures/pictures.ts';
import { AccountPage } from '../pages/account-page.ts';
import { LABELS, SinglePageForm } from '../pages/single-page-form.ts';

/** Goes from the first page by 本人申领 and 免责声明 to 确认申领. */
async function acceptDisclaimer(jingtong: SinglePageForm): Promise<void> {
  await jingtong.open('/jingtong');
  await jingtong.press('本人申领');
  await expect(jingtong.page).toHaveURL(/\/jingtong\/disclaimer$/);
  await jingtong.page.getByRole('checkbox', { name: '我同意' }).check();
  await jingtong.press('确认申领');
}

test('京通 leads from 身份认证 to the receipt with card pictures', { tag: '@smoke' }, async ({ page, api, register }) => {
  test.slow();
  const person = register.adult();
  const jingtong = new SinglePageForm(page, 'jingtong');
  await api.signInByFace(person);
  await acceptDisclaimer(jingtong);

  // 第四步: 申领人信息, 访问授权, 开始资格校验.
  await expect(page).toHaveURL(/\/jingtong\/eligibility$/);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('申领人信息');
  await expect(page.getByText('申领人姓名')).toBeVisible();
  await expect(page.getByText(`${person.name[0]}**`, { exact: true })).toBeVisible();
  await jingtong.press('开始资格校验');
  const access = page.getByRole('checkbox', { name: /^访问授权：我同意并授权允许采集申领人信息/ });
  await expect(access).toBeFocused();
  await expect(access).toHaveAccessibleDescription(/勾选访问授权/);
  await access.check();
  await jingtong.press('开始资格校验');

  // 第五步 to 第九步: one page with exactly these fields in this order.
  await jingtong.expectForm();
  expect(await jingtong.readLabels()).toEqual(LABELS.jingtong);
  await jingtong.expectReadOnlyValue('姓名', `${person.name[0]}**`);
  await jingtong.expectReadOnlyValue('出生日期', person.birthDate.replace(/(\d+)-(\d+)-(\d+)/, '$1年$2月$3日'));
  await jingtong.fillField('卡预留手机号', person.mobile);
  await jingtong.fillAnswers(person);
  await jingtong.choosePickup();
  await jingtong.uploadAllPictures(person);
  await jingtong.checkPledge();
  await jingtong.submit();
  const receipt = await jingtong.readReceipt();
  expect(await api.listApplications()).toMatchObject([{ receipt, status: 'submitted' }]);
});

test('an authorised electronic licence replaces the card pictures', async ({ page, api, register }) => {
  test.slow();
  const person = register.adultWithLicence();
  const jingtong = new SinglePageForm(page, 'jingtong');
  await api.signInByFace(person);
  await acceptDisclaimer(jingtong);
  await page.getByRole('checkbox', { name: /^访问授权/ }).check();
  await jingtong.press('开始资格校验');
  await jingtong.expectForm();
  await expect(page.getByText('已使用您授权的电子证照作为身份证照片，无需上传。')).toBeVisible();
  await expect(jingtong.field('公民身份证正面')).toHaveCount(0);
  // 检查反显信息是否正确: the values of the card are filled in, including its first day and the address, also after a reload.
  await expect.poll(async () => (await api.readDraft()).emblem_side).toBeTruthy();
  await page.reload();
  const day = (iso: string) => iso.replace(/(\d+)-(\d+)-(\d+)/, '$1年$2月$3日');
  const answers = answersOf(person);
  await jingtong.expectChosenOption('民族', answers.ethnicity);
  for (const [label, value] of [
    ['签发机关', answers.authority], ['证件有效期限开始日期', day(answers.validFrom)], ['证件有效期限截止日期', day(answers.validUntil)],
    ['常住所在地地址', answers.address],
  ]) {
    await expect(jingtong.field(label)).toHaveValue(value);
  }
  await jingtong.fillField('卡预留手机号', person.mobile);
  await jingtong.fillRemainingAnswers(person);
  await jingtong.choosePickup();
  await jingtong.uploadPicture('photo', pictures.bust);
  await jingtong.checkPledge();
  await jingtong.submit();
  const receipt = await jingtong.readReceipt();
  expect(await api.listApplications()).toMatchObject([{ receipt, status: 'submitted' }]);
});

test('a licence keeps earlier answers and can be given up', async ({ page, api, register }) => {
  const jingtong = new SinglePageForm(page, 'jingtong');
  await api.signInByFace(register.adultWithLicence());
  await api.saveDraft(randomUUID(), { authority: '北京市公安局朝阳分局' });
  await jingtong.openForm();
  await expect(jingtong.field('签发机关')).toHaveValue('北京市公安局朝阳分局');
  await jingtong.expectChosenOption('民族', '汉族');
  await jingtong.press('改为自己上传身份证照片');
  await expect(jingtong.field('公民身份证正面')).toBeVisible();
  // The licence can be used again.
  await jingtong.press('撤销');
  await expect(page.getByText('已使用您授权的电子证照作为身份证照片，无需上传。')).toBeVisible();
  await expect.poll(async () => (await api.readDraft()).emblem_side ?? '').not.toBe('');
  await jingtong.press('改为自己上传身份证照片');
  await expect.poll(async () => (await api.readDraft()).emblem_side ?? '').toBe('');
});

test('访问授权 is asked once although another channel checked before', async ({ page, api, register }) => {
  const jingtong = new SinglePageForm(page, 'jingtong');
  await api.signIn(register.adultWithLicence());
  expect(await (await api.request.get('/api/session')).json()).toMatchObject({ standing: 'eligible' });
  await jingtong.openForm();
  await expect(page.getByText('已使用您授权的电子证照作为身份证照片，无需上传。')).toBeVisible();
  await page.reload();
  await jingtong.expectForm();
  // A channel that does not mention the licence shows its pictures.
  await jingtong.open('/minsheng/identity');
  for (const side of ['国徽面', '个人信息面']) await expect(page.getByRole('img', { name: `已选择的身份证${side}照片` })).toBeVisible();
});

for (const [standing, words] of [
  ['not_insured', '没有查询到您在北京市的参保信息'],
  ['in_making', '您的社会保障卡正在制作或办理'],
  ['not_matched', '您的姓名与证件号码和参保登记的信息不一致'],
] as const) {
  test(`资格校验 explains a refusal: ${standing}`, async ({ page, api, register }) => {
    const person = register.adult();
    const jingtong = new SinglePageForm(page, 'jingtong');
    await api.signInByFace(person);
    await page.route('**/api/eligibility', async (route) => {
      if (route.request().method() === 'POST') await route.fulfill({ json: { standing } });
      else await route.continue();
    });
    await acceptDisclaimer(jingtong);
    await page.getByRole('checkbox', { name: /^访问授权/ }).check();
    await jingtong.press('开始资格校验');
    await jingtong.expectProblem(new RegExp(words));
    await expect(page).toHaveURL(/\/jingtong\/eligibility$/);
  });
}

test('资格校验 can be retried when the register does not answer', async ({ page, api, register, consoleErrors }) => {
  consoleErrors.allowStatus(503);
  const jingtong = new SinglePageForm(page, 'jingtong');
  await api.signInByFace(register.adult());
  const refused = { code: 'unavailable', message: '服务暂时不可用，请稍后重试，已填写的内容不会丢失', retry_after: 5, request_id: '0123456789abcdef' };
  let failures = 1;
  await page.route('**/api/eligibility', async (route) => {
    if (route.request().method() === 'POST' && failures-- > 0) await route.fulfill({ status: 503, json: refused });
    else await route.continue();
  });
  await acceptDisclaimer(jingtong);
  await page.getByRole('checkbox', { name: /^访问授权/ }).check();
  await jingtong.press('开始资格校验');
  await jingtong.expectProblem(/服务暂时不可用/);
  await jingtong.press('开始资格校验');
  await jingtong.expectForm();
});

test('身份认证 without a camera offers SMS and account sign-in', async ({ page, api }) => {
  await page.addInitScript(() => Object.defineProperty(navigator, 'mediaDevices', { value: undefined }));
  const account = new AccountPage(page);
  await account.open('/jingtong/sign-in');
  await expect(page.getByRole('button', { name: '开始人脸识别' })).toBeVisible();
  // The page also offers the SMS code.
  await account.press('手机号验证码登录');
  await expect(page.getByLabel('手机号', { exact: true })).toBeVisible();
  await account.press('人脸识别');
  await expect(page.getByRole('button', { name: '开始人脸识别' })).toBeVisible();
  await account.choosePasswordSignIn();
  await account.chooseTextCaptcha();
  await account.signIn('zhang-yangben', 'yueliang7');
  await expect(page).toHaveURL(/\/jingtong$/);
  await expect(page.getByRole('button', { name: '本人申领' }).or(page.getByRole('link', { name: '本人申领' }))).toBeVisible();
  expect(await (await api.request.get('/api/session')).json()).toMatchObject({ signed_in: true, name: '张**', way: 'password' });
});

test('身份认证 asks for changed consents again but not for the face', async ({ page, wizard, register, consoleErrors }) => {
  consoleErrors.allowStatus(422);
  const person = register.adult();
  // The page loaded before the operator published the new text.
  await page.route('**/api/directory', async (route) => {
    const answer = await route.fetch();
    const directory = await answer.json();
    await route.fulfill({ response: answer, json: { ...directory, consents: { ...directory.consents, privacy_policy: 'older' } } });
  }, { times: 1 });
  await wizard.open('/jingtong/sign-in');
  await wizard.fillField('姓名', person.name);
  await wizard.fillField('证件号码', person.idNumber);
  const consents = [page.getByRole('checkbox', { name: /^我同意北京市大数据中心/ }), page.getByRole('checkbox', { name: /^我已认真阅读/ })];
  for (const consent of consents) await consent.check();
  await wizard.press('开始人脸识别');
  await wizard.waitForFaceCheck();
  await wizard.expectProblem(/《隐私政策》已更新，请重新阅读后勾选同意/);
  for (const consent of consents) {
    await expect(consent).not.toBeChecked();
    await consent.check();
  }
  await wizard.press('开始人脸识别');
  await expect(page).toHaveURL(/\/jingtong$/);
});

test('资格校验 reports an electronic licence that failed to load', async ({ page, api, register }) => {
  const person = register.adultWithLicence();
  const jingtong = new SinglePageForm(page, 'jingtong');
  await api.signInByFace(person);
  await page.route('**/api/eligibility', async (route) => {
    if (route.request().method() !== 'POST') return route.continue();
    const answer = await route.fetch();
    await route.fulfill({ response: answer, json: { standing: 'eligible', licence_problem: true } });
  });
  await acceptDisclaimer(jingtong);
  await page.getByRole('checkbox', { name: /^访问授权/ }).check();
  await jingtong.press('开始资格校验');
  await jingtong.expectForm();
  await expect(page.getByText('暂时无法调取您的电子证照，请自行上传身份证照片。')).toBeVisible();
  await expect(jingtong.field('公民身份证正面')).toBeVisible();
});
