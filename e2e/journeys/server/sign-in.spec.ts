// The server enforces the limits of sign-in, independently of the page.

import { apiTest as test, expect } from '../../fixtures/journey.ts';

const differentCode = (code: string) => (code === '111111' ? '222222' : '111111');

test('a second code needs the pause that the answer names', async ({ api, register }) => {
  const { mobile } = register.adult();
  const sent = await api.sendSmsCode(mobile);
  expect(sent.status()).toBe(200);
  const { resend_after, expires_in } = await sent.json();
  expect(expires_in).toBe(300);
  const soon = await api.sendSmsCode(mobile);
  expect(soon.status()).toBe(429);
  const { code, retry_after } = await soon.json();
  expect(code).toBe('too_many');
  expect(retry_after).toBeGreaterThan(0);
  expect(retry_after).toBeLessThanOrEqual(resend_after);
});

test('a code works once', async ({ api, register }) => {
  const { mobile } = register.adult();
  await api.sendSmsCode(mobile);
  const code = await api.readSmsCode(mobile);
  expect((await api.signInWithCode(mobile, code)).status()).toBe(200);
  const again = await api.signInWithCode(mobile, code);
  expect(again.status()).toBe(422);
  expect((await again.json()).code).toBe('bad_code');
});

test('five wrong attempts invalidate the right code', async ({ api, register }) => {
  const { mobile } = register.adult();
  await api.sendSmsCode(mobile);
  const code = await api.readSmsCode(mobile);
  for (let tries = 0; tries < 5; tries++) {
    expect((await api.signInWithCode(mobile, differentCode(code))).status()).toBe(422);
  }
  expect((await api.signInWithCode(mobile, code)).status()).toBe(422);
});

test('an invalid mobile number gets no code', async ({ api }) => {
  const answer = await api.sendSmsCode('12345');
  expect(answer.status()).toBe(422);
  expect((await answer.json()).faults[0].field).toBe('mobile');
});

test('an unregistered name is refused and the session stays', async ({ api, register }) => {
  const person = register.adult();
  await api.sendSmsCode(person.mobile);
  await api.signInWithCode(person.mobile, await api.readSmsCode(person.mobile));
  const stranger = await api.request.post('/api/session/real-name', {
    data: { name: '无名氏', id_number: person.idNumber, face: 'none' },
  });
  expect(stranger.status()).toBe(422);
  expect((await stranger.json()).code).toBe('not_insured');
  expect((await (await api.request.get('/api/session')).json()).signed_in).toBe(true);
});

test('sign-out ends the session and cookies are HttpOnly', async ({ api, register }) => {
  const person = register.adult();
  await api.signIn(person);
  const { cookies } = await api.request.storageState();
  // The session cookie, and the cookie that ties an SMS code to the browser that requested it.
  const hidden = cookies.filter((cookie) => cookie.httpOnly && cookie.sameSite !== 'None');
  expect(hidden.map((cookie) => cookie.name).sort()).toEqual(['sscard', 'sscard-code']);
  expect(hidden).toHaveLength(cookies.length);
  await api.signOut();
  expect((await (await api.request.get('/api/session')).json()).signed_in).toBe(false);
});
