/** A job as its row shows it: pure, so that what people read is tested without a window. */
import type { RestReason } from '@sluice/ipc';
import {
  assertNever,
  displayName,
  hostInUse,
  isRunning,
  needsUser,
  type Failure,
  type JobSnapshot,
  type JobState,
  type JobStateKind,
} from '@sluice/model';
import {
  describeCause,
  describeState,
  describeTimeLeft,
  describeVerdict,
  digestName,
  formatDuration,
  formatThroughput,
  formatWhen,
  stateName,
  windowWords,
  type Language,
} from '@sluice/words';
import { barView, sizeText, type BarView } from './bar-view.ts';
import { badgeOf } from './file-kind.ts';
import { objectTag } from './object-tag.ts';
import { actionsOf, type JobActions } from './job-actions.ts';
import { linkExpiry, mayExpire } from './link-expiry.ts';

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
  /** Something about it will not go well, though nothing has happened yet. */
  readonly warned: boolean;
  /** The word after the name: what a finished file was verified with. */
  readonly tag: string | null;
  /** Which store the file is an object of; null: it is none. */
  readonly objectTag: string | null;
  /** Only while it transfers; other rows give the place to their facts line. */
  readonly numbers: { readonly throughput: string; readonly timeLeft: string } | null;
  readonly stateWord: string;
  readonly bar: BarView | null;
  readonly actions: JobActions;
}

/** `resting`: why the whole queue rests; null: it does not. */
export function rowView(snapshot: JobSnapshot, language: Language, nowMs: number, resting: RestReason | null = null): RowView {
  const { job, progress } = snapshot;
  const { state } = job;
  const retrying = isRetrying(snapshot);
  const expiry = linkExpiry(snapshot, language, nowMs);
  const transferring = state.kind === 'transferring' && progress !== null && !retrying;
  return {
    name: displayName(job),
    badge: badgeOf(displayName(job)),
    tone: retrying ? 'waiting' : toneOf(state),
    host: hostInUse(job.source),
    // A failed row's sentence says what is kept.
    size: state.kind === 'failed' ? null : sizeText(snapshot, language),
    // What ends is told before how many connections there are; the details have both.
    status:
      job.state.kind === 'queued' && resting !== null
        ? windowWords(language).resting[resting].queued
        : ((retryOf(snapshot) === null ? expiry?.near : null) ?? statusText(snapshot, language, nowMs)),
    warned: expiry?.tooSoon === true,
    tag: state.kind === 'done' && state.verdict.kind === 'verified' ? describeVerdict(state.verdict, language) : null,
    objectTag: objectTag(job),
    numbers: transferring
      ? {
          throughput: formatThroughput(progress.bytesPerSecond, language),
          timeLeft: progress.secondsLeft === null ? '' : describeTimeLeft(progress.secondsLeft, language),
        }
      : null,
    stateWord: stateWord(snapshot, language, nowMs),
    bar: barView(snapshot, language),
    actions: actionsOf(state),
  };
}

/** Whether it runs, but only waits for its next attempt. */
function isRetrying({ job, progress }: JobSnapshot): boolean {
  return isRunning(job.state.kind) && progress !== null && progress.retry !== null;
}

/** The next attempt that it waits for, running or not. */
function retryOf(snapshot: JobSnapshot): { readonly failure: Failure; readonly atMs: number } | null {
  const { state } = snapshot.job;
  if (isRetrying(snapshot)) return snapshot.progress?.retry ?? null;
  return state.kind === 'waiting' && state.reason.kind === 'retry-at' ? state.reason : null;
}

/** Whether its words change with every second. */
export function countsDown(snapshot: JobSnapshot): boolean {
  return retryOf(snapshot) !== null || mayExpire(snapshot);
}

function toneOf(state: JobState): Tone {
  return needsUser(state) ? 'trouble' : TONES[state.kind];
}

/** The rest of the facts line; empty where the state's own word, beside the name, says it all. */
function statusText(snapshot: JobSnapshot, language: Language, nowMs: number): string {
  const { state, options } = snapshot.job;
  const retry = retryOf(snapshot);
  // When it tries again stands beside the name.
  if (retry !== null) return describeCause(retry.failure, language);
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
function stateWord(snapshot: JobSnapshot, language: Language, nowMs: number): string {
  const { kind } = snapshot.job.state;
  const retry = retryOf(snapshot);
  if (retry !== null) {
    const words = windowWords(language).list;
    return retry.atMs > nowMs ? words.againIn(formatDuration((retry.atMs - nowMs) / 1000, language)) : words.againNow;
  }
  // The action that it needs stands there.
  if (needsAnswer(snapshot.job.state)) return '';
  return NAMED_BESIDE.has(kind) ? stateName(kind, language) : '';
}

/** Whether the row's main action says what it waits for. */
function needsAnswer(state: JobState): boolean {
  return state.kind === 'waiting' && (state.reason.kind === 'new-link' || state.reason.kind === 'decision');
}
