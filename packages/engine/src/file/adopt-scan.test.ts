/** What is read of another program's file before anything of it is believed. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CRC64_XZ, seededBytes, tempFolder } from '@sluice/testkit';
import { expect, onTestFinished, test } from 'vitest';
import { compareChecksums, scanBlocks } from './adopt-scan.ts';
import { crc32 } from './crc32.ts';
import { identityOf } from './file-identity.ts';
import { PartFile } from './part-file.ts';
import { open } from 'node:fs/promises';

const KIB = 1024;
const BLOCK = 64 * KIB;
const options = { signal: new AbortController().signal };

async function fileOf(content: Uint8Array): Promise<PartFile> {
  const folder = await tempFolder();
  const path = join(folder.path, 'f');
  await writeFile(path, content);
  const handle = await open(path, 'r');
  const file = new PartFile(handle, identityOf(path, await handle.stat({ bigint: true })));
  onTestFinished(async () => {
    await file.close();
    await folder.remove();
  });
  return file;
}

test('each block has its CRC-32, the last one as far as it goes', async () => {
  const content = seededBytes(3, { start: 0, end: 3 * BLOCK });
  const file = await fileOf(content);
  const extents = [
    { start: 0, end: BLOCK },
    { start: 2 * BLOCK, end: 2 * BLOCK + 1000 },
  ];
  expect(await scanBlocks(file, extents, BLOCK, [], options)).toEqual({
    kind: 'scanned',
    blocks: [
      { index: 0, lengthBytes: BLOCK, crc32: crc32(content.subarray(0, BLOCK)), doubtful: false },
      { index: 2, lengthBytes: 1000, crc32: crc32(content.subarray(2 * BLOCK, 2 * BLOCK + 1000)), doubtful: false },
    ],
  });
});

test('a page of zeros makes a block doubtful, unless a checksum has confirmed it', async () => {
  const content = seededBytes(3, { start: 0, end: 3 * BLOCK });
  content.fill(0, 4096, 8192);
  content.fill(0, BLOCK + 100, BLOCK + 4000);
  content.fill(0, 3 * BLOCK - 4096);
  const file = await fileOf(content);
  const doubts = async (confirmed: readonly { start: number; end: number }[]): Promise<unknown> => {
    const scanned = await scanBlocks(file, [{ start: 0, end: 3 * BLOCK }], BLOCK, confirmed, options);
    return scanned.kind === 'scanned' ? scanned.blocks.map(({ doubtful }) => doubtful) : scanned;
  };
  expect(await doubts([])).toEqual([true, false, true]);
  expect(await doubts([{ start: 0, end: BLOCK }])).toEqual([false, false, true]);
  expect(await doubts([{ start: 1, end: 3 * BLOCK }])).toEqual([true, false, false]);
});

test('a block that the file is too short for is doubtful', async () => {
  const file = await fileOf(seededBytes(3, { start: 0, end: 1000 }));
  expect(await scanBlocks(file, [{ start: 0, end: BLOCK }], BLOCK, [], options)).toMatchObject({ blocks: [{ doubtful: true }] });
});

test('a CRC-64 that the bytes refute, or that they are too few for, leaves its range out', async () => {
  const content = seededBytes(4, { start: 0, end: 2_500_000 });
  const file = await fileOf(content);
  const hex = (start: number, end: number): string => CRC64_XZ.update(0n, content.subarray(start, end)).toString(16).padStart(16, '0');
  const claimed = [
    { range: { start: 0, end: 2_000_000 }, crc64: hex(0, 2_000_000) },
    { range: { start: 2_000_000, end: 2_100_000 }, crc64: '0123456789abcdef' },
    { range: { start: 2_100_000, end: 2_200_000 }, crc64: null },
    { range: { start: 2_200_000, end: 2_600_000 }, crc64: hex(2_200_000, 2_500_000) },
  ];
  expect(await compareChecksums(file, claimed, options)).toEqual({
    kind: 'compared',
    good: [{ start: 0, end: 2_000_000 }],
    unknown: [{ start: 2_100_000, end: 2_200_000 }],
  });
});
