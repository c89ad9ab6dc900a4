import { expect, test } from '@playwright/test';

test('the first page opens without console errors', { tag: ['@both-widths', '@smoke'] }, async ({ page }) => {
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`${message.text()} (${message.location().url})`);
  });
  page.on('pageerror', (error) => complaints.push(String(error)));

  await page.goto('/');
  // On a wide screen it is the home page of the portal.
  await expect(page.getByRole('heading', { level: 1, name: /社会保障卡|个人服务/ })).toBeVisible();
  await expect(page).not.toHaveTitle('');
  expect(complaints).toEqual([]);
});
