// 人脸识别: an applicant who does the moves passes; every failure is explained together with other ways to apply.

import { CameraTracks } from '../fixtures/camera-tracks.ts';
import { expect, test as base } from '../fixtures/journey.ts';
import { FaceDialog } from '../pages/face-dialog.ts';

const test = base.extend<{ face: FaceDialog; cameraTracks: CameraTracks }>({
  face: async ({ page }, use) => {
    await use(new FaceDialog(page));
  },
  cameraTracks: async ({ page }, use) => {
    const cameraTracks = new CameraTracks(page);
    await cameraTracks.recordTracks();
    await use(cameraTracks);
  },
});

test('completed moves pass the check and stop the camera', async ({ wizard, face, cameraTracks, page, register }) => {
  const person = register.adult();
  await wizard.openRealNamePage(person);
  await face.submitNameAndOpen(wizard, person);
  await face.expectInstruction(/请正对屏幕|请缓慢/);
  await face.checkAccessibility();
  await expect(face.dialog().getByText('演示环境只核对动作，不比对照片。')).toBeVisible();
  await wizard.waitForFaceCheck();
  await cameraTracks.expectCounts({ given: 1, running: 0 });
  await expect(page).toHaveURL(/\/minsheng\/disclaimer$/);
});

test('a corrected name needs no second face check', async ({ wizard, face, cameraTracks, consoleErrors, page, register }) => {
  consoleErrors.allowStatus(422);
  const person = register.adult();
  await wizard.openRealNamePage(person);
  await face.submitNameAndOpen(wizard, { ...person, name: '无名氏' });
  await wizard.waitForFaceCheck();
  await wizard.expectProblem(/未查询到您的参保信息/);
  await wizard.submitRealName(person);
  await expect(page).toHaveURL(/\/minsheng\/disclaimer$/);
  await cameraTracks.expectCounts({ given: 1, running: 0 });
});

for (const action of ['取消', '关闭', 'Escape'] as const) {
  test(`${action} stops the camera and keeps the answers`, async ({ wizard, face, cameraTracks, page, register }) => {
    const person = register.adult();
    await wizard.openRealNamePage(person);
    await face.submitNameAndOpen(wizard, person);
    await cameraTracks.expectCounts({ given: 1, running: 1 });
    if (action === 'Escape') await page.keyboard.press('Escape');
    else await face.button(action).click();
    await expect(face.dialog()).toBeHidden();
    await cameraTracks.expectCounts({ given: 1, running: 0 });
    await expect(wizard.field('姓名')).toHaveValue(person.name);
    await expect(page).toHaveURL(/\/minsheng\/real-name$/);
  });
}

test('a face check that times out can be restarted', async ({ wizard, face, cameraTracks, page, register }) => {
  const person = register.adult();
  // The server allows too little time for the moves.
  await page.route('**/api/face', async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, json: { ...(await answer.json()), expires_in: 31 } });
  }, { times: 1 });
  await wizard.openRealNamePage(person);
  await face.submitNameAndOpen(wizard, person);
  await face.expectFailure(/没有在规定时间内完成动作/);
  await cameraTracks.expectCounts({ given: 1, running: 0 });
  await face.button('重新开始').click();
  await wizard.waitForFaceCheck();
  await expect(page).toHaveURL(/\/minsheng\/disclaimer$/);
});

test('the camera stops while the page is hidden', async ({ wizard, face, cameraTracks, register }) => {
  const person = register.adult();
  await wizard.openRealNamePage(person);
  await face.submitNameAndOpen(wizard, person);
  await cameraTracks.expectCounts({ given: 1, running: 1 });
  await cameraTracks.setPageHidden(true);
  await cameraTracks.expectCounts({ given: 1, running: 0 });
  await cameraTracks.setPageHidden(false);
  await face.expectFailure(/离开了本页面/);
});

for (const [name, what, words] of [
  ['NotAllowedError', 'a denied camera is explained', /没有使用摄像头的权限.*请允许/],
  ['NotFoundError', 'a missing camera is reported', /没有摄像头/],
  ['NotReadableError', 'a busy camera is reported', /被其他应用占用/],
] as const) {
  test(`${what}, with other ways to apply`, async ({ wizard, face, cameraTracks, page, register }) => {
    await cameraTracks.rejectRequests(name);
    const person = register.adult();
    await wizard.openRealNamePage(person);
    await face.submitNameAndOpen(wizard, person);
    await face.expectFailure(words);
    await expect(face.dialog().getByText(/可到银行网点办理，或拨打96066/)).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(face.dialog()).toBeHidden();
  });
}

test('a sandbox camera is offered and labelled as such', async ({ wizard, face, cameraTracks, page, register }) => {
  await cameraTracks.rejectRequests('NotFoundError');
  const person = register.adult();
  await wizard.openRealNamePage(person);
  await face.submitNameAndOpen(wizard, person);
  await face.expectFailure(/没有摄像头/);
  await face.button('没有摄像头？用样例影像').click();
  await expect(face.dialog().getByText(/演示环境画出的样例影像/)).toBeVisible();
  await wizard.waitForFaceCheck();
  await expect(page).toHaveURL(/\/minsheng\/disclaimer$/);
});

test('the sandbox camera works although the own one fails later', async ({ wizard, face, page, register }) => {
  const person = register.adult();
  await wizard.openRealNamePage(person);
  // The browser answers the question for the camera only after the applicant has asked for the sandbox camera.
  const rejections = await page.evaluateHandle(() => {
    const pending: (() => void)[] = [];
    navigator.mediaDevices.getUserMedia = () => new Promise((_, reject) => pending.push(() => reject(new DOMException('', 'NotFoundError'))));
    return pending;
  });
  let release = () => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  await page.route('**/sandbox/camera.js', async (route) => {
    await released;
    await route.continue();
  });
  await face.submitNameAndOpen(wizard, person);
  await expect.poll(() => rejections.evaluate((pending) => pending.length)).toBe(1);
  await face.button('没有摄像头？用样例影像').click();
  await rejections.evaluate((pending) => pending[0]());
  release();
  await wizard.waitForFaceCheck();
  await expect(page).toHaveURL(/\/minsheng\/disclaimer$/);
});

test('身份认证 of 京通 asks for two consents, then the face', async ({ wizard, page, api, register }) => {
  const person = register.adult();
  await wizard.open('/jingtong/sign-in');
  await wizard.press('开始人脸识别');
  await wizard.expectFault('姓名');
  await wizard.fillField('姓名', person.name);
  await wizard.fillField('证件号码', person.idNumber);
  await page.getByRole('checkbox', { name: /^我同意北京市大数据中心/ }).check();
  await page.getByRole('checkbox', { name: '我已认真阅读并同意《用户服务协议》及《隐私政策》' }).check();
  await wizard.press('开始人脸识别');
  await wizard.waitForFaceCheck();
  await expect(page).toHaveURL(/\/jingtong$/);
  expect(await (await api.request.get('/api/session')).json()).toMatchObject({ signed_in: true, name: `${person.name[0]}**` });
});
