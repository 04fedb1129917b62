import { link, lstat, mkdir, mkdtemp, readFile, readdir, readlink, rename, rm, stat, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ConflictPolicy } from '@sluice/model';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { chooseTarget } from './choose-target.ts';
import { commitFile, type CommitOutcome } from './commit-file.ts';
import { PartFile } from './part-file.ts';
import { partPathOf } from './part-path.ts';

const NEW = 'new bytes';
let folder: string;
let target: string;
let part: string;
let file: PartFile;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sluice-commit-'));
  target = join(folder, 'übung 日本.txt');
  part = partPathOf(target);
  const created = await PartFile.create(part, NEW.length);
  if (created.kind !== 'ok') throw new Error('no part file');
  file = created.file;
  await file.write(Buffer.from(NEW), 0);
});
afterEach(async () => {
  await file.close();
  await rm(folder, { recursive: true });
});

function commit(conflict: ConflictPolicy, mtimeMs: number | null = null): Promise<CommitOutcome> {
  return commitFile(file, { targetPath: target, conflict, sizeBytes: NEW.length, mtimeMs, isTaken: () => false });
}

/** Every name in the folder with its text, links not followed. */
async function contents(): Promise<Readonly<Record<string, string>>> {
  const names = await readdir(folder);
  const read = async (name: string): Promise<[string, string]> => {
    const path = join(folder, name);
    const stats = await lstat(path);
    if (stats.isDirectory()) return [name, '(folder)'];
    return [name, stats.isSymbolicLink() ? `-> ${await readlink(path)}` : await readFile(path, 'utf8')];
  };
  return Object.fromEntries(await Promise.all(names.map(read)));
}

test.each(['keep-both', 'overwrite', 'skip', 'ask'] as const)('a free name is taken, and the part file is gone (%s)', async (conflict) => {
  expect(await commit(conflict)).toEqual({ kind: 'committed', path: target });
  expect(await contents()).toEqual({ 'übung 日本.txt': NEW });
});

test('the file gets the time that the server told', async () => {
  const mtimeMs = Date.UTC(1999, 11, 31);
  await commit('keep-both', mtimeMs);
  expect((await stat(target)).mtimeMs).toBe(mtimeMs);
});

test('an empty file is committed as any other', async () => {
  await file.truncate(0);
  const order = { targetPath: target, conflict: 'skip', sizeBytes: 0, mtimeMs: null, isTaken: () => false } as const;
  expect(await commitFile(file, order)).toEqual({ kind: 'committed', path: target });
  expect(await contents()).toEqual({ 'übung 日本.txt': '' });
});

test('a target that appears between probe and commit is kept, and the new file takes the next name', async () => {
  await rm(part);
  const chosen = await chooseTarget(folder, 'übung 日本.txt', 'keep-both', () => false);
  expect(chosen).toEqual({ kind: 'use', path: target });
  const created = await PartFile.create(part, NEW.length);
  await file.close();
  if (created.kind === 'ok') file = created.file;
  await file.write(Buffer.from(NEW), 0);
  await writeFile(target, 'old');
  expect(await commit('keep-both')).toEqual({ kind: 'committed', path: join(folder, 'übung 日本 (1).txt') });
  expect(await contents()).toEqual({ 'übung 日本.txt': 'old', 'übung 日本 (1).txt': NEW });
});

test('many commits to one name at the same moment lose no file', async () => {
  const texts = Array.from({ length: 12 }, (_, index) => `bytes of ${index}`);
  const commits = texts.map(async (text, index) => {
    const created = await PartFile.create(join(folder, `${index}.part`), text.length);
    if (created.kind !== 'ok') throw new Error('no part file');
    await created.file.write(Buffer.from(text), 0);
    const order = { targetPath: target, conflict: 'keep-both', sizeBytes: text.length, mtimeMs: null, isTaken: () => false } as const;
    const outcome = await commitFile(created.file, order);
    await created.file.close();
    return outcome.kind === 'committed' ? readFile(outcome.path, 'utf8') : outcome.kind;
  });
  expect(await Promise.all(commits)).toEqual(texts);
  expect(Object.values(await contents()).toSorted()).toEqual([...texts, NEW].toSorted());
});

test('names that other jobs hold are not taken by a commit either', async () => {
  await writeFile(target, 'old');
  const held = join(folder, 'übung 日本 (1).txt');
  const order = { targetPath: target, conflict: 'keep-both', sizeBytes: NEW.length, mtimeMs: null } as const;
  expect(await commitFile(file, { ...order, isTaken: (path) => path === held })).toEqual({
    kind: 'committed',
    path: join(folder, 'übung 日本 (2).txt'),
  });
});

test.each(['skip', 'ask'] as const)('%s: a target that appeared is kept, and so is the part file', async (conflict) => {
  await writeFile(target, 'old');
  expect(await commit(conflict)).toEqual({ kind: 'exists', path: target });
  expect(await contents()).toEqual({ 'übung 日本.txt': 'old', 'übung 日本.txt.part': NEW });
});

test('overwrite replaces the file', async () => {
  await writeFile(target, 'old');
  expect(await commit('overwrite')).toEqual({ kind: 'committed', path: target });
  expect(await contents()).toEqual({ 'übung 日本.txt': NEW });
});

test('overwrite never replaces a folder, and keeps the part file', async () => {
  await mkdir(target);
  expect(await commit('overwrite')).toEqual({ kind: 'failed', failure: { kind: 'target-exists', path: target } });
  expect(await contents()).toEqual({ 'übung 日本.txt': '(folder)', 'übung 日本.txt.part': NEW });
});

test('overwrite replaces a link itself, and never what it leads to', async () => {
  await writeFile(join(folder, 'precious'), 'old');
  await symlink('precious', target);
  expect(await commit('overwrite')).toEqual({ kind: 'committed', path: target });
  expect(await contents()).toEqual({ precious: 'old', 'übung 日本.txt': NEW });
});

test.each(['precious', 'nowhere'])('a link to %s counts as a target that is there', async (destination) => {
  await writeFile(join(folder, 'precious'), 'old');
  await symlink(destination, target);
  expect(await commit('skip')).toEqual({ kind: 'exists', path: target });
  expect(await contents()).toEqual({ precious: 'old', 'übung 日本.txt': `-> ${destination}`, 'übung 日本.txt.part': NEW });
});

test.each(['keep-both', 'overwrite', 'skip'] as const)('a commit that a crash left with both names is finished (%s)', async (conflict) => {
  await link(part, target);
  expect(await commit(conflict)).toEqual({ kind: 'committed', path: target });
  expect(await contents()).toEqual({ 'übung 日本.txt': NEW });
});

test('a part file that was replaced under the open handle is never called done', async () => {
  await writeFile(join(folder, 'other'), 'evil byte');
  await rename(join(folder, 'other'), part);
  expect(await commit('overwrite')).toEqual({ kind: 'failed', failure: { kind: 'part-file-foreign', path: part } });
  expect(await contents()).toEqual({ 'übung 日本.txt.part': 'evil byte' });
});

test('a part file of the wrong length is never called done, and an older target stays', async () => {
  await writeFile(target, 'old');
  await truncate(part, 3);
  expect(await commit('overwrite')).toEqual({ kind: 'failed', failure: { kind: 'part-file-foreign', path: part } });
  expect(await contents()).toEqual({ 'übung 日本.txt': 'old', 'übung 日本.txt.part': 'new' });
});

test('a part file that was deleted under the open handle is a failure, and an older target stays', async () => {
  await writeFile(target, 'old');
  await rm(part);
  expect(await commit('overwrite')).toEqual({ kind: 'failed', failure: { kind: 'disk', operation: 'rename', path: part, code: 'ENOENT' } });
  expect(await contents()).toEqual({ 'übung 日本.txt': 'old' });
});
