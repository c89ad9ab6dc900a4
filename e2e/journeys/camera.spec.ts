// A picture by the camera: it is taken, the camera stops with the dialog, and a missing camera is explained.

import { CameraTracks } from '../fixtures/camera-tracks.ts';
import { expect, test as base } from '../fixtures/journey.ts';
import { chromiumFlags, fullChromium } from '../harness/chromium.ts';
import { CameraDialog } from '../pages/camera-dialog.ts';

const test = base.extend<{ camera: CameraDialog; cameraTracks: CameraTracks }>({
  camera: async ({ page }, use) => {
    await use(new CameraDialog(page));
  },
  cameraTracks: async ({ page }, use) => {
    const cameraTracks = new CameraTracks(page);
    await cameraTracks.recordTracks();
    await use(cameraTracks);
  },
});

test.use({
  launchOptions: {
    executablePath: fullChromium,
    // Two fake cameras. A permission prompt that was not granted in advance is denied.
    args: [...chromiumFlags, '--use-fake-device-for-media-stream=device-count=2', '--deny-permission-prompts'],
  },
});

test.describe('with a camera', () => {
  test.use({ permissions: ['camera'] });

  test('the emblem side is photographed and shown on its tile', async ({ wizard, camera, cameraTracks, register, api, page }) => {
    await wizard.signInAndOpenStep('identity', register.adult());
    await camera.open('emblem_side');
    await camera.expectLivePicture();
    // The shutter has the focus, so the space bar takes the picture.
    await expect(camera.button('拍照')).toBeFocused();
    await page.keyboard.press('Space');
    await camera.expectClosed();
    await wizard.expectPicture('emblem_side');
    await cameraTracks.expectCounts({ given: 1, running: 0 });
    await expect.poll(async () => (await api.readDraft()).emblem_side).toBeTruthy();
  });

  test('a self-portrait is counted down and then cropped', async ({ wizard, camera, cameraTracks, register, page }) => {
    await wizard.signInAndOpenStep('card', register.adult());
    await camera.open('photo');
    await camera.expectLivePicture();
    await camera.button('自拍倒计时').click();
    await expect(camera.button('自拍倒计时')).toHaveAttribute('aria-pressed', 'true');
    await camera.button('拍照').click();
    await expect(camera.button('停止倒计时')).toBeVisible();
    await camera.expectClosed();
    await expect(wizard.cropFrame()).toBeVisible({ timeout: 30_000 });
    await cameraTracks.expectCounts({ given: 1, running: 0 });
    await page.keyboard.press('Escape');
    await wizard.expectNoPicture('photo');
  });

  for (const action of ['取消', '关闭', 'Escape'] as const) {
    test(`${action} stops the camera and restores the focus`, async ({ wizard, camera, cameraTracks, register, page }) => {
      await wizard.signInAndOpenStep('identity', register.adult());
      await camera.open('portrait_side');
      await camera.expectLivePicture();
      await cameraTracks.expectCounts({ given: 1, running: 1 });
      if (action === 'Escape') await page.keyboard.press('Escape');
      else await camera.button(action).click();
      await camera.expectClosed();
      await cameraTracks.expectCounts({ given: 1, running: 0 });
      await expect(camera.openButton('portrait_side')).toBeFocused();
    });
  }

  test('back closes and stops the camera and keeps the page', async ({ wizard, camera, cameraTracks, register, page }) => {
    await wizard.signInAndOpenStep('basic', register.adult(), 'card');
    await wizard.goToNextStep();
    await wizard.expectStep('card');
    await camera.open('photo');
    await camera.expectLivePicture();
    await cameraTracks.expectCounts({ given: 1, running: 1 });
    await page.goBack();
    await camera.expectClosed();
    await cameraTracks.expectCounts({ given: 1, running: 0 });
    await wizard.expectStep('card');
    await page.goBack();
    await wizard.expectStep('basic');
  });

  test('a camera granted after the dialog closed is stopped', async ({ wizard, camera, cameraTracks, register }) => {
    await wizard.signInAndOpenStep('identity', register.adult());
    await cameraTracks.delayRequests();
    await camera.open('emblem_side');
    await camera.button('取消').click();
    await camera.expectClosed();
    await cameraTracks.releaseRequests();
    await cameraTracks.expectCounts({ given: 1, running: 0 });
  });

  test('the camera stops while the page is hidden', async ({ wizard, camera, cameraTracks, register }) => {
    await wizard.signInAndOpenStep('identity', register.adult());
    await camera.open('emblem_side');
    await camera.expectLivePicture();
    await cameraTracks.setPageHidden(true);
    await cameraTracks.expectCounts({ given: 1, running: 0 });
    await cameraTracks.setPageHidden(false);
    await cameraTracks.expectCounts({ given: 2, running: 1 });
    await camera.expectLivePicture();
    await camera.button('取消').click();
    await cameraTracks.expectCounts({ given: 2, running: 0 });
  });

  test('one of two cameras runs at a time', async ({ wizard, camera, cameraTracks, register }) => {
    await wizard.signInAndOpenStep('identity', register.adult());
    await camera.open('emblem_side');
    await camera.expectLivePicture();
    await camera.button('切换摄像头').click();
    await cameraTracks.expectCounts({ given: 2, running: 1 });
    await camera.expectLivePicture();
    await expect(camera.button('切换摄像头')).toBeFocused();
    await camera.button('取消').click();
    await cameraTracks.expectCounts({ given: 2, running: 0 });
  });

  test('the camera dialog opens the photo album', async ({ wizard, camera, cameraTracks, register, page }) => {
    await wizard.signInAndOpenStep('identity', register.adult());
    await camera.open('emblem_side');
    await camera.expectLivePicture();
    const chooser = page.waitForEvent('filechooser');
    await camera.button('从相册选择').click();
    await (await chooser).setFiles(await wizard.drawCardPhoto(register.adult(), 'emblem_side'));
    await wizard.expectPicture('emblem_side');
    await cameraTracks.expectCounts({ given: 1, running: 0 });
  });
});

test('a sandbox camera photo is cropped like any other', async ({ wizard, camera, cameraTracks, register }) => {
  await cameraTracks.rejectRequests('NotFoundError');
  await wizard.signInAndOpenStep('card', register.adult());
  await camera.open('photo');
  await camera.expectProblem(/摄像头/);
  await camera.button('没有摄像头？用样例影像').click();
  await camera.expectLivePicture();
  await camera.button('拍照').click();
  await camera.expectClosed();
  await expect(wizard.cropFrame()).toBeVisible({ timeout: 30_000 });
  await wizard.acceptCrop();
  await wizard.expectPicture('photo');
});

test('a denied camera explains the permission and offers the album', async ({ wizard, camera, register, page }) => {
  await wizard.signInAndOpenStep('identity', register.adult());
  await camera.open('emblem_side');
  await camera.expectProblem(/没有使用摄像头的权限.*请允许/);
  await page.context().grantPermissions(['camera']);
  await camera.button('重试').click();
  await camera.expectLivePicture();
  await camera.button('取消').click();
  await page.context().clearPermissions();
  await camera.open('emblem_side');
  await camera.expectProblem(/请允许/);
  const chooser = page.waitForEvent('filechooser');
  await camera.button('从相册选择').click();
  await (await chooser).setFiles(await wizard.drawCardPhoto(register.adult(), 'emblem_side'));
  await wizard.expectPicture('emblem_side');
});
