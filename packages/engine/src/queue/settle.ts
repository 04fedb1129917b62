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
export function stateAfterFailure({ failure, nowMs, probed, online }: SettleFacts): Extract<JobState, { kind: 'waiting' | 'failed' }> {
  const reason = waitReasonFor(failure, probed, online);
  return reason === null ? { kind: 'failed', failure, atMs: nowMs } : { kind: 'waiting', reason };
}

function waitReasonFor(failure: Failure, probed: boolean, online: boolean): WaitReason | null {
  if (failure.kind === 'disk-space') {
    const { path, neededBytes, availableBytes } = failure;
    return { kind: 'disk-space', path, neededBytes, availableBytes };
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
      return true;
    case 'new-link':
    case 'restore':
    case 'decision':
      return false;
    default:
      return assertNever(reason);
  }
}
