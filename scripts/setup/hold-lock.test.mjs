import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { holdLock } from './hold-lock.mjs';

const PID_THAT_NEVER_LIVES = 2 ** 30;

let lock = '';
beforeEach(() => {
  lock = join(mkdtempSync(join(tmpdir(), 'sluice-lock-')), 'the.lock');
});
afterEach(() => rmSync(join(lock, '..'), { recursive: true, force: true }));

test('the lock is let go when the work fails', async () => {
  const work = holdLock(lock, () => Promise.reject(new Error('no')));
  await expect(work).rejects.toThrow('no');
  expect(existsSync(lock)).toBe(false);
});

test('work under one lock never overlaps', async () => {
  /** @type {string[]} */
  const order = [];
  const work = (/** @type {string} */ name) => () => {
    order.push(`${name} begins`);
    return new Promise((resolve) => setImmediate(resolve)).then(() => order.push(`${name} ends`));
  };
  await Promise.all([holdLock(lock, work('first')), holdLock(lock, work('second'))]);
  expect(order).toEqual(['first begins', 'first ends', 'second begins', 'second ends']);
});

test('a lock whose holder has died is taken over', async () => {
  mkdirSync(lock);
  writeFileSync(join(lock, 'owner.json'), JSON.stringify({ pid: PID_THAT_NEVER_LIVES, host: hostname() }));
  expect(await holdLock(lock, () => Promise.resolve('done'))).toBe('done');
});
