/** How a job ended as far as one run of the command goes. */
import { assertNever, type Failure, type Job, type JobId, type WaitReason } from '@sluice/model';

export type Ending =
  | {
      readonly kind: 'done';
      readonly job: JobId;
      readonly path: string;
      readonly bytes: number;
      /** The algorithm that the file was checked with, or false. */
      readonly verified: string | false;
      /** The target was there already and was kept: nothing was fetched. */
      readonly kept: boolean;
      /** A published checksum was looked for, and there is none. */
      readonly sought?: true;
    }
  | { readonly kind: 'failed'; readonly job: JobId; readonly failure: Failure }
  | { readonly kind: 'waiting'; readonly job: JobId; readonly reason: WaitReason }
  | { readonly kind: 'cancelled'; readonly job: JobId };

/**
 * Null while the job goes on by itself. The network and a Retry-After are waited for; a full disk only when somebody watches
 * (`patient`), because nobody makes room in a script; all else needs the user.
 */
export function endingOf(job: Job, patient: boolean): Ending | null {
  const { state, id } = job;
  switch (state.kind) {
    case 'queued':
    case 'probing':
    case 'transferring':
    case 'verifying':
    case 'committing':
    case 'paused':
      return null;
    case 'waiting':
      return goesOnByItself(state.reason, patient) ? null : { kind: 'waiting', job: id, reason: state.reason };
    case 'done': {
      const verified = state.verdict.kind === 'verified' ? state.verdict.by : false;
      const kept = state.verdict.kind === 'kept-existing';
      const sought = state.verdict.kind === 'unverified' && state.verdict.sought === true;
      return { kind: 'done', job: id, path: state.path, bytes: state.sizeBytes, verified, kept, ...(sought ? { sought } : {}) };
    }
    case 'failed':
      return { kind: 'failed', job: id, failure: state.failure };
    case 'cancelled':
      return { kind: 'cancelled', job: id };
    default:
      return assertNever(state);
  }
}

function goesOnByItself(reason: WaitReason, patient: boolean): boolean {
  switch (reason.kind) {
    case 'network':
    case 'retry-at':
      return true;
    case 'disk-space':
      return patient;
    case 'new-link':
    case 'restore':
    case 'decision':
      return false;
    default:
      return assertNever(reason);
  }
}
