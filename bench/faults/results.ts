/** All that a run of the bench found, as it is written to `bench/results/faults.json`. */
import type { Mode } from './behaviour.ts';
import { cellOf, type Cell } from './cell.ts';
import type { Played } from './play.ts';

interface PeerFacts {
  readonly name: string;
  readonly version: string;
  readonly shownAs: string;
  readonly reason: string;
}

export interface Result extends Played {
  readonly cell: Cell;
}

export interface Results {
  readonly machine: string;
  readonly peers: readonly PeerFacts[];
  readonly behaviours: readonly { readonly id: string; readonly title: string }[];
  readonly results: readonly Result[];
}

/** What was played just now, in place of what was found before where both have it; every cell is seen anew. */
export function mergeResults(before: Results | null, now: Omit<Results, 'results'> & { readonly results: readonly Played[] }): Results {
  if (before === null) return { ...now, results: placed(now.results) };
  const peers = before.peers.map((peer) => now.peers.find(({ name }) => name === peer.name) ?? peer);
  const kept = before.results.filter((old) => !now.results.some((young) => isSamePlace(old, young) && old.peer === young.peer));
  return { machine: now.machine, peers, behaviours: before.behaviours, results: placed([...kept, ...now.results]) };
}

function placed(all: readonly Played[]): readonly Result[] {
  return all.map((own) => ({
    ...own,
    cell: cellOf(
      own,
      all.filter((other) => isSamePlace(own, other)),
    ),
  }));
}

function isSamePlace(a: Played, b: Played): boolean {
  return a.behaviour === b.behaviour && a.mode === b.mode;
}

/** The result of one cell; null where it was not played. */
export function findResult({ results }: Pick<Results, 'results'>, behaviour: string, peer: string, mode: Mode): Result | null {
  return results.find((result) => result.behaviour === behaviour && result.peer === peer && result.mode === mode) ?? null;
}
