/** The runs that the lab records: every way in which a job touches its files. */
import { writeFileSync, lstatSync } from 'node:fs';
import { join } from 'node:path';
import { NO_OPTIONS, type JobId } from '@sluice/model';
import { dropAfter, seededBytes, slowDrip, status, type Origin, type ServeOptions } from '@sluice/testkit';
import type { DiskLog } from './disk-log.ts';
import { MiB, type LabQueue } from './lab-queue.ts';

/** A file of the origin. */
export interface LabFile {
  readonly path: string;
  readonly before: ServeOptions;
  /** What took its place in the middle of the run. */
  readonly after?: Partial<ServeOptions>;
}

interface Stage {
  readonly origin: Origin;
  readonly log: DiskLog;
  /** Opens another queue on the same store, as a program that starts again; the last one is closed before. */
  reopen(): Promise<LabQueue>;
  lab(): LabQueue;
  url(file: LabFile): string;
  replace(file: LabFile): void;
}

export interface Scenario {
  readonly name: string;
  readonly files: readonly LabFile[];
  /** Whether bytes that were durable at a cut need never come again; else a restart from byte 0 is as it should be. */
  readonly resumable: boolean;
  /** Files of others: content by name. They must be there, as they were, whenever nothing of ours may be. */
  readonly foreign: ReadonlyMap<string, Uint8Array>;
  /** Names that finished files may have. */
  readonly targets: readonly string[];
  run(stage: Stage): Promise<void>;
}

const RATE = 3 * MiB;
const KiB = 1024;
const NOTHING = { foreign: new Map<string, Uint8Array>() };
const FOREIGN = seededBytes(99, { start: 0, end: 5000 });

let seeds = 100;

function file(path: string, sizeBytes: number, more: Partial<ServeOptions> = {}): LabFile {
  return { path, before: { seed: ++seeds, sizeBytes, rateBytesPerSecond: RATE, ...more } };
}

async function finish(lab: LabQueue, ids: readonly JobId[]): Promise<void> {
  if (!(await lab.until(ids, ['done'])))
    throw new Error(`the run to be recorded did not end: ${JSON.stringify(ids.map((id) => lab.job(id).state))}`);
}

const options = (connections: number | null, partSizeBytes: number | null = null) => ({ ...NO_OPTIONS, connections, partSizeBytes });

/** New ones for each recording, with other seeds. */
export function allScenarios(): readonly Scenario[] {
  return [
    splits(),
    smallParts(),
    pauses(),
    quits(),
    retries(),
    remoteChanged(),
    keepBoth(),
    overwrite(),
    stream(),
    empty(),
    together(),
    cancelled(),
  ];
}

function splits(): Scenario {
  // The second connection is so slow that the first one, when it is through, takes over half of what is left.
  const faults = [slowDrip(MiB / 2, { forRange: { start: 1, end: 6 * MiB }, times: 1 })];
  const one = file('/splits.bin', 6 * MiB, { faults, rateBytesPerSecond: 3 * MiB });
  const run = async ({ lab, url }: Stage): Promise<void> => finish(lab(), [lab().add(url(one), { options: options(2) })]);
  return { name: 'splits', files: [one], resumable: true, targets: ['splits.bin'], ...NOTHING, run };
}

function smallParts(): Scenario {
  const one = file('/parts.bin', MiB + 1);
  const run = async ({ lab, url }: Stage): Promise<void> => finish(lab(), [lab().add(url(one), { options: options(4, 100 * KiB) })]);
  return { name: 'many small parts', files: [one], resumable: true, targets: ['parts.bin'], ...NOTHING, run };
}

function pauses(): Scenario {
  const one = file('/pauses.bin', MiB);
  const run = async ({ lab, url, origin }: Stage): Promise<void> => {
    const id = lab().add(url(one), { options: options(3, 128 * KiB) });
    for (const share of [0.2, 0.5, 0.8]) {
      await origin.untilBytesSent(one.path, share * MiB);
      await lab().queue.pause([id]);
      lab().queue.resume([id]);
    }
    await finish(lab(), [id]);
  };
  return { name: 'pause and resume', files: [one], resumable: true, targets: ['pauses.bin'], ...NOTHING, run };
}

function quits(): Scenario {
  const one = file('/quits.bin', MiB + 5);
  const run = async ({ lab, url, origin, reopen }: Stage): Promise<void> => {
    const id = lab().add(url(one), { options: options(2, 256 * KiB) });
    for (const share of [0.3, 0.7]) {
      await origin.untilBytesSent(one.path, share * MiB);
      await reopen();
    }
    await finish(lab(), [id]);
  };
  return { name: 'quit and start', files: [one], resumable: true, targets: ['quits.bin'], ...NOTHING, run };
}

function retries(): Scenario {
  const faults = [status(503, { times: 2, onlyAfterFirst: 1 }), dropAfter(70_000, { times: 4, onlyAfterFirst: 2 })];
  const one = file('/retries.bin', MiB, { faults });
  const run = async ({ lab, url }: Stage): Promise<void> => finish(lab(), [lab().add(url(one), { options: options(3, 128 * KiB) })]);
  return { name: 'retries', files: [one], resumable: true, targets: ['retries.bin'], ...NOTHING, run };
}

function remoteChanged(): Scenario {
  const one = { ...file('/changed.bin', MiB), after: { seed: ++seeds } };
  const run = async ({ lab, url, origin, replace }: Stage): Promise<void> => {
    const id = lab().add(url(one), { options: options(2, 128 * KiB) });
    await origin.untilBytesSent(one.path, MiB / 2);
    await lab().queue.pause([id]);
    replace(one);
    lab().queue.resume([id]);
    await finish(lab(), [id]);
  };
  return { name: 'restart, remote changed', files: [one], resumable: false, targets: ['changed.bin'], ...NOTHING, run };
}

/** Another program takes the name while the file is on its way. */
function keepBoth(): Scenario {
  const one = file('/both.bin', 700_000);
  const run = async ({ lab, url, origin, log }: Stage): Promise<void> => {
    const id = lab().add(url(one), { options: options(2, 128 * KiB) });
    await origin.untilBytesSent(one.path, 400_000);
    makeForeign(log, 'both.bin');
    await finish(lab(), [id]);
  };
  const targets = ['both.bin', 'both (1).bin'];
  return { name: 'commit, keep both', files: [one], resumable: true, foreign: new Map([['both.bin', FOREIGN]]), targets, run };
}

function overwrite(): Scenario {
  const one = file('/over.bin', 700_000);
  const run = async ({ lab, url, log }: Stage): Promise<void> => {
    makeForeign(log, 'over.bin');
    await finish(lab(), [lab().add(url(one), { conflict: 'overwrite', options: options(2, 128 * KiB) })]);
  };
  const foreign = new Map([['over.bin', FOREIGN]]);
  return { name: 'commit, overwrite', files: [one], resumable: true, foreign, targets: ['over.bin'], run };
}

function stream(): Scenario {
  const one = file('/stream.bin', 600_000, { length: 'chunked' });
  const run = async ({ lab, url }: Stage): Promise<void> => finish(lab(), [lab().add(url(one))]);
  return { name: 'stream without a length', files: [one], resumable: false, targets: ['stream.bin'], ...NOTHING, run };
}

function empty(): Scenario {
  const one = file('/empty.bin', 0);
  const run = async ({ lab, url }: Stage): Promise<void> => finish(lab(), [lab().add(url(one))]);
  return { name: 'empty file', files: [one], resumable: true, targets: ['empty.bin'], ...NOTHING, run };
}

function together(): Scenario {
  const files = [file('/one.bin', 700_000), file('/two.bin', 500_000), file('/three.bin', 100)];
  const run = async ({ lab, url }: Stage): Promise<void> =>
    finish(
      lab(),
      files.map((one) => lab().add(url(one), { options: options(2, 128 * KiB) })),
    );
  return { name: 'three jobs together', files, resumable: true, targets: ['one.bin', 'two.bin', 'three.bin'], ...NOTHING, run };
}

/** Cancelled in the middle, and added once more. */
function cancelled(): Scenario {
  const one = file('/again.bin', MiB);
  const run = async ({ lab, url, origin }: Stage): Promise<void> => {
    const first = lab().add(url(one), { options: options(2) });
    await origin.untilBytesSent(one.path, MiB / 2);
    await lab().queue.cancel([first]);
    await finish(lab(), [lab().add(url(one), { options: options(2) })]);
  };
  return { name: 'cancel and add again', files: [one], resumable: false, targets: ['again.bin', 'again (1).bin'], ...NOTHING, run };
}

function makeForeign(log: DiskLog, name: string): void {
  const path = join(log.folder, name);
  writeFileSync(path, FOREIGN);
  log.note({ kind: 'foreign', inode: String(lstatSync(path, { bigint: true }).ino), name, bytes: FOREIGN });
}
