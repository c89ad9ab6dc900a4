// Each applicant can read only their own data from the server.

import { randomUUID } from 'node:crypto';
import { apiTest as test, expect } from '../../fixtures/journey.ts';
import { pictures } from '../../fixtures/pictures.ts';
import { readFaultyFields, type PictureKind } from '../../fixtures/api-client.ts';

test('data of another applicant cannot be read or submitted', async ({ api, anotherApi, register }) => {
  const owner = register.adult();
  await api.signIn(owner);
  const ids: Record<PictureKind, string> = {
    emblem_side: await api.uploadPicture('emblem_side', pictures.emblemSide),
    portrait_side: await api.uploadPicture('portrait_side', pictures.portraitSide),
    photo: await api.uploadPicture('photo', pictures.cardPhoto),
  };
  const draft = await api.buildCompleteDraft(owner, ids);
  await api.saveDraft(randomUUID(), draft);
  const { receipt } = await (await api.submitDraft(randomUUID(), draft)).json();

  const stranger = await anotherApi();
  const person = register.adult();
  await stranger.signIn(person);
  for (const id of Object.values(ids)) {
    expect((await stranger.request.get(`/api/pictures/${id}`)).status()).toBe(404);
  }
  expect((await stranger.request.get(`/api/applications/${receipt}`)).status()).toBe(404);
  expect(await stranger.listApplications()).toEqual([]);
  expect(await stranger.readDraft()).toEqual({});

  const stolen = await stranger.submitDraft(randomUUID(), await stranger.buildCompleteDraft(person, ids));
  expect(stolen.status()).toBe(422);
  expect((await readFaultyFields(stolen)).sort()).toEqual(['emblem_side', 'photo', 'portrait_side']);
});

test('a reused key does not reveal the receipt of another person', async ({ api, anotherApi, register }) => {
  const key = randomUUID();
  const receipts: string[] = [];
  for (const one of [api, await anotherApi()]) {
    const person = register.adult();
    await one.signIn(person);
    const draft = await one.buildCompleteDraft(person, {
      emblem_side: await one.uploadPicture('emblem_side', pictures.emblemSide),
      portrait_side: await one.uploadPicture('portrait_side', pictures.portraitSide),
      photo: await one.uploadPicture('photo', pictures.cardPhoto),
    });
    const answer = await one.submitDraft(key, draft);
    expect(answer.status()).toBe(201);
    receipts.push((await answer.json()).receipt);
  }
  expect(receipts[0]).not.toBe(receipts[1]);
});
