import { expect, test } from 'vitest';
import { canTakeOver, messageOf, troubleOf } from './message.js';

test('a link goes with its cookies, and with a referrer that is one', () => {
  const given = {
    url: 'https://a.example/f',
    cookies: [
      { name: 'a', value: '1' },
      { name: 'b', value: '' },
    ],
    userAgent: 'UA',
    language: 'en',
  };
  const message = { version: 1, url: given.url, referrer: null, cookie: 'a=1; b=', userAgent: 'UA', language: 'en' };
  expect(messageOf({ ...given, referrer: 'chrome://settings' })).toEqual(message);
  expect(messageOf({ ...given, cookies: [], referrer: 'https://a.example/' })).toEqual({
    ...message,
    cookie: null,
    referrer: 'https://a.example/',
  });
});

test('only what the app can fetch is taken over', () => {
  const item = { url: 'https://a.example/f', state: 'in_progress' };
  const others = [{ url: 'blob:https://a.example/1' }, { url: 'data:,x' }, { state: 'complete' }, { byExtensionId: 'x' }];
  expect([canTakeOver(item), ...others.map((other) => canTakeOver({ ...item, ...other }))]).toEqual([true, false, false, false, false]);
});

test('every answer but one is a trouble with words', () => {
  expect([{ kind: 'added' }, { kind: 'refused', reason: 'No.' }, { kind: 'no-app' }, { kind: 'other' }, undefined].map(troubleOf)).toEqual([
    null,
    { text: 'No.' },
    { key: 'noApp' },
    { key: 'unclear' },
    { key: 'unclear' },
  ]);
});
