import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Block } from '@sluice/model';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { checkBlocks } from './check-blocks.ts';
import { crc32 } from './crc32.ts';
import { PartFile } from './part-file.ts';

const BLOCK_BYTES = 1024 * 1024 + 4096;
const bytes = randomBytes(3 * BLOCK_BYTES + 1000);
const blocks: readonly Block[] = [0, 1, 2, 3].map((index) => {
  const content = bytes.subarray(index * BLOCK_BYTES, (index + 1) * BLOCK_BYTES);
  return { index, lengthBytes: content.length, crc32: crc32(content) };
});
let folder: string;
let file: PartFile;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sluice-blocks-'));
  const created = await PartFile.create(join(folder, 'a.part'), bytes.length);
  if (created.kind !== 'ok') throw new Error('no part file');
  file = created.file;
  await file.write(bytes, 0);
});
afterEach(async () => {
  await file.close();
  await rm(folder, { recursive: true });
});

async function badBlocks(checked: readonly Block[], signal = new AbortController().signal): Promise<unknown> {
  const bad: number[] = [];
  const outcome = await checkBlocks(file, checked, BLOCK_BYTES, { signal, onBad: ({ index }) => bad.push(index) });
  return { ...outcome, bad };
}

test('blocks that are as they were received are good, the short last one too (C7)', async () => {
  expect(await badBlocks(blocks)).toEqual({ kind: 'checked', bad: [] });
});

test('one flipped bit makes its block bad, and only that one', async () => {
  const position = 2 * BLOCK_BYTES - 1;
  await file.write(Uint8Array.of((bytes[position] ?? 0) ^ 1), position);
  expect(await badBlocks(blocks)).toEqual({ kind: 'checked', bad: [1] });
});

test('blocks are checked in the order given', async () => {
  await file.write(randomBytes(bytes.length), 0);
  expect(await badBlocks([...blocks].reverse())).toEqual({ kind: 'checked', bad: [3, 2, 1, 0] });
});

test('of a block that was still arriving only the durable beginning counts', async () => {
  const partial = { index: 1, lengthBytes: 10, crc32: crc32(bytes.subarray(BLOCK_BYTES, BLOCK_BYTES + 10)) };
  await file.write(randomBytes(100), BLOCK_BYTES + 10);
  expect(await badBlocks([partial])).toEqual({ kind: 'checked', bad: [] });
});

test('zeros are not taken for data: blocks past the end of a file that was cut and made longer are bad', async () => {
  await file.truncate(BLOCK_BYTES + 5);
  expect(await badBlocks(blocks)).toEqual({ kind: 'checked', bad: [1, 2, 3] });
  await file.truncate(bytes.length);
  expect(await badBlocks(blocks)).toEqual({ kind: 'checked', bad: [1, 2, 3] });
});

test('an aborted check says so', async () => {
  expect(await badBlocks(blocks, AbortSignal.abort('pause'))).toEqual({ kind: 'aborted', bad: [] });
});
