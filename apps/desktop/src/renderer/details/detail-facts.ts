/** What the Details panel says of a job: only what is known now. */
import type { JobSnapshot, RemoteFile, Verdict } from '@sluice/model';
import {
  describeCause,
  describeSpeed,
  describeVerdict,
  digestName,
  formatBytes,
  formatLimit,
  formatWhen,
  windowWords,
  type Language,
  type WindowWords,
} from '@sluice/words';
import { linkExpiry } from '../jobs/link-expiry.ts';

export interface DetailFact {
  readonly key: string;
  readonly name: string;
  readonly text: string;
  /** What `text` stands for, where it is shortened. */
  readonly whole?: string;
}

export interface FactsContext {
  readonly language: Language;
  readonly nowMs: number;
  /** Null: not known. */
  readonly homeFolder: string | null;
}

export function detailFacts({ job, progress }: JobSnapshot, { language, nowMs, homeFolder }: FactsContext): readonly DetailFact[] {
  const words = windowWords(language).details;
  const { state, options, remote, restarts } = job;
  const done = state.kind === 'done';
  const facts: DetailFact[] = [];
  const say = (key: string, name: string, text: string | null): void => {
    if (text !== null) facts.push({ key, name, text });
  };
  const speed = state.kind === 'transferring' ? (progress?.speed ?? null) : null;
  if (speed !== null && speed.by !== 'unknown') say('speed', windowWords(language).detailTabs.speedBy, describeSpeed(speed, language));
  if (done) say('finished', words.finished, formatWhen(state.atMs, language, { nowMs }));
  else if (state.kind !== 'cancelled') {
    say('resumable', words.resumable, resumableText(remote, words));
    say('safe', words.safe, formatBytes(progress?.durableBytes ?? job.durableBytes, language));
  }
  if (done) say('verified', words.verifiedNote, verdictText(state.verdict, language));
  else if (state.kind !== 'cancelled') say('verifies', words.verifies, digestText(job, words));
  const folder = done ? folderOf(state.path) : job.target.directory;
  facts.push({ key: 'saves', name: done ? words.savedTo : words.saves, text: belowHome(folder, homeFolder), whole: folder });
  if (options.limitBytesPerSecond !== null) say('limit', words.limit, formatLimit(options.limitBytesPerSecond, language));
  const expiry = linkExpiry({ job, progress }, language, nowMs);
  say(expiry?.tooSoon === true ? 'too-soon' : 'expires', words.expires, expiry?.text ?? null);
  say('added', words.added, formatWhen(job.createdAtMs, language, { nowMs }));
  if (restarts.count > 0) {
    const reason = restarts.lastReason === null ? words.restartUnknown : describeCause(restarts.lastReason, language);
    say('restarted', words.restarted, words.restartedText(restarts.count, reason));
  }
  return facts;
}

function resumableText(remote: RemoteFile | null, words: WindowWords['details']): string {
  if (remote === null) return words.resumableUnknown;
  if (!remote.resumable) return words.notResumable;
  switch (remote.validator?.kind) {
    case 'strong-etag':
      return words.resumableEtag(remote.validator.etag);
    case 'strong-date':
      return words.resumableDate(remote.validator.lastModified);
    case undefined:
      return words.resumableWeak;
  }
}

function digestText({ options, remote }: JobSnapshot['job'], words: WindowWords['details']): string {
  const digest = options.digest ?? remote?.digest ?? null;
  if (digest === null) return words.noDigest;
  const name = digestName(digest.algorithm);
  return digest.from === 'user' ? words.digestUser(name) : words.digestServer(name);
}

/** The label says “verified” already, so that a digest needs only its name. */
function verdictText(verdict: Verdict, language: Language): string {
  return verdict.kind === 'verified' ? digestName(verdict.by) : describeVerdict(verdict, language);
}

/** As people on Linux and macOS write it; a path of Windows stays as it is. */
function belowHome(folder: string, homeFolder: string | null): string {
  if (homeFolder === null || !/^\/[^/]/.test(homeFolder)) return folder;
  return folder === homeFolder || folder.startsWith(`${homeFolder}/`) ? `~${folder.slice(homeFolder.length)}` : folder;
}

function folderOf(path: string): string {
  const end = Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\'));
  return end > 0 ? path.slice(0, end) : path;
}
