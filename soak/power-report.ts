/** What the processes of `soak:power` tell each other. */
import { emptyTally, type Tally } from '../packages/engine/src/crash-lab/testing/lab-run.ts';

/** By scenario. */
export type Totals = Readonly<Record<string, Tally>>;

export interface ShardReport {
  readonly tallies: Readonly<Record<string, Tally>>;
}

export function merged(reports: readonly ShardReport[]): Totals {
  const names = [...new Set(reports.flatMap(({ tallies }) => Object.keys(tallies)))];
  const sumOf = (name: string): Tally => reports.flatMap(({ tallies }) => tallies[name] ?? []).reduce(added, emptyTally());
  return Object.fromEntries(names.map((name) => [name, sumOf(name)]));
}

function added(a: Tally, b: Tally): Tally {
  return {
    states: a.states + b.states,
    modes: addedCounts(a.modes, b.modes),
    wrongs: [...a.wrongs, ...b.wrongs],
    troubles: addedCounts(a.troubles, b.troubles),
    restarts: addedCounts(a.restarts, b.restarts),
    needlessRestarts: a.needlessRestarts + b.needlessRestarts,
    refetchedBytes: [...a.refetchedBytes, ...b.refetchedBytes],
    durableRefetchedBytes: [...a.durableRefetchedBytes, ...b.durableRefetchedBytes],
  };
}

function addedCounts(a: Readonly<Record<string, number>>, b: Readonly<Record<string, number>>): Record<string, number> {
  const sum: Record<string, number> = { ...a };
  for (const [key, times] of Object.entries(b)) sum[key] = (sum[key] ?? 0) + times;
  return sum;
}
