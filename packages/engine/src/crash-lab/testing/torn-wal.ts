/** The database as SQLite's own files, with the write-ahead log torn where the power went off. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock, type JobStore, type StoredJob } from '@sluice/engine';
import { openDatabase, plainBox, type StoreNotice } from '@sluice/store';
import { tempFolder, type Origin } from '@sluice/testkit';
import type { CommittedContent, LoggedOperation } from './disk-log.ts';
import { count, sampleOf, type Tally } from './lab-run.ts';
import { cutAt, type CutMode, type Random } from './power-cut.ts';
import type { LabStore, Recording } from './record-scenario.ts';
import { recover, saveRows } from './recover.ts';

type Files = Extract<CommittedContent, { kind: 'files' }>;

const WAL_HEADER_BYTES = 32;
const SECTOR_BYTES = 512;

/** A store in `folder` whose files are copied after each transaction. */
export function rowsInFiles(folder: string): LabStore & { readonly close: () => void } {
  const { store, close } = open(folder);
  const content = (): CommittedContent => ({
    kind: 'files',
    database: readFileSync(join(folder, 'queue.db')),
    wal: readFileSync(join(folder, 'queue.db-wal')),
    says: sayingOf(store),
  });
  return { store, content, close };
}

function open(folder: string): { readonly store: JobStore; readonly notices: readonly StoreNotice[]; readonly close: () => void } {
  const opened = openDatabase(folder, { clock: systemClock, secretBox: plainBox });
  if (opened.kind !== 'open') throw new Error(`the database could not be opened: ${JSON.stringify(opened)}`);
  return { store: opened.store, notices: opened.notices, close: () => opened.store.close() };
}

function rowsOf(store: JobStore): readonly StoredJob[] {
  return store.find({}).flatMap((job) => store.read(job.id) ?? []);
}

function sayingOf(store: JobStore): string {
  return JSON.stringify(rowsOf(store));
}

type Tear =
  /** Within what the cut transaction had appended and not synced: what SQLite promises to survive. */
  | 'unacknowledged'
  /** Anywhere behind the header: a disk that lied about its syncs. Acknowledged transactions may be lost, wrong files still may not be. */
  | 'lying-disk';

/** Tears the log of at most `most` transactions of a recording in each manner, recovers, and counts. */
export async function runTears(origin: Origin, recording: Recording, most: number, random: Random, tally: Tally): Promise<void> {
  const commits = recording.log.operations.filter((operation) => filesOf(operation) !== null);
  const torn = commits.flatMap((commit, index) =>
    (['unacknowledged', 'lying-disk'] as const).map((tear) => ({ commit, before: commits[index - 1], tear })),
  );
  const work = sampleOf(torn, 2 * most, random).values();
  const lane = async (): Promise<void> => {
    for (const one of work) await tearOnce(origin, recording, one, random, tally);
  };
  await Promise.all([lane(), lane(), lane()]);
}

interface TornCommit {
  readonly commit: LoggedOperation;
  readonly before: LoggedOperation | undefined;
  readonly tear: Tear;
}

async function tearOnce(
  origin: Origin,
  recording: Recording,
  { commit, before, tear }: TornCommit,
  random: Random,
  tally: Tally,
): Promise<void> {
  const [now, last] = [filesOf(commit), filesOf(before)];
  if (now === null || last === null || Buffer.compare(now.database, last.database) !== 0) return;
  const modes: readonly CutMode[] = ['all-kept', 'all-lost', 'random'];
  const mode = modes[Math.floor(random() * modes.length)] ?? 'random';
  const disk = cutAt(recording.log.operations, commit.begun, mode, random);
  const wal = tear === 'unacknowledged' ? tornTail(last.wal, now.wal, random) : cutAnywhere(now.wal, random);
  const state = await tempFolder();
  writeFileSync(join(state.path, 'queue.db'), now.database);
  writeFileSync(join(state.path, 'queue.db-wal'), wal);
  try {
    const { store, notices, close } = open(state.path);
    const wrongs: string[] = [];
    const says = sayingOf(store);
    if (tear === 'unacknowledged' && says !== last.says && says !== now.says) wrongs.push('the database says what was never committed');
    if (notices.length > 0) wrongs.push(`the database was found damaged: ${JSON.stringify(notices)}`);
    const rows = rowsOf(store);
    const judgement = await recover(origin, recording, disk, rows, (moved) => {
      saveRows(store, moved);
      return { store, close };
    });
    const where = `${recording.scenario.name}: ${tear} at ${commit.begun} (${mode}), wal ${wal.byteLength}`;
    count(tally, recording.scenario, tear, { ...judgement, wrongs: [...wrongs, ...judgement.wrongs] }, where);
  } finally {
    await state.remove();
  }
}

function filesOf(commit: LoggedOperation | undefined): Files | null {
  return commit?.kind === 'commit' && commit.content.kind === 'files' ? commit.content : null;
}

/** What was synced stays; behind it any sectors of the next transaction, the others zero or not there. */
function tornTail(synced: Uint8Array, after: Uint8Array, random: Random): Uint8Array {
  const torn = Buffer.from(after);
  const from = synced.byteLength;
  if (random() < 0.5) return torn.subarray(0, from + Math.floor(random() * (torn.byteLength - from + 1)));
  for (let at = from; at < torn.byteLength; at += SECTOR_BYTES)
    if (random() < 0.3) torn.fill(0, at, Math.min(at + SECTOR_BYTES, torn.byteLength));
  return torn;
}

function cutAnywhere(wal: Uint8Array, random: Random): Uint8Array {
  return wal.subarray(0, WAL_HEADER_BYTES + Math.floor(random() * (wal.byteLength - WAL_HEADER_BYTES + 1)));
}
