/** Whether one more source is worth asking while a transfer runs (0034); pure. */

/** What is compared before a source is let in has to be there first: the last 64 KiB and two blocks of at most 1 MiB. */
const LEAST_RECEIVED_BYTES = 3 * 1024 * 1024;
/** The comparison fetches up to 2 MiB twice: what is left has to be worth that … */
const LEAST_MISSING_BYTES = 8 * 1024 * 1024;
/** … and to take longer than finding out whether it makes anything faster. */
const LEAST_SECONDS_LEFT = 3;
/** More at a time bring no more than these do, and each costs a comparison. */
const MAX_SOURCES = 4;

export interface AnotherSourceFacts {
  readonly sources: number;
  readonly receivedBytes: number;
  readonly missingBytes: number;
  readonly bytesPerSecond: number;
  /** The user's number of connections; null: automatic. */
  readonly chosen: number | null;
  /** Automatic: whether it is known how many connections are best at the sources that there are. */
  readonly settled: boolean;
  /** Automatic: whether a source that was let in made nothing faster. */
  readonly inVain: boolean;
  /** Whether the user's limit is what holds the transfer back. */
  readonly limited: boolean;
}

export function wantsAnotherSource(facts: AnotherSourceFacts): boolean {
  const { sources, receivedBytes, missingBytes, bytesPerSecond, chosen, settled, inVain, limited } = facts;
  if (limited || sources >= MAX_SOURCES) return false;
  if (receivedBytes < LEAST_RECEIVED_BYTES || missingBytes < LEAST_MISSING_BYTES) return false;
  if (chosen !== null) return chosen > sources;
  return settled && !inVain && missingBytes >= bytesPerSecond * LEAST_SECONDS_LEFT;
}
