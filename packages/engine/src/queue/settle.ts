/** Which state a job comes to rest in after it stopped for a reason; pure. */
import { assertNever, type Failure, type JobState, type WaitReason } from '@sluice/model';
import { isLinkRefused, isRetryable } from '../transfer/retry-policy.ts';

export type StopReason = 'pause' | 'cancel' | 'remove' | 'quit' | 'suspend';

export interface SettleFacts {
  readonly failure: Failure;
  readonly nowMs: number;
  /** Whether the remote file was known before: then a refused link may have expired (spec D1). */
  readonly probed: boolean;
  readonly online: boolean;
}

/** Waiting is for what ends by itself or by a decision; failed is for the rest. */
export function stateAfterFailure(facts: SettleFacts): Extract<JobState, { kind: 'waiting' | 'failed' }> {
  const reason = waitReasonFor(facts);
  return reason === null ? { kind: 'failed', failure: facts.failure, atMs: facts.nowMs } : { kind: 'waiting', reason };
}

function waitReasonFor({ failure, nowMs, probed, online }: SettleFacts): WaitReason | null {
  if (failure.kind === 'disk-space') {
    const { path, neededBytes, availableBytes } = failure;
    return { kind: 'disk-space', path, neededBytes, availableBytes };
  }
  if (failure.kind === 'restore-needed') {
    const { storageClass, ongoing, expectedEndAtMs, pollAfterMs } = failure;
    return { kind: 'restore', storageClass, requested: ongoing, expectedEndAtMs, pollAtMs: nowMs + pollAfterMs };
  }
  if (failure.kind === 'http-status' && probed && isLinkRefused(failure)) return { kind: 'new-link', status: failure.status };
  return !online && isAboutTheWay(failure) ? { kind: 'network' } : null;
}

function isAboutTheWay(failure: Failure): boolean {
  return failure.kind !== 'http-status' && failure.kind !== 'ranges-lost' && isRetryable(failure);
}

/** Whether the reason to wait goes away without anybody deciding anything. */
export function endsByItself(reason: WaitReason): boolean {
  switch (reason.kind) {
    case 'network':
    case 'retry-at':
    case 'disk-space':
    case 'restore':
      return true;
    case 'new-link':
    case 'decision':
      return false;
    default:
      return assertNever(reason);
  }
}
