// Each person sees only their own, whatever they ask the server for.

import { randomUUID } from 'node:crypto';
import { apiTest as test, expect } from '../../fixtures/journey.ts';
import { pictures } from '../../fixtures/pictures.ts';
import { faultyFields, type PictureKind } from '../../fixtures/service.ts';

test("another's pictures, draft and application are not there", async ({ service, anotherService, register }) => {
  const owner = register.adult();
  await service.signIn(owner);
  const ids: Record<PictureKind, string> = {
    emblem_side: await service.picture('emblem_side', pictures.emblemSide),
    portrait_side: await service.picture('portrait_side', pictures.portraitSide),
    photo: await service.picture('photo', pictures.cardPhoto),
  };
  const draft = await service.completeDraft(owner, ids);
  await service.saveDraft(randomUUID(), draft);
  const { receipt } = await (await service.submit(randomUUID(), draft)).json();

  const stranger = await anotherService();
  const person = register.adult();
  await stranger.signIn(person);
  for (const id of Object.values(ids)) {
    expect((await stranger.request.get(`/api/pictures/${id}`)).status()).toBe(404);
  }
  expect((await stranger.request.get(`/api/applications/${receipt}`)).status()).toBe(404);
  expect(await stranger.applications()).toEqual([]);
  expect(await stranger.savedDraft()).toEqual({});

  const stolen = await stranger.submit(randomUUID(), await stranger.completeDraft(person, ids));
  expect(stolen.status()).toBe(422);
  expect((await faultyFields(stolen)).sort()).toEqual(['emblem_side', 'photo', 'portrait_side']);
});

test("another's key gives no way to another's receipt", async ({ service, anotherService, register }) => {
  const key = randomUUID();
  const receipts: string[] = [];
  for (const one of [service, await anotherService()]) {
    const person = register.adult();
    await one.signIn(person);
    const draft = await one.completeDraft(person, {
      emblem_side: await one.picture('emblem_side', pictures.emblemSide),
      portrait_side: await one.picture('portrait_side', pictures.portraitSide),
      photo: await one.picture('photo', pictures.cardPhoto),
    });
    const answer = await one.submit(key, draft);
    expect(answer.status()).toBe(201);
    receipts.push((await answer.json()).receipt);
  }
  expect(receipts[0]).not.toBe(receipts[1]);
});
