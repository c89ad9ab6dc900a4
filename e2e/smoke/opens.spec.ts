import { expect, test } from '@playwright/test';

test('the front door opens and complains of nothing', async ({ page }) => {
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`${message.text()} (${message.location().url})`);
  });
  page.on('pageerror', (error) => complaints.push(String(error)));

  await page.goto('/');
  await expect(page.getByRole('heading', { name: /社会保障卡/ }).first()).toBeVisible();
  await expect(page).not.toHaveTitle('');
  expect(complaints).toEqual([]);
});
