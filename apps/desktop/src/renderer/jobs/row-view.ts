/** A job as its row shows it: pure, so that what people read is tested without a window. */
import { assertNever, displayName, type JobSnapshot, type JobState, type JobStateKind, type StripSegment } from '@sluice/model';
import {
  describeState,
  describeTimeLeft,
  digestName,
  formatBytes,
  formatBytesOf,
  formatPercent,
  formatThroughput,
  formatWhen,
  stateName,
  type Language,
  describeVerdict,
} from '@sluice/words';
import { needsUser } from '../filters/filter-jobs.ts';
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

export interface BarView {
  readonly segments: readonly StripSegment[];
  /** 0…1; null while the size is unknown. */
  readonly fraction: number | null;
  readonly text: string;
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
  return isActive(job.state) && progress !== null && progress.retry !== null;
}

/** Whether its words change with every second. */
export function countsDown(snapshot: JobSnapshot): boolean {
  const { state } = snapshot.job;
  return isRetrying(snapshot) || (state.kind === 'waiting' && state.reason.kind === 'retry-at');
}

function toneOf(state: JobState): Tone {
  return needsUser(state) ? 'trouble' : TONES[state.kind];
}

/** `2.91 of 3.98 GB`; a finished or unbegun file has only its size. */
export function sizeText({ job, progress }: JobSnapshot, language: Language): string | null {
  const { state } = job;
  if (state.kind === 'done') return formatBytes(state.sizeBytes, language);
  const total = totalOf({ job, progress });
  const received = progress?.receivedBytes ?? job.durableBytes;
  if (state.kind === 'cancelled') return null;
  if (received === 0) return total === null ? null : formatBytes(total, language);
  return formatBytesOf(received, total, language);
}

export function totalOf({ job, progress }: JobSnapshot): number | null {
  return progress?.totalBytes ?? job.remote?.sizeBytes ?? null;
}

/** The measured strip while it runs, else one segment for what is durable. */
export function barView({ job, progress }: JobSnapshot, language: Language): BarView | null {
  const { state } = job;
  if (state.kind === 'done' || state.kind === 'cancelled') return null;
  const total = totalOf({ job, progress });
  const received = progress?.receivedBytes ?? job.durableBytes;
  const fraction = total === null || total === 0 ? null : Math.min(1, received / total);
  const durable: readonly StripSegment[] = fraction === null || fraction === 0 ? [] : [{ from: 0, to: fraction, kind: 'durable' }];
  return {
    segments: progress !== null && progress.strip.length > 0 ? progress.strip : durable,
    fraction: fraction ?? (received === 0 && !isActive(state) ? 0 : null),
    text: [fraction === null ? null : formatPercent(fraction, language), sizeText({ job, progress }, language)]
      .filter((part) => part !== null)
      .join(' · '),
  };
}

export function isActive(state: JobState): boolean {
  return TONES[state.kind] === 'active';
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
