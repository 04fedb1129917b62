/** What a connection does after an attempt that failed: waits for the next one, leaves its part to others, or ends more than itself; pure. */
import type { Failure } from '@sluice/model';
import type { WorkerEnd } from './crew.ts';
import { isAboutNumbers, isOneTooMany } from './one-too-many.ts';
import { decideRetry } from './retry-policy.ts';

/** Responses in a row that are not what was asked. */
const MAX_NONSENSE = 3;
/** Where other sources can go on, one that fails so often in a row is left to itself (0034). */
const ATTEMPTS_BEFORE_LEAVING = 2;

export interface FailedAttempt {
  readonly failure: Failure;
  /** In a row, this one included. */
  readonly attempts: number;
  /** Other connections that receive from the same source now. */
  readonly others: number;
  /** Whether this one was ever served. */
  readonly everAccepted: boolean;
  /** Whether another source can go on where this one can't. */
  readonly mayLeave: boolean;
  /** What a stream that can only begin again ends with, once it has been tried enough; null: it is no such stream, or not yet. */
  readonly streamFailure: Failure | null;
  /** Whether the server has ever answered this job. */
  readonly answered: boolean;
  /** A number in [0, 1). */
  readonly random: () => number;
  readonly nowMs: number;
}

export type AfterFailure = Extract<WorkerEnd, { readonly kind: 'retired' | 'over' }> | { readonly kind: 'wait'; readonly delayMs: number };

export function afterFailure(facts: FailedAttempt): AfterFailure {
  const { answered, attempts, everAccepted, failure, mayLeave, nowMs, others, random, streamFailure } = facts;
  if (others > 0 && isOneTooMany(failure, everAccepted, attempts)) return { kind: 'retired', failure, surplus: isAboutNumbers(failure) };
  if (streamFailure !== null) return over(streamFailure);
  if (others === 0 && mayLeave && attempts >= ATTEMPTS_BEFORE_LEAVING) return over(failure);
  const mayBeOneNode = others === 0 || everAccepted;
  const decision = decideRetry({ failure: mayBeOneNode ? asRetried(failure, attempts) : failure, attempts, answered, random: random() });
  if (decision.kind === 'give-up') return others > 0 ? { kind: 'retired', failure, surplus: false } : over(failure);
  if (others === 0 && decision.kind === 'wait') {
    return { kind: 'over', end: { kind: 'wait-until', atMs: nowMs + decision.delayMs, failure } };
  }
  return { kind: 'wait', delayMs: decision.delayMs };
}

/** One node of many may answer nonsense: the next attempt may meet another. Nonsense again and again is the server's. */
function asRetried(failure: Failure, attempts: number): Failure {
  return failure.kind === 'protocol' && attempts < MAX_NONSENSE ? { kind: 'protocol', fault: 'malformed' } : failure;
}

function over(failure: Failure): AfterFailure {
  return { kind: 'over', end: { kind: 'failed', failure } };
}
