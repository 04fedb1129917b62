/** When a signed link ends to work, and whether that is before the download does (spec D3). */
import { isTerminal, type JobSnapshot } from '@sluice/model';
import { formatDuration, formatWhen, windowWords, type Language } from '@sluice/words';

const NEAR_MS = 24 * 60 * 60 * 1000;

export interface LinkExpiry {
  /** A few words for the row; null while the end is a day away or more, or has passed: the server says then what it thinks of the link. */
  readonly near: string | null;
  /** For the details: the time itself. */
  readonly text: string;
  /** The link ends before the download will. */
  readonly tooSoon: boolean;
}

/** Null: the link does not say when it ends, or nobody needs it any more. */
export function linkExpiry({ job, progress }: JobSnapshot, language: Language, nowMs: number): LinkExpiry | null {
  const atMs = job.source.linkExpiresAtMs ?? null;
  if (atMs === null || isTerminal(job.state.kind)) return null;
  const words = windowWords(language);
  const leftMs = atMs - nowMs;
  if (leftMs <= 0) return { near: null, text: words.details.expired, tooSoon: false };
  const secondsLeft = progress?.secondsLeft ?? null;
  const tooSoon = job.state.kind === 'transferring' && secondsLeft !== null && secondsLeft * 1000 > leftMs;
  const left = formatDuration(wholeMinutes(leftMs / 1000), language);
  const when = formatWhen(atMs, language, { nowMs });
  const { expiry } = words;
  return {
    near: leftMs >= NEAR_MS ? null : tooSoon ? expiry.tooSoon(left) : expiry.soon(left),
    text: tooSoon ? expiry.atTooSoon(when, left) : expiry.at(when, left),
    tooSoon,
  };
}

/** Seconds are told in the last minute only: a row need not tick for an hour. */
function wholeMinutes(seconds: number): number {
  return seconds < 60 ? seconds : Math.floor(seconds / 60) * 60;
}

/** Whether its end is told, so that the words may change while one looks. */
export function mayExpire({ job }: JobSnapshot): boolean {
  return (job.source.linkExpiresAtMs ?? null) !== null && !isTerminal(job.state.kind);
}
