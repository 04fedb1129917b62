/** Starts Sluice on a disk that a power cut left, lets it finish, and judges what came of it. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { JobStore, StoredJob } from '@sluice/engine';
import { displayName, isTerminal, type Job } from '@sluice/model';
import { seededBytes, tempFolder, type Origin } from '@sluice/testkit';
import { LabQueue } from './lab-queue.ts';
import type { CutDisk } from './power-cut.ts';
import { moveRow, rebuildDisk } from './rebuild-disk.ts';
import type { Recording } from './record-scenario.ts';
import type { LabFile } from './scenarios.ts';

export interface Judgement {
  /** What must never be; empty in a world that is as promised. */
  readonly wrongs: readonly string[];
  /** What came to rest without being done, or was left over. */
  readonly troubles: readonly string[];
  /** Restarts from byte 0 that the cut caused, with their reasons. */
  readonly restarts: readonly string[];
  /** Bytes that were in the part files before the cut and came again; null where that says nothing. */
  readonly refetchedBytes: number | null;
  /** Bytes that were claimed durable and came again. */
  readonly durableRefetchedBytes: number | null;
}

/** Opens a store with these rows in it; `close` lets it go. */
export type OpenStore = (rows: readonly StoredJob[]) => { readonly store: JobStore; readonly close: () => void };

/** Puts the rows into a store that may hold others of the same jobs. */
export function saveRows(store: JobStore, rows: readonly StoredJob[]): void {
  store.save(rows.map(({ job, secrets, checkpoint }) => ({ job, secrets, checkpoint: { mode: 'replace', ...checkpoint } })));
}

let recoveries = 0;

export async function recover(
  origin: Origin,
  recording: Recording,
  disk: CutDisk,
  rows: readonly StoredJob[],
  openStore: OpenStore,
): Promise<Judgement> {
  const { scenario, log, originPrefix } = recording;
  const folder = await tempFolder();
  const prefix = `/r${++recoveries}`;
  const paths = scenario.files.map((file) => serveFinal(origin, `${prefix}${file.path}`, file));
  const inodes = rebuildDisk(disk, folder.path);
  const moved = rows.map((stored) =>
    moveRow(
      stored,
      [
        [log.folder, folder.path],
        [originPrefix, `${origin.url}${prefix}/`],
      ],
      inodes,
    ),
  );
  const wrongs = checkVisible(folder.path, recording, 'after the cut');
  const { store, close } = openStore(moved);
  const lab = new LabQueue(store, folder.path);
  try {
    const ids = moved.map(({ job }) => job.id);
    lab.queue.run(ids.filter((id) => lab.job(id).state.kind === 'paused'));
    const rested = await lab.until(ids, ['done', 'failed', 'cancelled', 'waiting']);
    const jobs = ids.map((id) => lab.job(id));
    const troubles = [
      ...(rested ? [] : ['hung']),
      ...lab.faults.map((fault) => `fault: ${String(fault)}`),
      ...jobs.flatMap((job) => troubleOf(job, recording)),
    ];
    wrongs.push(...jobs.flatMap((job) => checkDone(job, recording)), ...checkVisible(folder.path, recording, 'at the end'));
    troubles.push(...findLitter(folder.path, recording, jobs));
    const restarts = jobs.flatMap((job, index) => restartsSince(job, moved[index]?.job));
    return { wrongs, troubles, restarts, ...refetched(recording, disk, moved, lab.fetchedBytes) };
  } finally {
    await lab.close();
    close();
    await folder.remove();
    for (const path of paths) origin.serve(path, { seed: 0, sizeBytes: 0 });
  }
}

/** The file as it is after the run, with the validators that it had then, but without its faults and as quick as it goes. */
function serveFinal(origin: Origin, path: string, { before, after }: LabFile): string {
  const { rateBytesPerSecond: _rate, faults: _faults, ...plain } = before;
  origin.serve(path, plain);
  if (after !== undefined) origin.replace(path, after);
  return path;
}

function finalFile(recording: Recording, name: string): { readonly seed: number; readonly sizeBytes: number } {
  const stem = name.replace(/(?: \(\d+\))+(?=\.)/, '');
  const file = recording.scenario.files.find(({ path }) => path === `/${stem}`);
  if (file === undefined) throw new Error(`nothing was served as ${name}`);
  return { ...file.before, ...file.after };
}

const expectations = new Map<string, Buffer>();

function isRight(bytes: Buffer, { seed, sizeBytes }: { readonly seed: number; readonly sizeBytes: number }): boolean {
  const key = `${seed}:${sizeBytes}`;
  const expected = expectations.get(key) ?? Buffer.from(seededBytes(seed, { start: 0, end: sizeBytes }));
  if (!expectations.has(key)) {
    if (expectations.size > 8) expectations.clear();
    expectations.set(key, expected);
  }
  return bytes.equals(expected);
}

/** No name without `.part` may ever show anything but a whole file: ours, or what was there before. */
function checkVisible(folder: string, recording: Recording, when: string): string[] {
  const { foreign } = recording.scenario;
  return readdirSync(folder).flatMap((name) => {
    if (name.endsWith('.part') || isFolderProbe(name)) return [];
    const bytes = readFileSync(join(folder, name));
    const old = foreign.get(name);
    if (old !== undefined && bytes.equals(old)) return [];
    return isRight(bytes, finalFile(recording, name)) ? [] : [`${when}: ${name} is wrong`];
  });
}

/** The empty file with which a job tries out its folder. */
function isFolderProbe(name: string): boolean {
  return /^\.sluice-[0-9a-f-]+\.tmp$/.test(name);
}

function checkDone(job: Job, recording: Recording): readonly string[] {
  if (job.state.kind !== 'done') return [];
  try {
    return isRight(readFileSync(job.state.path), finalFile(recording, displayName(job)))
      ? []
      : [`${displayName(job)} is called done and wrong`];
  } catch (error) {
    return [`${displayName(job)} is called done and can't be read: ${String(error)}`];
  }
}

function troubleOf(job: Job, { scenario }: Recording): readonly string[] {
  const { state } = job;
  if (state.kind === 'done' && !scenario.targets.includes(displayName(job))) return [`done under another name: ${displayName(job)}`];
  if (isTerminal(state.kind)) return [];
  const why = state.kind === 'failed' ? state.failure : state.kind === 'waiting' ? state.reason : null;
  return [`${state.kind}: ${JSON.stringify(why).slice(0, 200)}`];
}

function findLitter(folder: string, { scenario }: Recording, jobs: readonly Job[]): readonly string[] {
  const owned = new Set(jobs.flatMap((job) => (job.state.kind === 'done' ? [displayName(job)] : [])));
  for (const name of scenario.foreign.keys()) owned.add(name);
  return readdirSync(folder).flatMap((name) => (owned.has(name) ? [] : [`litter: ${isFolderProbe(name) ? 'folder probe' : name}`]));
}

function restartsSince(after: Job, before: Job | undefined): readonly string[] {
  return after.restarts.count > (before?.restarts.count ?? 0)
    ? [JSON.stringify(after.restarts.lastReason).replaceAll(/"path":"[^"]*"/g, '…')]
    : [];
}

function refetched(
  { scenario, log }: Recording,
  disk: CutDisk,
  rows: readonly StoredJob[],
  fetchedBytes: number,
): Pick<Judgement, 'refetchedBytes' | 'durableRefetchedBytes'> {
  const begun = rows.filter(({ job }) => job.partFile !== null || job.state.kind === 'done');
  if (!scenario.resumable || begun.length === 0 || begun.length < scenario.files.length)
    return { refetchedBytes: null, durableRefetchedBytes: null };
  const moment = disk.moment;
  const sizeBytes = scenario.files.reduce((sum, { before }) => sum + before.sizeBytes, 0);
  const written = log.operations.reduce(
    (sum, operation) => sum + (operation.kind === 'write' && operation.ended < moment ? operation.bytes.byteLength : 0),
    0,
  );
  const claimed = rows.reduce((sum, { job }) => sum + job.durableBytes, 0);
  return {
    refetchedBytes: Math.max(0, written + fetchedBytes - sizeBytes),
    durableRefetchedBytes: Math.max(0, claimed + fetchedBytes - sizeBytes),
  };
}
