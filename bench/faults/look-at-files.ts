/** Compares what lies in a folder with the contents that count as right. */
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { byteRange } from '@sluice/model';
import { seededBytes } from '@sluice/testkit';
import type { Version } from './behaviour.ts';
import type { Content, FoundFile } from './judge.ts';

const STEP_BYTES = 4096;

/** All files in the folder; `ignored` endings are notes of the program and hold nothing of the file. */
export async function lookAtFiles(folder: string, versions: readonly Version[], ignored: readonly string[]): Promise<readonly FoundFile[]> {
  const names = (await readdir(folder)).filter((name) => !ignored.some((ending) => name.endsWith(ending)));
  const wholes = versions.map(bytesOf);
  const found: FoundFile[] = [];
  for (const name of names.toSorted()) {
    const bytes = await readFile(join(folder, name));
    found.push({ name, sizeBytes: bytes.byteLength, content: contentOf(bytes, wholes) });
  }
  return found;
}

/** What `bytes` are, given all contents that are right. */
export function contentOf(bytes: Buffer, wholes: readonly Buffer[]): Content {
  if (wholes.some((whole) => whole.equals(bytes))) return 'right';
  return wholes.some((whole) => isSoundPart(bytes, whole)) ? 'sound-part' : 'foreign';
}

/** Whether all bytes agree with `whole`, or were never written: a file system gives zeros for those. */
function isSoundPart(bytes: Buffer, whole: Buffer): boolean {
  if (bytes.byteLength > whole.byteLength) return false;
  for (let at = 0; at < bytes.byteLength; at += STEP_BYTES) {
    const end = Math.min(at + STEP_BYTES, bytes.byteLength);
    if (bytes.compare(whole, at, end, at, end) === 0) continue;
    for (let byte = at; byte < end; byte++) if (bytes[byte] !== 0 && bytes[byte] !== whole[byte]) return false;
  }
  return true;
}

function bytesOf({ seed, sizeBytes, coding }: Version): Buffer {
  const plain = Buffer.from(seededBytes(seed, byteRange(0, sizeBytes)).buffer);
  return coding === 'gzip' ? gzipSync(plain) : plain;
}
