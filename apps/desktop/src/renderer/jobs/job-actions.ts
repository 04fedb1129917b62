/** What can be done to a job in each state: one main action, and the rest in the menu. */
import { assertNever, type JobState } from '@sluice/model';

export type MoveAction = 'moveToTop' | 'moveUp' | 'moveDown' | 'moveToBottom';

export type JobAction =
  | 'pause'
  | 'resume'
  | 'retry'
  | 'refreshLink'
  | 'decide'
  | 'open'
  | 'showInFolder'
  | 'copyLink'
  | 'cancel'
  | 'remove'
  | 'removeAndDelete'
  | MoveAction;

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
      return { main: 'pause', all: ['pause', ...OF_UNFINISHED] };
    case 'paused':
      return { main: 'resume', all: ['resume', ...OF_UNFINISHED] };
    case 'waiting':
      return actionsWhileWaiting(state);
    case 'failed':
      return { main: 'retry', all: ['retry', ...OF_UNFINISHED] };
    case 'done':
      return { main: 'open', all: ['open', 'showInFolder', 'copyLink', 'remove', 'removeAndDelete'] };
    case 'cancelled':
      return { main: null, all: ['copyLink', 'remove'] };
    default:
      return assertNever(state);
  }
}

export const MOVES: readonly MoveAction[] = ['moveToTop', 'moveUp', 'moveDown', 'moveToBottom'];

const OF_UNFINISHED = [
  'refreshLink',
  'copyLink',
  'cancel',
  'remove',
  'moveToTop',
  'moveUp',
  'moveDown',
  'moveToBottom',
] as const satisfies readonly JobAction[];

/** Resume stays possible where the user may have helped elsewhere: an old link that works again, a file that was moved away. */
function actionsWhileWaiting({ reason }: Extract<JobState, { kind: 'waiting' }>): JobActions {
  switch (reason.kind) {
    case 'network':
    case 'restore':
    case 'retry-at':
      return { main: 'pause', all: ['pause', 'resume', 'retry', ...OF_UNFINISHED] };
    case 'disk-space':
      return { main: 'resume', all: ['resume', 'pause', ...OF_UNFINISHED] };
    case 'new-link':
      return { main: 'refreshLink', all: ['resume', 'pause', ...OF_UNFINISHED] };
    case 'decision':
      return { main: 'decide', all: ['decide', 'resume', 'pause', ...OF_UNFINISHED] };
    default:
      return assertNever(reason);
  }
}
