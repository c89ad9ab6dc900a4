// The sandbox's own cards: the page draws one for every made-up person, and the server reads its text.

import type { Page } from '@playwright/test';
import { expect, test } from '../../fixtures/journey.ts';
import type { Reading } from '../../fixtures/readings.ts';
import type { ApiClient, PictureKind } from '../../fixtures/api-client.ts';

/** A person that `/sandbox/people` lists. */
const LISTED_PERSON = { name: '李样本', idNumber: '110105199208152024' };

/** Presses the button of a card and returns the path of the downloaded file. */
async function downloadCard(page: Page, side: string): Promise<string> {
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: `${LISTED_PERSON.name}：${side}`, exact: true }).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toBe(`${LISTED_PERSON.name}-${side}.jpg`);
  const file = test.info().outputPath(download.suggestedFilename());
  await download.saveAs(file);
  return file;
}

/** The values that the server reads from a picture. */
async function readValues(api: ApiClient, kind: PictureKind, file: string): Promise<Record<string, string | null>> {
  const answer = await api.request.post(`/api/pictures/${await api.uploadPicture(kind, file)}/reading`);
  expect(answer.status(), await answer.text()).toBe(200);
  const { reading } = (await answer.json()) as Reading;
  expect(reading.faults).toEqual([]);
  return Object.fromEntries(Object.entries(reading.fields).map(([name, field]) => [name, field.value]));
}

test('the server reads the downloaded cards of a sandbox person', async ({ page, api, register }) => {
  const person = { ...register.adult(), ...LISTED_PERSON };
  await page.goto('/sandbox/people');
  const [emblem, portrait] = [await downloadCard(page, '身份证国徽面'), await downloadCard(page, '身份证个人信息面')];
  await api.signIn(person);
  expect(await readValues(api, 'emblem_side', emblem)).toEqual({
    authority: '北京市公安局朝阳分局',
    valid_from: '2019-06-03',
    valid_until: '2039-06-03',
  });
  expect(await readValues(api, 'portrait_side', portrait)).toEqual({
    name: LISTED_PERSON.name,
    sex: '2',
    ethnicity: '01',
    birth_date: '1992-08-15',
    address: '北京市朝阳区样本里9号',
    id_number: LISTED_PERSON.idNumber,
  });
});

test('every listed sandbox person has both card sides', async ({ page }) => {
  await page.goto('/sandbox/people');
  const people = page.getByRole('main').getByRole('list').first().getByRole('listitem');
  const count = await people.count();
  expect(count).toBeGreaterThan(10);
  await expect(page.getByRole('button', { name: /：身份证国徽面$/ })).toHaveCount(count);
  await expect(page.getByRole('button', { name: /：身份证个人信息面$/ })).toHaveCount(count);
});
