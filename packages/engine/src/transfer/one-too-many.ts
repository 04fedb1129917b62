/** Which refusals say that there are too many connections rather than that something is wrong (spec B9). */
import type { Failure } from '@sluice/model';
import { isLinkRefused } from './retry-policy.ts';

/** Refusals that go with the number of connections. */
export function isAboutNumbers(failure: Failure): boolean {
  return failure.kind === 'connect' || failure.kind === 'reset' || isBusy(failure);
}

/**
 * Whether the server, while it serves others, does not serve this connection, or gave its one-time answer to the first. One that was
 * served before may have met a passing trouble; refused twice in a row, it is one too many after all.
 */
export function isOneTooMany(failure: Failure, everAccepted: boolean, attempts: number): boolean {
  if (everAccepted) return attempts > 1 && isBusy(failure);
  return isLinkRefused(failure) || failure.kind === 'ranges-lost' || isAboutNumbers(failure);
}

function isBusy(failure: Failure): boolean {
  return failure.kind === 'http-status' && (failure.status === 429 || failure.status === 503);
}
