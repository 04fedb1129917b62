import { FakeClock } from '@sluice/testkit';
import { expect, test } from 'vitest';
import type { Dispatch } from '@sluice/ipc';
import { FirstRows } from './first-rows.ts';

const dispatch: Dispatch<null> = (_sender, channel) => Promise.resolve({ ok: true, value: channel });

/** What it tells, or null when it tells nothing yet. */
async function told(rows: FirstRows): Promise<boolean | null> {
  await new Promise((resolve) => setImmediate(resolve));
  return Promise.race([rows.sent, Promise.resolve(null)]);
}

test('rows that were answered let the rest begin, other answers do not, and each is passed on', async () => {
  const rows = new FirstRows(new FakeClock());
  const watched = rows.watching(dispatch);
  expect(await watched(null, 'settings:get', null)).toEqual({ ok: true, value: 'settings:get' });
  expect(await told(rows)).toBeNull();
  expect(await watched(null, 'jobs:rows', null)).toEqual({ ok: true, value: 'jobs:rows' });
  expect(await told(rows)).toBe(true);
});

test('a page that asks for no rows is waited for in vain only for a moment', async () => {
  const clock = new FakeClock();
  const rows = new FirstRows(clock);
  clock.advance(1499);
  expect(await told(rows)).toBeNull();
  clock.advance(1);
  expect(await told(rows)).toBe(true);
});

test('a program that ends begins nothing any more, whatever is answered afterwards', async () => {
  const rows = new FirstRows(new FakeClock());
  rows.close();
  await rows.watching(dispatch)(null, 'jobs:rows', null);
  expect(await told(rows)).toBe(false);
});
