/** Which facts of a job's history a change of its state tells; pure. What a change can't tell is noted where it happens (`JobRow.note`). */
import { hostInUse, type HistoryFact, type Job, type JobEvent } from '@sluice/model';

/** The facts of `event`, which led from `before` to `after`; none for steps that nobody asks about. */
export function historyOfChange(event: JobEvent, before: Job, after: Job): readonly HistoryFact[] {
  switch (event) {
    case 'start':
      return [{ kind: 'started', keptBytes: before.durableBytes }];
    case 'transfer':
      return before.partFile === null && after.remote !== null ? [probed(after, after.remote)] : [];
    case 'restart':
      return after.restarts.lastReason === null ? [] : [restarted(before, after.restarts.lastReason)];
    case 'pause':
      return [{ kind: 'paused', by: 'user' }];
    case 'continue':
      return [{ kind: 'resumed', by: 'itself' }];
    case 'resume':
    case 'retry':
      return [{ kind: 'resumed', by: 'user' }];
    case 'cancel':
      return [{ kind: 'cancelled' }];
    case 'wait':
    case 'fail':
    case 'finish':
      return restOf(after);
    // Who interrupts knows why, and notes it.
    case 'interrupt':
    case 'verify':
    case 'commit':
      return [];
  }
}

function restOf({ state }: Job): readonly HistoryFact[] {
  if (state.kind === 'waiting') return [{ kind: 'waiting', reason: state.reason }];
  if (state.kind === 'failed') return [{ kind: 'failed', failure: state.failure }];
  if (state.kind !== 'done') return [];
  const { path, sizeBytes, verdict } = state;
  const committed: HistoryFact = { kind: 'committed', path, sizeBytes, verdict };
  return verdict.kind === 'verified' ? [{ kind: 'verified', by: verdict.by }, committed] : [committed];
}

function probed({ source }: Job, { sizeBytes, resumable }: NonNullable<Job['remote']>): HistoryFact {
  return { kind: 'probed', sizeBytes, resumable, host: hostInUse(source) };
}

function restarted({ durableBytes }: Job, reason: Extract<HistoryFact, { kind: 'restarted' }>['reason']): HistoryFact {
  return { kind: 'restarted', reason, droppedBytes: durableBytes };
}
