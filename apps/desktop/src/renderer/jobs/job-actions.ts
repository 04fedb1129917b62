/** What can be done to a job in each state: one main action, and the rest in the menu. */
import { assertNever, type JobState } from '@sluice/model';

export type JobAction = 'pause' | 'resume' | 'retry' | 'open' | 'showInFolder' | 'copyLink' | 'cancel' | 'remove' | 'removeAndDelete';

export interface JobActions {
  readonly main: JobAction | null;
  readonly all: readonly JobAction[];
}

export function actionsOf(state: JobState): JobActions {
  switch (state.kind) {
    case 'queued':
    case 'probing':
    case 'transferring':
    case 'verifying':
    case 'committing':
      return { main: 'pause', all: ['pause', 'copyLink', 'cancel', 'remove'] };
    case 'paused':
      return { main: 'resume', all: ['resume', 'copyLink', 'cancel', 'remove'] };
    case 'waiting':
      return { main: mainWhileWaiting(state), all: ['resume', 'retry', 'pause', 'copyLink', 'cancel', 'remove'] };
    case 'failed':
      return { main: 'retry', all: ['retry', 'copyLink', 'cancel', 'remove'] };
    case 'done':
      return { main: 'open', all: ['open', 'showInFolder', 'copyLink', 'remove', 'removeAndDelete'] };
    case 'cancelled':
      return { main: null, all: ['copyLink', 'remove'] };
    default:
      return assertNever(state);
  }
}

function mainWhileWaiting({ reason }: Extract<JobState, { kind: 'waiting' }>): JobAction {
  switch (reason.kind) {
    case 'network':
    case 'restore':
    case 'retry-at':
      return 'pause';
    case 'disk-space':
    case 'new-link':
      return 'resume';
    case 'decision':
      return reason.question === 'remote-changed' ? 'retry' : 'resume';
    default:
      return assertNever(reason);
  }
}
