// The crop dialog of the card photo, for every page that opens it.

import { expect, type Locator } from '@playwright/test';

/** Confirms the photo as it lies under the frame. Advice asks for a better one twice; the third time the photo is accepted. */
export async function confirmCropDialog(dialog: Locator): Promise<void> {
  const stage = dialog.getByRole('group', { name: '裁剪框' });
  const button = dialog.getByRole('button', { name: /^(确定|使用这张照片)$/ }).and(dialog.locator(':not([aria-disabled])')).first();
  // The button is absent while the photo is cut and judged. Then it returns with advice, or the dialog closes.
  await expect(async () => {
    if (await button.isVisible()) await button.click({ timeout: 500 });
    await expect(stage).toBeHidden({ timeout: 500 });
  }).toPass({ timeout: 60_000, intervals: [50] });
}
