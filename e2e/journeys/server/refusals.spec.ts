// The server refuses everything that the page refuses, and its answer names every faulty field.

import { randomUUID } from 'node:crypto';
import { withWrongCheck } from '../../fixtures/id-number.ts';
import { apiTest as test, expect } from '../../fixtures/journey.ts';
import type { Person } from '../../fixtures/people.ts';
import { pictures } from '../../fixtures/pictures.ts';
import { readFaultyFields, type Draft, type Fault, type ApiClient } from '../../fixtures/api-client.ts';

const REQUIRED = [
  'disclaimer', 'emblem_side', 'portrait_side', 'name', 'id_number', 'sex', 'ethnicity', 'birth_date', 'valid_from',
  'valid_until', 'authority', 'district', 'address', 'occupation', 'photo', 'mobile', 'bank', 'branch', 'delivery', 'pledge',
];

async function signInAndBuildDraft(api: ApiClient, person: Person): Promise<Draft> {
  await api.signIn(person);
  return api.buildCompleteDraft(person, {
    emblem_side: await api.uploadPicture('emblem_side', pictures.emblemSide),
    portrait_side: await api.uploadPicture('portrait_side', pictures.portraitSide),
    photo: await api.uploadPicture('photo', pictures.cardPhoto),
  });
}

test('a valid application sent repeatedly is accepted once', async ({ api, register }) => {
  const draft = await signInAndBuildDraft(api, register.adult());
  const key = randomUUID();
  const first = await api.submitDraft(key, draft);
  expect(first.status(), await first.text()).toBe(201);
  const { receipt } = await first.json();
  expect(receipt).toMatch(/^\d{16}$/);

  const again = await Promise.all(Array.from({ length: 8 }, () => api.submitDraft(key, draft)));
  for (const answer of again) {
    expect(answer.status()).toBe(200);
    expect((await answer.json()).receipt).toBe(receipt);
  }
  expect((await api.listApplications()).map((one) => one.receipt)).toEqual([receipt]);
});

test('simultaneous first submits create one application', async ({ api, register }) => {
  const draft = await signInAndBuildDraft(api, register.adult());
  const key = randomUUID();
  const answers = await Promise.all(Array.from({ length: 12 }, () => api.submitDraft(key, draft)));
  const receipts = new Set<string>();
  for (const answer of answers) receipts.add((await answer.json()).receipt);
  expect(answers.filter((answer) => answer.status() === 201)).toHaveLength(1);
  expect(receipts.size).toBe(1);
});

test('a second application during the first is a conflict', async ({ api, register }) => {
  const draft = await signInAndBuildDraft(api, register.adult());
  expect((await api.submitDraft(randomUUID(), draft)).status()).toBe(201);
  const second = await api.submitDraft(randomUUID(), draft);
  expect(second.status()).toBe(409);
  const body = await second.json();
  expect(body.code).toBe('conflict');
  expect(body.message).toMatch(/\p{Script=Han}/u);
  expect(await api.listApplications()).toHaveLength(1);
});

test('an empty application names every missing field', async ({ api, register }) => {
  await api.signIn(register.adult());
  const answer = await api.submitDraft(randomUUID(), {});
  expect(answer.status()).toBe(422);
  expect(await readFaultyFields(answer)).toEqual(expect.arrayContaining(REQUIRED));
});

test('one answer names every wrong value without repeating it', async ({ api, register }) => {
  const person = register.adult();
  const draft = await signInAndBuildDraft(api, person);
  const wrong: Draft = {
    name: '张',
    id_number: withWrongCheck(person.idNumber),
    sex: '7',
    ethnicity: '77',
    birth_date: '1990-02-30',
    valid_from: '不久前',
    valid_until: '2001-01-01',
    authority: '!',
    district: '310101',
    address: '1',
    occupation: 'acrobat',
    landline: '12',
    mobile: '12345678901',
    bank: '000',
    delivery: 'pigeon',
  };
  const answer = await api.submitDraft(randomUUID(), { ...draft, ...wrong });
  expect(answer.status()).toBe(422);
  expect((await readFaultyFields(answer)).sort()).toEqual(expect.arrayContaining(Object.keys(wrong).sort()));
  const { faults } = (await answer.json()) as { faults: Fault[] };
  for (const fault of faults) {
    expect(fault.message).toMatch(/\p{Script=Han}/u);
    expect(fault.message).not.toContain(wrong.id_number);
    expect(fault.message).not.toContain(wrong.mobile);
  }
});

test('the mail address is checked when the card is mailed', async ({ api, register }) => {
  const draft = await signInAndBuildDraft(api, register.adult());
  const empty = await api.submitDraft(randomUUID(), { ...draft, delivery: 'mail' });
  expect(empty.status()).toBe(422);
  expect((await readFaultyFields(empty)).sort()).toEqual([
    'mail_address', 'mail_region', 'postcode', 'recipient', 'recipient_mobile',
  ]);
  const wrong = { recipient: '1', recipient_mobile: '139', mail_region: '999999', mail_address: '家', postcode: '99' };
  const answer = await api.submitDraft(randomUUID(), { ...draft, ...wrong, delivery: 'mail' });
  expect(answer.status()).toBe(422);
  expect((await readFaultyFields(answer)).sort()).toEqual(Object.keys(wrong).sort());
});

test('an applicant under 18 cannot have the card mailed', async ({ api, register }) => {
  const draft = await signInAndBuildDraft(api, register.minor());
  const mail = { recipient: '样本收件人', recipient_mobile: '13900001234', mail_region: '110108', postcode: '100089' };
  const answer = await api.submitDraft(randomUUID(), {
    ...draft, ...mail, mail_address: '北京市海淀区样本路1号院2号楼301室', delivery: 'mail',
  });
  expect(answer.status()).toBe(422);
  const { faults } = (await answer.json()) as { faults: Fault[] };
  expect(faults.map((fault) => [fault.field, fault.code])).toContainEqual(['delivery', 'under_age']);
});

test('answers that contradict the ID number are refused', async ({ api, register }) => {
  const person = register.adult();
  const draft = await signInAndBuildDraft(api, person);
  const answer = await api.submitDraft(randomUUID(), {
    ...draft, birth_date: '1991-01-01', sex: draft.sex === '1' ? '2' : '1',
  });
  expect(answer.status()).toBe(422);
  expect(await readFaultyFields(answer)).toEqual(expect.arrayContaining(['sex', 'birth_date']));
});

test('a valid name and number of another person are refused', async ({ api, register }) => {
  const draft = await signInAndBuildDraft(api, register.adult());
  const other = register.adult();
  const answer = await api.submitDraft(randomUUID(), { ...draft, name: other.name, id_number: other.idNumber });
  expect(answer.status()).toBe(422);
  expect(await readFaultyFields(answer)).toContain('id_number');
});

test('a misspelt field name is an error', async ({ api, register }) => {
  const draft = await signInAndBuildDraft(api, register.adult());
  expect((await api.submitDraft(randomUUID(), { ...draft, adress: '北京' })).status()).toBe(400);
});

test('an oversized body is refused', async ({ api, register }) => {
  await api.signIn(register.adult());
  expect((await api.submitDraft(randomUUID(), { address: '海'.repeat(300_000) })).status()).toBe(413);
});

for (const [what, file] of [
  ['a text file named .jpg', pictures.textNamedJpg],
  ['a truncated JPEG', pictures.bustTruncated],
  ['a photo of one colour', pictures.white],
  ['a photo of another size', pictures.bust],
] as const) {
  test(`the server refuses ${what} as a card photo`, async ({ api, register }) => {
    await api.signIn(register.adult());
    const answer = await api.putPicture('photo', file);
    expect([415, 422]).toContain(answer.status());
    expect((await answer.json()).message).toMatch(/\p{Script=Han}/u);
  });
}

test('personal data needs a session', async ({ api }) => {
  for (const path of ['/api/draft', '/api/applications', '/api/applications/2026112300000001', '/api/pictures/none']) {
    expect((await api.request.get(path)).status(), path).toBe(401);
  }
  expect((await api.submitDraft(randomUUID(), {})).status()).toBe(401);
  expect((await api.putPicture('photo', pictures.cardPhoto)).status()).toBe(401);
});

test('an applicant without a real name cannot apply', async ({ api, register }) => {
  const { mobile } = register.adult();
  await api.sendSmsCode(mobile);
  expect((await api.signInWithCode(mobile, await api.readSmsCode(mobile))).status()).toBe(200);
  expect((await api.submitDraft(randomUUID(), {})).status()).toBe(403);
});

test('a request from another site is refused', async ({ api, register }) => {
  await api.signIn(register.adult());
  const answer = await api.request.post('/api/applications', {
    data: { key: randomUUID(), draft: {} },
    headers: { origin: 'https://elsewhere.example', 'sec-fetch-site': 'cross-site' },
  });
  expect(answer.status()).toBe(403);
});
