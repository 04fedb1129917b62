import { statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { creationFailure, diskFailure } from './disk-failure.ts';

const path = join(tmpdir(), 'a.txt.part');
const refusal = (code: string): Error => Object.assign(new Error(code), { code, syscall: 'write' });

test('a full disk is told with what was needed and what is available', async () => {
  const { bsize } = await statfs(tmpdir());
  const { failure } = await diskFailure(refusal('ENOSPC'), 'write', path, 4096);
  expect(failure).toMatchObject({ kind: 'disk-space', path, neededBytes: 4096 });
  expect(failure.kind === 'disk-space' && failure.availableBytes % bsize).toBe(0);
});

test('a used-up quota leaves nothing available, whatever the volume has', async () => {
  const { failure } = await diskFailure(refusal('EDQUOT'), 'write', path, 4096);
  expect(failure).toEqual({ kind: 'disk-space', path, neededBytes: 4096, availableBytes: 0 });
});

test('a volume that became read-only is told as its folder', async () => {
  expect((await diskFailure(refusal('EROFS'), 'write', path)).failure).toEqual({ kind: 'folder-read-only', path: tmpdir() });
});

test.each(['EIO', 'ENODEV', 'EFBIG', 'ENOENT'])('%s keeps its name', async (code) => {
  expect((await diskFailure(refusal(code), 'sync', path)).failure).toEqual({ kind: 'disk', operation: 'sync', path, code });
});

test.each([
  ['ENOENT', 'folder-missing'],
  ['ENOTDIR', 'folder-not-a-folder'],
  ['EACCES', 'folder-read-only'],
  ['EPERM', 'folder-read-only'],
] as const)('%s on making a file means %s', async (code, kind) => {
  expect((await creationFailure(refusal(code), path)).failure).toEqual({ kind, path: tmpdir() });
});

test.each([
  refusal('EBADF'),
  refusal('ERR_INVALID_ARG_TYPE'),
  new TypeError('a bug'),
  Object.assign(new Error('x'), { code: 'EIO' }),
  'text',
])('a bug stays thrown: %s', async (bug) => {
  await expect(diskFailure(bug, 'write', path)).rejects.toBe(bug);
});
