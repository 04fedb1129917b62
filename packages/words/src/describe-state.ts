/** A job's state, its reason to wait and its verdict in words. */
import { assertNever, isRunning, type JobSnapshot, type JobStateKind, type Verdict, type WaitReason } from '@sluice/model';
import { STATES, describeCause, describeFailure, joinSentences, keptPercent, keptSentence, type Kept } from './describe-failure.ts';
import { formatDuration } from './format-time.ts';
import type { Language } from './language.ts';

/** One or two words: “Paused”. */
export function stateName(kind: JobStateKind, language: Language): string {
  return STATES[language].state[kind];
}

/** “8 connections” */
export function describeConnections(count: number, language: Language): string {
  return STATES[language].connections(count);
}

/** “3 min 40 s left” */
export function describeTimeLeft(secondsLeft: number, language: Language): string {
  return STATES[language].left(formatDuration(secondsLeft, language));
}

/** “The link expires in 41 min.” Null: the link does not say when, or not within the next week. */
export function describeExpiry(expiresAtMs: number | null | undefined, language: Language, nowMs: number): string | null {
  if (expiresAtMs === null || expiresAtMs === undefined) return null;
  const minutesLeft = Math.floor((expiresAtMs - nowMs) / 60_000);
  if (minutesLeft > 7 * 24 * 60) return null;
  if (expiresAtMs <= nowMs) return STATES[language].linkExpired;
  const seconds = minutesLeft > 0 ? minutesLeft * 60 : (expiresAtMs - nowMs) / 1000;
  return STATES[language].linkExpires(formatDuration(seconds, language));
}

/** The state as one line; one that waits, failed, or is about to try again says why. */
export function describeState({ job, progress }: JobSnapshot, language: Language, nowMs: number): string {
  const retry = isRunning(job.state.kind) ? (progress?.retry ?? null) : null;
  if (retry !== null) return describeWait({ kind: 'retry-at', ...retry }, language, nowMs);
  switch (job.state.kind) {
    case 'transferring':
      return progress !== null && progress.connections > 0
        ? describeConnections(progress.connections, language)
        : stateName('transferring', language);
    case 'waiting':
      return describeWait(job.state.reason, language, nowMs, keptOf({ job, progress }));
    case 'failed':
      return describeFailure(job.state.failure, language, keptOf({ job, progress }));
    case 'queued':
    case 'probing':
    case 'verifying':
    case 'committing':
    case 'paused':
    case 'done':
    case 'cancelled':
      return stateName(job.state.kind, language);
    default:
      return assertNever(job.state);
  }
}

/** Why a job waits, and what ends it. `nowMs` tells how long until the next attempt. */
export function describeWait(reason: WaitReason, language: Language, nowMs: number, kept: Kept = {}): string {
  const words = STATES[language].wait;
  switch (reason.kind) {
    case 'network':
      return words.network;
    case 'retry-at': {
      const seconds = Math.ceil((reason.atMs - nowMs) / 1000);
      const again = seconds > 0 ? words.retryIn(formatDuration(seconds, language)) : words.retrySoon;
      return joinSentences([describeCause(reason.failure, language), again], language);
    }
    case 'disk-space':
      return words.diskSpace(reason);
    case 'new-link':
      return joinSentences([words.newLink(reason.status), keptSentence(kept, language)], language);
    case 'restore': {
      const secondsLeft = reason.expectedEndAtMs === null ? 0 : Math.ceil((reason.expectedEndAtMs - nowMs) / 1000);
      return words.restore({ ...reason, left: secondsLeft > 0 ? formatDuration(secondsLeft, language) : null });
    }
    case 'decision':
      return reason.question === 'remote-changed' ? words.remoteChanged(keptPercent(kept, language)) : words.targetExists;
    default:
      return assertNever(reason);
  }
}

/** What the finished file was checked against. */
export function describeVerdict(verdict: Verdict, language: Language): string {
  const words = STATES[language].verdict;
  switch (verdict.kind) {
    case 'verified':
      return words.verified(digestName(verdict.by));
    case 'unverified':
      return verdict.sought === true ? words.noneFound : words.unverified;
    case 'kept-existing':
      return words.keptExisting;
    default:
      return assertNever(verdict);
  }
}

/** `sha256` as people write it: `SHA-256`. Other words stay as they are. */
export function digestName(name: string): string {
  const match = /^(md5|sha)-?(\d*)$/i.exec(name);
  if (match === null) return /^crc\d/i.test(name) ? `CRC-${name.slice(3).replace(/nvme$/, '/NVME').toUpperCase()}` : name;
  return name.toLowerCase() === 'md5' ? 'MD5' : `SHA-${match[2] ?? ''}`;
}

/** How much of the file is durable. */
export function keptOf({ job, progress }: JobSnapshot): Kept {
  const total = progress?.totalBytes ?? job.remote?.sizeBytes ?? null;
  const durable = progress?.durableBytes ?? job.durableBytes;
  return total !== null && total > 0 ? { keptFraction: durable / total } : {};
}
