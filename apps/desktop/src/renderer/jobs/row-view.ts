/** A job as its row shows it: pure, so that what people read is tested without a window. */
import { assertNever, displayName, isRunning, type JobSnapshot, type JobState, type JobStateKind } from '@sluice/model';
import {
  describeState,
  describeTimeLeft,
  describeVerdict,
  digestName,
  formatThroughput,
  formatWhen,
  stateName,
  type Language,
} from '@sluice/words';
import { needsUser } from '../filters/filter-jobs.ts';
import { barView, sizeText, type BarView } from './bar-view.ts';
import { badgeOf } from './file-kind.ts';
import { actionsOf, type JobActions } from './job-actions.ts';

/** What colour says: it works, it rests, it waits by itself, it is in need, it is finished. */
export type Tone = 'active' | 'resting' | 'waiting' | 'trouble' | 'finished';

const TONES: Readonly<Record<JobStateKind, Tone>> = {
  queued: 'resting',
  probing: 'active',
  transferring: 'active',
  verifying: 'active',
  committing: 'active',
  paused: 'resting',
  waiting: 'waiting',
  done: 'finished',
  failed: 'trouble',
  cancelled: 'resting',
};

export interface RowView {
  readonly name: string;
  readonly badge: string;
  readonly tone: Tone;
  readonly host: string;
  readonly size: string | null;
  readonly status: string;
  /** The word after the name: what a finished file was verified with. */
  readonly tag: string | null;
  /** Only while it transfers; other rows give the place to their facts line. */
  readonly numbers: { readonly throughput: string; readonly timeLeft: string } | null;
  readonly stateWord: string;
  readonly bar: BarView | null;
  readonly actions: JobActions;
}

export function rowView(snapshot: JobSnapshot, language: Language, nowMs: number): RowView {
  const { job, progress } = snapshot;
  const { state } = job;
  const retrying = isRetrying(snapshot);
  const transferring = state.kind === 'transferring' && progress !== null && !retrying;
  return {
    name: displayName(job),
    badge: badgeOf(displayName(job)),
    tone: retrying ? 'waiting' : toneOf(state),
    host: job.source.host,
    // A failed row's sentence says what is kept.
    size: state.kind === 'failed' ? null : sizeText(snapshot, language),
    status: statusText(snapshot, language, nowMs),
    tag: state.kind === 'done' && state.verdict.kind === 'verified' ? describeVerdict(state.verdict, language) : null,
    numbers: transferring
      ? {
          throughput: formatThroughput(progress.bytesPerSecond, language),
          timeLeft: progress.secondsLeft === null ? '' : describeTimeLeft(progress.secondsLeft, language),
        }
      : null,
    stateWord: stateWord(snapshot, language),
    bar: barView(snapshot, language),
    actions: actionsOf(state),
  };
}

/** Whether it runs, but only waits for its next attempt. */
function isRetrying({ job, progress }: JobSnapshot): boolean {
  return isRunning(job.state.kind) && progress !== null && progress.retry !== null;
}

/** Whether its words change with every second. */
export function countsDown(snapshot: JobSnapshot): boolean {
  const { state } = snapshot.job;
  return isRetrying(snapshot) || (state.kind === 'waiting' && state.reason.kind === 'retry-at');
}

function toneOf(state: JobState): Tone {
  return needsUser(state) ? 'trouble' : TONES[state.kind];
}

/** The rest of the facts line; empty where the state's own word, beside the name, says it all. */
function statusText(snapshot: JobSnapshot, language: Language, nowMs: number): string {
  const { state, options } = snapshot.job;
  switch (state.kind) {
    case 'queued':
    case 'paused':
      return '';
    case 'done': {
      const word = state.verdict.kind === 'kept-existing' ? describeVerdict(state.verdict, language) : stateName('done', language);
      return `${word} · ${formatWhen(state.atMs, language, { nowMs })}`;
    }
    case 'cancelled':
      return formatWhen(state.atMs, language, { nowMs });
    case 'verifying': {
      const name = stateName('verifying', language);
      return options.digest === null ? name : `${name} · ${digestName(options.digest.algorithm)}`;
    }
    case 'probing':
    case 'transferring':
    case 'committing':
    case 'waiting':
    case 'failed':
      return describeState(snapshot, language, nowMs);
    default:
      return assertNever(state);
  }
}

const NAMED_BESIDE: ReadonlySet<JobStateKind> = new Set(['queued', 'paused', 'waiting', 'cancelled']);

/** The state's word beside the name; states whose facts line names them need none. */
function stateWord(snapshot: JobSnapshot, language: Language): string {
  const { kind } = snapshot.job.state;
  if (isRetrying(snapshot)) return stateName('waiting', language);
  return NAMED_BESIDE.has(kind) ? stateName(kind, language) : '';
}
