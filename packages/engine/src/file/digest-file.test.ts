import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { digestFile } from './digest-file.ts';
import { PartFile } from './part-file.ts';

let folder: string;
let file: PartFile;
const bytes = randomBytes(3 * 1024 * 1024 + 17);
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sluice-digest-'));
  const created = await PartFile.create(join(folder, 'a.part'), bytes.length);
  if (created.kind !== 'ok') throw new Error('no part file');
  file = created.file;
  await file.write(bytes, 0);
});
afterEach(async () => {
  await file.close();
  await rm(folder, { recursive: true });
});
const { signal } = new AbortController();

test.each(['md5', 'sha1', 'sha256', 'sha512'] as const)('%s of the file is that of its bytes', async (algorithm) => {
  const hex = createHash(algorithm).update(bytes).digest('hex');
  expect(await digestFile(file, bytes.length, algorithm, { signal })).toEqual({ kind: 'digest', hex });
});

test('an empty file has the digest of nothing', async () => {
  expect(await digestFile(file, 0, 'md5', { signal })).toEqual({ kind: 'digest', hex: 'd41d8cd98f00b204e9800998ecf8427e' });
});

test('progress ends at the size', async () => {
  const seen: number[] = [];
  await digestFile(file, bytes.length, 'sha1', { signal, onProgress: (done) => seen.push(done) });
  expect(seen).toEqual([1048576, 2097152, 3145728, bytes.length]);
});

test('an abort takes effect at the next read', async () => {
  const job = new AbortController();
  let reads = 0;
  const onProgress = (): void => {
    reads += 1;
    job.abort('pause');
  };
  expect(await digestFile(file, bytes.length, 'sha1', { signal: job.signal, onProgress })).toEqual({ kind: 'aborted' });
  expect(reads).toBe(1);
});

test('a file that is shorter than it should be has no digest', async () => {
  expect(await digestFile(file, bytes.length + 1, 'sha1', { signal })).toEqual({
    kind: 'failed',
    failure: { kind: 'disk', operation: 'read', path: file.identity.path, code: 'EOF' },
  });
});
