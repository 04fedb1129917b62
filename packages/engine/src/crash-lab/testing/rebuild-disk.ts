/** Puts a disk as a power cut left it into an empty folder. */
import { closeSync, fstatSync, ftruncateSync, linkSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { StoredJob } from '@sluice/engine';
import type { CutDisk, DataStep } from './power-cut.ts';

/** An inode that no file has. */
const NOWHERE = '0';

/** Makes the files; returns which inode each of the recorded ones is now. */
export function rebuildDisk(disk: CutDisk, folder: string): ReadonlyMap<string, string> {
  const made = new Map<string, { readonly path: string; readonly inode: string }>();
  for (const [name, inode] of disk.names) {
    const path = join(folder, name);
    const known = made.get(inode);
    if (known === undefined) made.set(inode, { path, inode: makeFile(path, disk.files.get(inode) ?? []) });
    else linkSync(known.path, path);
  }
  return new Map([...made].map(([recorded, { inode }]) => [recorded, inode]));
}

function makeFile(path: string, steps: readonly DataStep[]): string {
  const file = openSync(path, 'wx+');
  try {
    for (const step of steps) {
      if (step.kind === 'write') writeSync(file, step.bytes, 0, step.bytes.byteLength, step.position);
      else if (step.kind === 'size' || fstatSync(file).size < step.sizeBytes) ftruncateSync(file, step.sizeBytes);
    }
    return String(fstatSync(file, { bigint: true }).ino);
  } finally {
    closeSync(file);
  }
}

/** The row as it would stand in the rebuilt folder: other paths, addresses and inodes, the same in everything else. */
export function moveRow(
  stored: StoredJob,
  replacements: readonly (readonly [from: string, to: string])[],
  inodes: ReadonlyMap<string, string>,
): StoredJob {
  let text = JSON.stringify(stored);
  for (const [from, to] of replacements) text = text.replaceAll(from, to);
  const moved = JSON.parse(text) as StoredJob;
  const { partFile } = moved.job;
  if (partFile === null) return moved;
  return { ...moved, job: { ...moved.job, partFile: { ...partFile, inode: inodes.get(partFile.inode) ?? NOWHERE } } };
}
