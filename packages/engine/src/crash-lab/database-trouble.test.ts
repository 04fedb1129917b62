/** A database that is lost or damaged between two runs, a clock that is set back, and others who want the same queue or the same file. */
import { createHash } from 'node:crypto';
import { copyFileSync, readFileSync, readdirSync, renameSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openDatabase, plainBox, type SqliteJobStore, type StoreNotice } from '@sluice/store';
import { expectSeededFile, tempFolder } from '@sluice/testkit';
import { systemClock, type Clock } from '../index.ts';
import { MiB, openRig, type Rig } from '../testing/queue-rig.ts';
import { HeldWaits } from './testing/held-waits.ts';
import { LabQueue } from './testing/lab-queue.ts';

const SIZE = 8 * MiB + 3;
const RATE = 16 * MiB;
const PATH = '/f.bin';
const SEED = 8;
const YEAR_MS = 365 * 24 * 3600 * 1000;

interface Opened {
  readonly store: SqliteJobStore;
  readonly notices: readonly StoreNotice[];
}

function open(folder: string, clock: Pick<Clock, 'nowMs'> = systemClock): Opened {
  const opened = openDatabase(folder, { clock, secretBox: plainBox });
  if (opened.kind !== 'open') throw new Error(`the database is ${opened.kind}`);
  onTestFinished(() => opened.store.close());
  return opened;
}

async function stateFolder(): Promise<string> {
  const folder = await tempFolder();
  onTestFinished(() => folder.remove());
  return folder.path;
}

interface Interrupted {
  readonly rig: Rig;
  readonly state: string;
  readonly url: string;
  readonly id: string;
  /** What the part file held. */
  readonly digest: string;
}

/** A download that was quit halfway; its database is closed, and no thread of this process has it open (its locks and shared memory are the process's). */
async function interrupted(): Promise<Interrupted> {
  const state = await stateFolder();
  const { store } = open(state);
  const rig = await openRig({ store });
  const url = rig.origin.serve(PATH, { seed: SEED, sizeBytes: SIZE, rateBytesPerSecond: RATE });
  const id = rig.add(url);
  await rig.origin.untilBytesSent(PATH, 4 * MiB);
  await rig.queue.close();
  store.close();
  await store.settled;
  return { rig, state, url, id, digest: digestOf(rig.path('f.bin.part')) };
}

function digestOf(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex');
}

const DAMAGES: readonly (readonly [what: string, damage: (database: string) => void])[] = [
  ['deleted', (database) => rmSync(database)],
  ['truncated to nothing', (database) => truncateSync(database, 0)],
  ['truncated in the middle', (database) => truncateSync(database, Math.floor(statSync(database).size / 2))],
  ['bit-flipped in its head', (database) => flipBits(database, [40, 101, 103])],
  [
    'bit-flipped all over',
    (database) =>
      flipBits(
        database,
        Array.from({ length: 64 }, (_, index) => 4096 + index * 331),
      ),
  ],
];

function flipBits(path: string, positions: readonly number[]): void {
  const bytes = readFileSync(path);
  for (const position of positions) bytes[position % bytes.length] = (bytes[position % bytes.length] ?? 0) ^ 0x55;
  writeFileSync(path, bytes);
}

/** What the backup of an interrupted download knows of it, after its database was destroyed. */
function afterLoss(state: string, damage: (database: string) => void): Opened {
  damage(join(state, 'queue.db'));
  const opened = open(state);
  expect(opened.notices.map(({ kind }) => kind)).toEqual([expect.stringMatching(/^(set-aside|backup-used)$/), 'progress-checked']);
  return opened;
}

test.each(DAMAGES)(
  'C10: a database that is %s is told, its backup takes its place, and only what that did not know is fetched',
  async (_what, damage) => {
    const { rig, state, id } = await interrupted();
    const { store } = afterLoss(state, damage);
    const known = store.read(id)?.job.durableBytes ?? 0;
    expect(known).toBeGreaterThanOrEqual(2 * MiB);
    const lab = new LabQueue(store, rig.folder);
    onTestFinished(() => lab.close());
    expect(store.find({}).map((job) => job.id)).toEqual([id]);
    expect(await lab.until([id], ['done'])).toBe(true);
    expect(lab.job(id).restarts.count).toBe(0);
    expect(lab.fetchedBytes).toBe(SIZE - known);
    await expectSeededFile(rig.path('f.bin'), SEED, SIZE);
  },
);

test('C10: a byte of the part file that changed after the backup costs its block, and the file is right', async () => {
  const { rig, state, id } = await interrupted();
  flipBits(rig.path('f.bin.part'), [1000]);
  const { store } = afterLoss(state, (database) => rmSync(database));
  const known = store.read(id);
  const bad = known?.checkpoint.blocks.find(({ index }) => index === 0)?.lengthBytes ?? 0;
  expect(bad).toBeGreaterThan(0);
  const lab = new LabQueue(store, rig.folder);
  onTestFinished(() => lab.close());
  expect(await lab.until([id], ['done'])).toBe(true);
  expect(lab.job(id).restarts.count).toBe(0);
  // The rest of a block that had only begun belongs to it, and comes again with it.
  expect(lab.fetchedBytes).toBe(SIZE - (known?.job.durableBytes ?? 0) + Math.max(bad, MiB));
  await expectSeededFile(rig.path('f.bin'), SEED, SIZE);
});

test.each([
  ['another file in its place', 'replaced'],
  ['other bytes in the same file, as when its inode is used again', 'overwritten'],
] as const)('C10: after a restore the part file is %s: the file is right, and nothing is called done before', async (_what, how) => {
  const { rig, state, id } = await interrupted();
  const path = rig.path('f.bin.part');
  const other = Buffer.alloc(SIZE, 0xa5);
  if (how === 'replaced') {
    writeFileSync(`${path}.other`, other);
    renameSync(`${path}.other`, path);
  } else writeFileSync(path, other);
  const { store } = afterLoss(state, (database) => rmSync(database));
  const lab = new LabQueue(store, rig.folder);
  onTestFinished(() => lab.close());
  expect(await lab.until([id], ['done', 'failed', 'waiting'])).toBe(true);
  const settled = lab.job(id).state;
  expect(settled).toMatchObject({ kind: 'done' });
  await expectSeededFile(settled.kind === 'done' ? settled.path : '', SEED, SIZE);
});

test('C10: a download that began after the last close is in a backup that was made while it ran', async () => {
  const state = await stateFolder();
  let sinceMs = 0;
  const { store } = open(state, { nowMs: () => systemClock.nowMs() + sinceMs });
  sinceMs = 60_000;
  const rig = await openRig({ store });
  const id = rig.add(rig.origin.serve(PATH, { seed: SEED, sizeBytes: SIZE, rateBytesPerSecond: RATE }));
  await rig.origin.untilBytesSent(PATH, 4 * MiB);
  await rig.queue.close();
  await store.settled;
  const copy = await stateFolder();
  copyFileSync(join(state, 'queue.backup.db'), join(copy, 'queue.backup.db'));
  const restored = open(copy);
  expect(restored.notices[0]).toEqual({ kind: 'backup-used' });
  expect(restored.store.find({}).map((job) => job.id)).toEqual([id]);
});

test.each(DAMAGES)(
  'C10: a database that is %s, with its backup gone as well: the part file is not called done, and nobody writes over it',
  async (_what, damage) => {
    const { rig, state, url, digest } = await interrupted();
    damage(join(state, 'queue.db'));
    rmSync(join(state, 'queue.backup.db'));
    const { store, notices } = open(state);
    if (_what !== 'deleted') {
      expect(notices).toMatchObject([{ kind: 'set-aside', restoredFrom: 'nothing' }]);
      expect(readdirSync(state)).toContainEqual(expect.stringMatching(/^queue\.db\.corrupt-/));
    }
    expect(store.find({})).toEqual([]);
    expect(readdirSync(rig.folder)).toEqual(['f.bin.part']);
    const lab = new LabQueue(store, rig.folder);
    onTestFinished(() => lab.close());
    const again = lab.add(url);
    expect(await lab.until([again], ['done'])).toBe(true);
    expect(lab.job(again).state).toMatchObject({ kind: 'done', path: rig.path('f (1).bin') });
    await expectSeededFile(rig.path('f (1).bin'), SEED, SIZE);
    expect(digestOf(rig.path('f.bin.part'))).toBe(digest);
  },
);

test('a clock that is set back by a year in the middle costs nothing', async () => {
  const clock = new HeldWaits();
  const rig = await openRig({ clock });
  const id = rig.add(rig.origin.serve(PATH, { seed: SEED, sizeBytes: SIZE, rateBytesPerSecond: RATE }));
  await rig.origin.untilBytesSent(PATH, 3 * MiB);
  clock.setBy(-YEAR_MS);
  await rig.origin.untilBytesSent(PATH, 5 * MiB);
  await rig.queue.pause([id]);
  rig.queue.resume([id]);
  expect(await rig.until(id, 'done', 'failed', 'waiting')).toMatchObject({ kind: 'done' });
  await expectSeededFile(rig.path('f.bin'), SEED, SIZE);
  expect(rig.job(id).restarts.count).toBe(0);
});

test('C9: a second process finds the database locked, and the first goes on', async () => {
  const state = await stateFolder();
  const { store } = open(state);
  const rig = await openRig({ store });
  const id = rig.add(rig.origin.serve(PATH, { seed: SEED, sizeBytes: SIZE, rateBytesPerSecond: RATE }));
  await rig.origin.untilBytesSent(PATH, MiB);
  expect(openDatabase(state, { clock: systemClock, secretBox: plainBox })).toEqual({ kind: 'locked', folder: state });
  expect(await rig.until(id, 'done', 'failed')).toMatchObject({ kind: 'done' });
  await expectSeededFile(rig.path('f.bin'), SEED, SIZE);
});

test('C9: two queues that want one name at the same time make two files, each of them right', async () => {
  const [first, second] = [open(await stateFolder()).store, open(await stateFolder()).store];
  const rig = await openRig({ store: first });
  const other = new LabQueue(second, rig.folder);
  onTestFinished(() => other.close());
  const url = rig.origin.serve(PATH, { seed: SEED, sizeBytes: SIZE, rateBytesPerSecond: RATE });
  const twin = rig.origin.serve('/twin/f.bin', { seed: SEED + 1, sizeBytes: SIZE, rateBytesPerSecond: RATE });
  const ids = [rig.add(url), other.add(twin)] as const;
  await Promise.all([rig.until(ids[0], 'done', 'failed'), other.until([ids[1]], ['done', 'failed'])]);
  // Who came second may have been refused at the part file; a retry finds another name.
  if (rig.job(ids[0]).state.kind === 'failed') rig.queue.retry([ids[0]]);
  if (other.job(ids[1]).state.kind === 'failed') other.queue.retry([ids[1]]);
  const states = [await rig.until(ids[0], 'done'), await other.until([ids[1]], ['done']).then(() => other.job(ids[1]).state)];
  const paths = states.map((state) => (state.kind === 'done' ? state.path : ''));
  expect(paths.toSorted()).toEqual([rig.path('f (1).bin'), rig.path('f.bin')]);
  await expectSeededFile(paths[0] ?? '', SEED, SIZE);
  await expectSeededFile(paths[1] ?? '', SEED + 1, SIZE);
});

test('C9: two queues that overwrite one name: the second is refused, and the file is the first one’s alone', async () => {
  const rig = await openRig();
  const other = new LabQueue(open(await stateFolder()).store, rig.folder);
  onTestFinished(() => other.close());
  const url = rig.origin.serve(PATH, { seed: SEED, sizeBytes: SIZE, rateBytesPerSecond: RATE });
  const first = rig.add(url, { conflict: 'overwrite' });
  await rig.origin.untilBytesSent(PATH, 2 * MiB);
  const second = other.add(rig.origin.serve('/twin/f.bin', { seed: SEED + 1, sizeBytes: SIZE }), { conflict: 'overwrite' });
  await other.until([second], ['done', 'failed']);
  expect(other.job(second).state).toMatchObject({ kind: 'failed', failure: { kind: 'part-file-foreign' } });
  expect(await rig.until(first, 'done', 'failed')).toMatchObject({ kind: 'done' });
  await expectSeededFile(rig.path('f.bin'), SEED, SIZE);
});
