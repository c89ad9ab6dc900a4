// 人脸识别: somebody does what is asked and is let in; who cannot is told why, and where else to go.

import { Lights } from '../fixtures/lights.ts';
import { expect, test as base } from '../fixtures/journey.ts';
import { FaceDialog } from '../pages/face.ts';

const test = base.extend<{ face: FaceDialog; lights: Lights }>({
  face: async ({ page }, use) => {
    await use(new FaceDialog(page));
  },
  lights: async ({ page }, use) => {
    const lights = new Lights(page);
    await lights.watch();
    await use(lights);
  },
});

test('who does the moves is let in, and the camera goes off', async ({ wizard, face, lights, page, register }) => {
  const person = register.adult();
  await wizard.arriveUnnamed(person);
  await face.open(wizard, person);
  await face.expectAsked(/请正对屏幕|请缓慢/);
  await face.look();
  await expect(face.dialog().getByText('演示环境只核对动作，不比对照片。')).toBeVisible();
  await wizard.faceToFace();
  await lights.expect(1, 0);
  await expect(page).toHaveURL(/\/minsheng\/disclaimer$/);
});

test('a mistyped number does not cost the face', async ({ wizard, face, lights, alarms, page, register }) => {
  alarms.expectStatus(422);
  const person = register.adult();
  await wizard.arriveUnnamed(person);
  await face.open(wizard, { ...person, name: '无名氏' });
  await wizard.faceToFace();
  await wizard.expectProblem(/未查询到您的参保信息/);
  await wizard.giveRealName(person);
  await expect(page).toHaveURL(/\/minsheng\/disclaimer$/);
  await lights.expect(1, 0);
});

for (const way of ['取消', '关闭', 'Escape'] as const) {
  test(`${way} turns the camera off and leaves the answers`, async ({ wizard, face, lights, page, register }) => {
    const person = register.adult();
    await wizard.arriveUnnamed(person);
    await face.open(wizard, person);
    await lights.expect(1, 1);
    if (way === 'Escape') await page.keyboard.press('Escape');
    else await face.button(way).click();
    await expect(face.dialog()).toBeHidden();
    await lights.expect(1, 0);
    await expect(wizard.field('姓名')).toHaveValue(person.name);
    await expect(page).toHaveURL(/\/minsheng\/real-name$/);
  });
}

test('who runs out of time is told so and begins anew', async ({ wizard, face, lights, page, register }) => {
  const person = register.adult();
  // The server gives so little time that nobody could do it.
  await page.route('**/api/face', async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, json: { ...(await answer.json()), expires_in: 31 } });
  }, { times: 1 });
  await wizard.arriveUnnamed(person);
  await face.open(wizard, person);
  await face.expectEnded(/没有在规定时间内完成动作/);
  await lights.expect(1, 0);
  await face.button('重新开始').click();
  await wizard.faceToFace();
  await expect(page).toHaveURL(/\/minsheng\/disclaimer$/);
});

test('nobody is filmed behind another page', async ({ wizard, face, lights, register }) => {
  const person = register.adult();
  await wizard.arriveUnnamed(person);
  await face.open(wizard, person);
  await lights.expect(1, 1);
  await lights.hide(true);
  await lights.expect(1, 0);
  await lights.hide(false);
  await face.expectEnded(/离开了本页面/);
});

for (const [name, what, words] of [
  ['NotAllowedError', 'who said no is told how to say yes', /没有使用摄像头的权限.*请允许/],
  ['NotFoundError', 'who has no camera is told what to do', /没有摄像头/],
  ['NotReadableError', 'whose camera is used elsewhere is told so', /被其他应用占用/],
] as const) {
  test(`${what}, and where else to go`, async ({ wizard, face, lights, page, register }) => {
    await lights.refuse(name);
    const person = register.adult();
    await wizard.arriveUnnamed(person);
    await face.open(wizard, person);
    await face.expectEnded(words);
    await expect(face.dialog().getByText(/可到银行网点办理，或拨打96066/)).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(face.dialog()).toBeHidden();
  });
}

test('without a camera the sandbox lends one, and says that it does', async ({ wizard, face, lights, page, register }) => {
  await lights.refuse('NotFoundError');
  const person = register.adult();
  await wizard.arriveUnnamed(person);
  await face.open(wizard, person);
  await face.expectEnded(/没有摄像头/);
  await face.button('没有摄像头？用样例影像').click();
  await expect(face.dialog().getByText(/演示环境画出的样例影像/)).toBeVisible();
  await wizard.faceToFace();
  await expect(page).toHaveURL(/\/minsheng\/disclaimer$/);
});

test('the sandbox camera is used although the own camera fails later', async ({ wizard, face, page, register }) => {
  const person = register.adult();
  await wizard.arriveUnnamed(person);
  // The browser answers the question for the camera only after the applicant has asked for the sandbox camera.
  const refuse = await page.evaluateHandle(() => {
    const refusals: (() => void)[] = [];
    navigator.mediaDevices.getUserMedia = () => new Promise((_, reject) => refusals.push(() => reject(new DOMException('', 'NotFoundError'))));
    return refusals;
  });
  let release = () => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  await page.route('**/sandbox/camera.js', async (route) => {
    await released;
    await route.continue();
  });
  await face.open(wizard, person);
  await expect.poll(() => refuse.evaluate((refusals) => refusals.length)).toBe(1);
  await face.button('没有摄像头？用样例影像').click();
  await refuse.evaluate((refusals) => refusals[0]());
  release();
  await wizard.faceToFace();
  await expect(page).toHaveURL(/\/minsheng\/disclaimer$/);
});

test('身份认证 of 京通: the two consents, then the face', async ({ wizard, page, service, register }) => {
  const person = register.adult();
  await wizard.open('/jingtong/sign-in');
  await wizard.press('开始人脸识别');
  await wizard.expectFault('姓名');
  await wizard.type('姓名', person.name);
  await wizard.type('证件号码', person.idNumber);
  await page.getByRole('checkbox', { name: /^我同意北京市大数据中心/ }).check();
  await page.getByRole('checkbox', { name: '我已认真阅读并同意《用户服务协议》及《隐私政策》' }).check();
  await wizard.press('开始人脸识别');
  await wizard.faceToFace();
  await expect(page).toHaveURL(/\/jingtong$/);
  expect(await (await service.request.get('/api/session')).json()).toMatchObject({ signed_in: true, name: `${person.name[0]}**` });
});
