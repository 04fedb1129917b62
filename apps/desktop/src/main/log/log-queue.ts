/** Writes down what becomes of jobs: which one, by its id, and the kinds of states and failures; never an address or a name. */
import type { QueueEvent } from '@sluice/engine';
import type { JobId, JobState } from '@sluice/model';
import type { EventLog } from './event-log.ts';

/** Of a list of a hundred thousand, only those that move are remembered. */
const MOST_REMEMBERED = 1000;

/** Returns a listener for the queue's news. */
export function logQueue(log: Pick<EventLog, 'write'>): (event: QueueEvent) => void {
  const known = new Map<JobId, string>();
  return (event) => {
    if (event.kind === 'removed') {
      known.delete(event.id);
      return log.write('info', 'queue', `job ${event.id} removed`);
    }
    if (event.cause === 'progress') return;
    const { id, state } = event.snapshot.job;
    const told = stateText(state);
    if (known.get(id) === told) return;
    known.delete(id);
    known.set(id, told);
    const oldest = known.size > MOST_REMEMBERED ? known.keys().next().value : undefined;
    if (oldest !== undefined) known.delete(oldest);
    log.write(levelOf(state), 'queue', `job ${id} ${told}`);
  };
}

function levelOf(state: JobState): 'error' | 'warn' | 'info' {
  if (state.kind !== 'failed') return 'info';
  return state.failure.kind === 'fault' ? 'error' : 'warn';
}

/** The detail of a fault is a stack of our own, redacted where it was made. */
function stateText(state: JobState): string {
  switch (state.kind) {
    case 'failed':
      return state.failure.kind === 'fault' ? `failed: fault ${state.failure.detail}` : `failed: ${state.failure.kind}`;
    case 'waiting':
      return `waiting: ${state.reason.kind}`;
    default:
      return state.kind;
  }
}
