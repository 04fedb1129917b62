/** Cuts recorded runs at every moment in every manner, recovers each, and counts. */
import { MemoryJobStore, type Origin } from '@sluice/testkit';
import type { StoredJob } from '@sluice/engine';
import { CUT_MODES, cutAt, seededRandom, type CutDisk, type CutMode, type Random } from './power-cut.ts';
import { recover, saveRows, type Judgement } from './recover.ts';
import type { Recording } from './record-scenario.ts';
import type { Scenario } from './scenarios.ts';

export interface Cut {
  readonly disk: CutDisk;
  readonly mode: CutMode;
}

/** Different disks that a cut of this run can leave: every moment in every fixed manner, and by chance so often. */
export function cutsOf({ log }: Recording, chances: number, seed: number): readonly Cut[] {
  const random = seededRandom(seed);
  const cuts = new Map<string, Cut>();
  const manners: readonly CutMode[] = [
    ...CUT_MODES,
    ...Array.from({ length: chances }, (_, index) => (index % 3 === 2 ? 'random-names' : 'random') as CutMode),
  ];
  for (let moment = 0; moment <= log.moments; moment += 1) {
    for (const mode of manners) {
      const disk = cutAt(log.operations, moment, mode, random);
      const known = cuts.get(disk.key);
      // A disk that an orderly file system can leave as well is judged as one.
      if (known === undefined || (known.mode === 'random-names' && mode !== 'random-names')) cuts.set(disk.key, { disk, mode });
    }
  }
  return [...cuts.values()];
}

/** At most so many of `items`, spread over all of them. */
export function sampleOf<T extends object>(items: readonly T[], most: number, random: Random): readonly T[] {
  if (items.length <= most) return items;
  const step = items.length / most;
  return Array.from({ length: most }, (_, index) => items[Math.floor((index + random()) * step)]).flatMap((item) => item ?? []);
}

export interface Tally {
  states: number;
  /** How the disk was cut, how often. */
  readonly modes: Record<string, number>;
  readonly wrongs: string[];
  readonly troubles: Record<string, number>;
  readonly restarts: Record<string, number>;
  /** Restarts of a run that can always go on, on a disk that keeps its names in order and its syncs. */
  needlessRestarts: number;
  readonly refetchedBytes: number[];
  readonly durableRefetchedBytes: number[];
}

export function emptyTally(): Tally {
  return {
    states: 0,
    modes: {},
    wrongs: [],
    troubles: {},
    restarts: {},
    needlessRestarts: 0,
    refetchedBytes: [],
    durableRefetchedBytes: [],
  };
}

/** A disk that keeps names in no order, or lies about its syncs, may lose a file or what is known of it: that costs a restart, never a wrong file. */
const DISORDERLY: ReadonlySet<string> = new Set(['random-names', 'lying-disk']);

/** Adds one judgement; `mode` tells what kind of disk it was. */
export function count(tally: Tally, scenario: Scenario, mode: string, judgement: Judgement, where: string): void {
  tally.states += 1;
  bump(tally.modes, mode);
  tally.wrongs.push(...judgement.wrongs.map((wrong) => `${where}: ${wrong}`));
  for (const trouble of judgement.troubles) bump(tally.troubles, `[${mode}] ${trouble.replaceAll(/"\/[^"]*"/g, '…')}`);
  for (const restart of judgement.restarts) bump(tally.restarts, `[${mode}] ${restart}`);
  if (scenario.resumable && !DISORDERLY.has(mode)) tally.needlessRestarts += judgement.restarts.length;
  if (judgement.refetchedBytes !== null) tally.refetchedBytes.push(judgement.refetchedBytes);
  if (judgement.durableRefetchedBytes !== null) tally.durableRefetchedBytes.push(judgement.durableRefetchedBytes);
}

function bump(counts: Record<string, number>, key: string): void {
  counts[key] = (counts[key] ?? 0) + 1;
}

/** Recovers every cut of a recording whose rows were kept in memory. */
export async function runCuts(origin: Origin, recording: Recording, cuts: readonly Cut[], tally: Tally): Promise<void> {
  const work = cuts.values();
  const lane = async (): Promise<void> => {
    for (const { disk, mode } of work) {
      const judgement = await recover(origin, recording, disk, rowsOf(disk), openMemory);
      count(tally, recording.scenario, mode, judgement, `${recording.scenario.name} at ${disk.moment} (${mode}) ${disk.key}`);
    }
  };
  await Promise.all([lane(), lane(), lane()]);
}

function rowsOf(disk: CutDisk): readonly StoredJob[] {
  const content = disk.committed?.content;
  return content?.kind === 'rows' ? [...content.rows.values()] : [];
}

function openMemory(rows: readonly StoredJob[]): { readonly store: MemoryJobStore; readonly close: () => void } {
  const store = new MemoryJobStore();
  saveRows(store, rows);
  return { store, close: () => undefined };
}

export function medianOf(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

export function maxOf(values: readonly number[]): number {
  return values.reduce((most, value) => Math.max(most, value), 0);
}
