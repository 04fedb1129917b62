/** Bytes are compared with each whole version that the server had. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, onTestFinished, test } from 'vitest';
import { byteRange } from '@sluice/model';
import { seededBytes, tempFolder } from '@sluice/testkit';
import { contentOf, lookAtFiles } from './look-at-files.ts';

const SIZE = 20_000;
const old = Buffer.from(seededBytes(1, byteRange(0, SIZE)));
const young = Buffer.from(seededBytes(2, byteRange(0, SIZE)));

/** The old version with `bytes` put in at `at`. */
function patched(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(old);
  bytes.copy(copy, at);
  return copy;
}

test.each([
  ['a whole version', young, 'right'],
  ['a beginning', old.subarray(0, 12_345), 'sound-part'],
  ['a file with holes', patched(Buffer.alloc(9000), 5000), 'sound-part'],
  ['nothing yet', Buffer.alloc(0), 'sound-part'],
  ['one byte of another version', patched(Buffer.from([(old[7777] ?? 0) ^ 1]), 7777), 'foreign'],
  ['two versions joined', patched(young.subarray(10_000), 10_000), 'foreign'],
  ['bytes after the end', Buffer.concat([old, Buffer.from('x')]), 'foreign'],
] as const)('%s', (_what, bytes, content) => {
  expect(contentOf(bytes, [old, young])).toBe(content);
});

test('a folder is looked through, without the notes of the program', async () => {
  const folder = await tempFolder();
  onTestFinished(() => folder.remove());
  await writeFile(join(folder.path, 'f.bin'), gzipSync(old));
  await writeFile(join(folder.path, 'f.bin.st'), 'notes');
  const versions = [{ seed: 1, sizeBytes: SIZE, coding: 'gzip' }] as const;
  expect(await lookAtFiles(folder.path, versions, ['.st'])).toEqual([
    { name: 'f.bin', sizeBytes: gzipSync(old).byteLength, content: 'right' },
  ]);
});
