import { createHash } from 'node:crypto';
import { utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Job } from '@sluice/model';
import { tempFolder } from '@sluice/testkit';
import { expect, onTestFinished, test } from 'vitest';
import { DONE, job, remoteOf } from '../testing/job-fixture.ts';
import { BroughtFiles } from './brought-files.ts';
import { isThere, isUntouched, type Listed } from './is-there.ts';

const HOUR_MS = 3_600_000;
const UPLOADED_MS = Date.UTC(2025, 0, 1);
const TEXT = 'ten bytes.';
const MD5 = createHash('md5').update(TEXT).digest('hex');
const listed = (change: Partial<Listed> = {}): Listed => ({
  sizeBytes: TEXT.length,
  etag: '"AAAA-2"',
  modifiedAtMs: UPLOADED_MS,
  ...change,
});

/** A file of ten bytes that was changed so long after the object was uploaded. */
async function fileAged(afterMs: number): Promise<string> {
  const folder = await tempFolder();
  onTestFinished(() => folder.remove());
  const path = join(folder.path, 'a.bin');
  await writeFile(path, TEXT);
  const at = new Date(UPLOADED_MS + afterMs);
  await utimes(path, at, at);
  return path;
}

test('a file that nobody remembers is taken for the object unless it is older, or of another size', async () => {
  expect(await isThere(listed(), await fileAged(0), [])).toBe(true);
  expect(await isThere(listed(), await fileAged(HOUR_MS), [])).toBe(true);
  expect(await isThere(listed(), await fileAged(-HOUR_MS), [])).toBe(false);
  expect(await isThere(listed({ modifiedAtMs: null }), await fileAged(-HOUR_MS), [])).toBe(true);
  expect(await isThere(listed({ sizeBytes: 11 }), await fileAged(HOUR_MS), [])).toBe(false);
  expect(await isThere(listed(), '/nowhere/a.bin', [])).toBe(false);
});

test('an older one is read where the ETag is an MD5', async () => {
  const path = await fileAged(-HOUR_MS);
  expect(await isThere(listed({ etag: `"${MD5.toUpperCase()}"` }), path, [])).toBe(true);
  expect(await isThere(listed({ etag: `"${MD5.replace(/^./, '0')}"` }), path, [])).toBe(false);
});

test('what this program brought is known by its ETag, not by its date', async () => {
  const path = await fileAged(HOUR_MS);
  const brought = { path, atMs: UPLOADED_MS + HOUR_MS };
  expect(await isThere(listed(), path, [{ ...brought, etag: 'aaaa-2' }])).toBe(true);
  expect(await isThere(listed(), path, [{ ...brought, etag: '"BBBB-2"' }])).toBe(false);
  // The user has uploaded what stands there now.
  expect(await isThere(listed({ etag: `"${MD5}"` }), path, [{ ...brought, etag: '"BBBB-2"' }])).toBe(true);
  expect(await isThere(listed({ etag: null }), path, [{ ...brought, etag: '"BBBB-2"' }])).toBe(true);
});

test('the newer version lies beside the older one, and is found there', async () => {
  const [older, newer] = [await fileAged(0), await fileAged(HOUR_MS)];
  const brought = [
    { path: older, etag: '"BBBB-2"', atMs: UPLOADED_MS },
    { path: newer, etag: '"AAAA-2"', atMs: UPLOADED_MS + HOUR_MS },
  ];
  expect(await isThere(listed(), older, brought)).toBe(true);
  expect(await isThere(listed({ etag: '"CCCC-2"' }), older, brought)).toBe(false);
});

test('nothing is to be overwritten where just this version was brought and nobody has written since', async () => {
  const path = await fileAged(HOUR_MS);
  const brought = { path, etag: '"AAAA-2"', atMs: UPLOADED_MS + HOUR_MS };
  expect(await isUntouched(listed(), path, [brought])).toBe(true);
  expect(await isUntouched(listed(), path, [{ ...brought, atMs: UPLOADED_MS }])).toBe(false);
  expect(await isUntouched(listed({ etag: '"CCCC-2"' }), path, [brought])).toBe(false);
  expect(await isUntouched(listed(), path, [])).toBe(false);
});

test('files are remembered by address and place; what was kept of before was not brought', () => {
  const remote = { ...remoteOf(10), etag: '"E"' } as Job['remote'];
  const source = { url: 'oss://b/a.bin', host: 'b' };
  const done = job({ state: DONE, remote, source, target: { directory: '/d', chosenName: 'a.bin', conflict: 'keep-both', path: null } });
  const kept = { ...done, state: { ...DONE, verdict: { kind: 'kept-existing' } } as Job['state'] };
  const files = new BroughtFiles({ find: () => [done, kept] });
  expect(files.of({ url: 'oss://b/a.bin', directory: '/d', chosenName: 'a.bin' })).toEqual([
    { path: '/downloads/file.iso', etag: '"E"', atMs: 5 },
  ]);
  expect(files.of({ url: 'oss://b/a.bin', directory: '/e', chosenName: 'a.bin' })).toEqual([]);
  const later = { ...done, state: { ...DONE, atMs: 9 } as Job['state'], remote: { ...remoteOf(10), etag: '"F"' } as Job['remote'] };
  const elsewhere = { ...later, source: { url: 'oss://other/a.bin', host: 'other' }, state: { ...DONE, atMs: 7 } as Job['state'] };
  const overwritten = new BroughtFiles({ find: () => [later, done, elsewhere] });
  expect(overwritten.of({ url: 'oss://b/a.bin', directory: '/d', chosenName: 'a.bin' })).toMatchObject([{ etag: '"F"' }]);
  expect(overwritten.of({ url: 'oss://other/a.bin', directory: '/d', chosenName: 'a.bin' })).toEqual([]);
});
