// A picture by the camera: it is taken, the light goes off with the dialog, and who has no camera is told what to do.

import { Lights } from '../fixtures/lights.ts';
import { expect, test as base } from '../fixtures/journey.ts';
import { flags, programAsPeopleHaveIt } from '../harness/chromium.ts';
import { Camera } from '../pages/camera.ts';

const test = base.extend<{ camera: Camera; lights: Lights }>({
  camera: async ({ page }, use) => {
    await use(new Camera(page));
  },
  lights: async ({ page }, use) => {
    const lights = new Lights(page);
    await lights.watch();
    await use(lights);
  },
});

test.use({
  launchOptions: {
    executablePath: programAsPeopleHaveIt,
    // Two cameras that are not there. A question that nobody has answered beforehand is answered with no.
    args: [...flags, '--use-fake-device-for-media-stream=device-count=2', '--deny-permission-prompts'],
  },
});

test.describe('with a camera', () => {
  test.use({ permissions: ['camera'] });

  test('the emblem side is taken and shown on its tile', async ({ wizard, camera, lights, register, service, page }) => {
    await wizard.arrive('identity', register.adult());
    await camera.open('emblem_side');
    await camera.expectLive();
    // The shutter has the focus: a press of the space bar is enough.
    await expect(camera.button('拍照')).toBeFocused();
    await page.keyboard.press('Space');
    await camera.expectClosed();
    await wizard.expectPicture('emblem_side');
    await lights.expect(1, 0);
    await expect.poll(async () => (await service.savedDraft()).emblem_side).toBeTruthy();
  });

  test('a self-portrait is counted down, and cropped like any other', async ({ wizard, camera, lights, register, page }) => {
    await wizard.arrive('card', register.adult());
    await camera.open('photo');
    await camera.expectLive();
    await camera.button('自拍倒计时').click();
    await expect(camera.button('自拍倒计时')).toHaveAttribute('aria-pressed', 'true');
    await camera.button('拍照').click();
    await expect(camera.button('停止倒计时')).toBeVisible();
    await camera.expectClosed();
    await expect(wizard.stage()).toBeVisible({ timeout: 30_000 });
    await lights.expect(1, 0);
    await page.keyboard.press('Escape');
    await wizard.expectNoPicture('photo');
  });

  for (const way of ['取消', '关闭', 'Escape'] as const) {
    test(`${way} turns the camera off and gives the focus back`, async ({ wizard, camera, lights, register, page }) => {
      await wizard.arrive('identity', register.adult());
      await camera.open('portrait_side');
      await camera.expectLive();
      await lights.expect(1, 1);
      if (way === 'Escape') await page.keyboard.press('Escape');
      else await camera.button(way).click();
      await camera.expectClosed();
      await lights.expect(1, 0);
      await expect(camera.opener('portrait_side')).toBeFocused();
    });
  }

  test('back closes the camera, turns it off and leaves the page', async ({ wizard, camera, lights, register, page }) => {
    await wizard.arrive('basic', register.adult(), 'card');
    await wizard.next();
    await wizard.expectStep('card');
    await camera.open('photo');
    await camera.expectLive();
    await lights.expect(1, 1);
    await page.goBack();
    await camera.expectClosed();
    await lights.expect(1, 0);
    await wizard.expectStep('card');
    await page.goBack();
    await wizard.expectStep('basic');
  });

  test('a camera that is given after the dialog was closed is let go of', async ({ wizard, camera, lights, register }) => {
    await wizard.arrive('identity', register.adult());
    await lights.holdBack();
    await camera.open('emblem_side');
    await camera.button('取消').click();
    await camera.expectClosed();
    await lights.release();
    await lights.expect(1, 0);
  });

  test('nobody is filmed behind another page', async ({ wizard, camera, lights, register }) => {
    await wizard.arrive('identity', register.adult());
    await camera.open('emblem_side');
    await camera.expectLive();
    await lights.hide(true);
    await lights.expect(1, 0);
    await lights.hide(false);
    await lights.expect(2, 1);
    await camera.expectLive();
    await camera.button('取消').click();
    await lights.expect(2, 0);
  });

  test('one of two cameras runs at a time', async ({ wizard, camera, lights, register }) => {
    await wizard.arrive('identity', register.adult());
    await camera.open('emblem_side');
    await camera.expectLive();
    await camera.button('切换摄像头').click();
    await lights.expect(2, 1);
    await camera.expectLive();
    await expect(camera.button('切换摄像头')).toBeFocused();
    await camera.button('取消').click();
    await lights.expect(2, 0);
  });

  test('the album is one press away', async ({ wizard, camera, lights, register, page }) => {
    await wizard.arrive('identity', register.adult());
    await camera.open('emblem_side');
    await camera.expectLive();
    const chooser = page.waitForEvent('filechooser');
    await camera.button('从相册选择').click();
    await (await chooser).setFiles(await wizard.cardOf(register.adult(), 'emblem_side'));
    await wizard.expectPicture('emblem_side');
    await lights.expect(1, 0);
  });
});

test('without a camera the sandbox lends one, whose photo is cropped like any other', async ({ wizard, camera, lights, register }) => {
  await lights.refuse('NotFoundError');
  await wizard.arrive('card', register.adult());
  await camera.open('photo');
  await camera.expectTrouble(/摄像头/);
  await camera.button('没有摄像头？用样例影像').click();
  await camera.expectLive();
  await camera.button('拍照').click();
  await camera.expectClosed();
  await expect(wizard.stage()).toBeVisible({ timeout: 30_000 });
  await wizard.useCrop();
  await wizard.expectPicture('photo');
});

test('who said no is told how to say yes, and can choose from the album', async ({ wizard, camera, register, page }) => {
  await wizard.arrive('identity', register.adult());
  await camera.open('emblem_side');
  await camera.expectTrouble(/没有使用摄像头的权限.*请允许/);
  await page.context().grantPermissions(['camera']);
  await camera.button('重试').click();
  await camera.expectLive();
  await camera.button('取消').click();
  await page.context().clearPermissions();
  await camera.open('emblem_side');
  await camera.expectTrouble(/请允许/);
  const chooser = page.waitForEvent('filechooser');
  await camera.button('从相册选择').click();
  await (await chooser).setFiles(await wizard.cardOf(register.adult(), 'emblem_side'));
  await wizard.expectPicture('emblem_side');
});
