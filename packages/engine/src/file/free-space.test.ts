import { statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkSpace } from './free-space.ts';

const PETABYTE = 2 ** 50;

test('what fits is fine, and so is nothing', async () => {
  expect(await checkSpace(tmpdir(), 1, 0)).toEqual({ kind: 'ok' });
  expect(await checkSpace(tmpdir(), 0, PETABYTE)).toEqual({ kind: 'ok' });
});

test('a shortfall is told with what is needed and what is there', async () => {
  const outcome = await checkSpace(tmpdir(), PETABYTE, 0);
  const { blocks, bsize } = await statfs(tmpdir());
  expect(outcome).toMatchObject({ kind: 'failed', failure: { kind: 'disk-space', path: tmpdir(), neededBytes: PETABYTE } });
  const available = outcome.kind === 'failed' && outcome.failure.kind === 'disk-space' ? outcome.failure.availableBytes : -1;
  expect(available).toBeGreaterThan(0);
  expect(available).toBeLessThanOrEqual(blocks * bsize);
});

test('what other jobs have yet to write is not available', async () => {
  expect(await checkSpace(tmpdir(), 1, PETABYTE)).toEqual({
    kind: 'failed',
    failure: { kind: 'disk-space', path: tmpdir(), neededBytes: 1, availableBytes: 0 },
  });
});

test('a folder that is gone is a failure, and no free space', async () => {
  const path = join(tmpdir(), 'sluice-no-such-folder');
  expect(await checkSpace(path, 1, 0)).toEqual({ kind: 'failed', failure: { kind: 'disk', operation: 'inspect', path, code: 'ENOENT' } });
});
