import { expect, test } from 'vitest';
import { OwnWrites } from './own-writes.ts';

function begin(): { readonly writes: OwnWrites; at(ms: number): void; write(fromMs: number, toMs: number): void } {
  let nowMs = 0;
  const writes = new OwnWrites(() => nowMs);
  const at = (ms: number): void => void (nowMs = ms);
  return {
    writes,
    at,
    write(fromMs, toMs) {
      at(fromMs);
      writes.begin();
      at(toMs);
      writes.end();
    },
  };
}

test('a change that our last write explains is nobody else’s', () => {
  const { writes, write } = begin();
  write(1000, 1010);
  writes.look(1009.6);
  writes.look(1012);
  expect(writes.touched).toBe(false);
});

test('a change after our last write is somebody else’s, until all was compared', () => {
  const { writes, write, at } = begin();
  write(1000, 1010);
  writes.look(1100);
  expect(writes.touched).toBe(true);
  at(1200);
  writes.forgive();
  writes.look(1100);
  expect(writes.touched).toBe(false);
});

test('it is worth looking only between writes that are apart', () => {
  const { writes, write, at } = begin();
  expect(writes.isQuiet).toBe(false);
  write(1000, 1010);
  expect(writes.isQuiet).toBe(false);
  at(1040);
  expect(writes.isQuiet).toBe(true);
  writes.begin();
  expect(writes.isQuiet).toBe(false);
  writes.look(9999);
  expect(writes.touched).toBe(false);
});
