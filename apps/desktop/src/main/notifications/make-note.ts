/** What a notification says about finished jobs, and about those that need the user. */
import { assertNever, displayName, type Job, type JobSnapshot } from '@sluice/model';
import { describeState, desktopWords, formatBytes, type DesktopWords, type Language } from '@sluice/words';
import type { Note, NoteAction } from './note.ts';

const NAMED = 4;
const MAX_NAME_LENGTH = 100;

/** Null for none. Several make one summary. */
export function noteOfDone(jobs: readonly Job[], language: Language): Note | null {
  const { notify } = desktopWords(language);
  const first = jobs[0];
  if (first === undefined) return null;
  const common = { urgency: 'normal', category: 'transfer.complete' } as const;
  if (jobs.length > 1) {
    const body = notify.list(jobs.slice(0, NAMED).map(shownName), Math.max(0, jobs.length - NAMED));
    return { ...common, title: notify.severalDone(jobs.length), body, onClick: { kind: 'show-window' }, buttons: [] };
  }
  const size = first.state.kind === 'done' ? formatBytes(first.state.sizeBytes, language) : '';
  return {
    ...common,
    title: notify.done,
    body: notify.doneBody(shownName(first), size),
    onClick: { kind: 'show-job', id: first.id },
    buttons: [
      { label: notify.open, action: { kind: 'open', id: first.id } },
      { label: notify.showInFolder, action: { kind: 'show-in-folder', id: first.id } },
    ],
  };
}

/** Null for none. One says what happened and offers what helps. */
export function noteOfAttention(snapshots: readonly JobSnapshot[], language: Language, nowMs: number): Note | null {
  const { notify } = desktopWords(language);
  const first = snapshots[0];
  if (first === undefined) return null;
  const common = { urgency: 'normal', category: 'transfer.error' } as const;
  if (snapshots.length > 1) {
    const names = snapshots.slice(0, NAMED).map(({ job }) => shownName(job));
    const body = notify.list(names, Math.max(0, snapshots.length - NAMED));
    return { ...common, title: notify.severalAttention(snapshots.length), body, onClick: { kind: 'show-window' }, buttons: [] };
  }
  return {
    ...common,
    title: notify.attention(shownName(first.job)),
    body: describeState(first, language, nowMs),
    onClick: { kind: 'show-job', id: first.job.id },
    buttons: help(first.job, notify),
  };
}

function help(job: Job, notify: DesktopWords['notify']): Note['buttons'] {
  const kind = whatHelps(job);
  switch (kind) {
    case null:
      return [];
    case 'retry':
      return [{ label: notify.retry, action: { kind, id: job.id } }];
    case 'refresh-link':
      return [{ label: notify.refreshLink, action: { kind, id: job.id } }];
    case 'decide':
      return [{ label: notify.decide, action: { kind, id: job.id } }];
    default:
      return assertNever(kind);
  }
}

function whatHelps({ state }: Job): Extract<NoteAction['kind'], 'retry' | 'refresh-link' | 'decide'> | null {
  if (state.kind === 'failed') return 'retry';
  if (state.kind !== 'waiting') return null;
  if (state.reason.kind === 'new-link') return 'refresh-link';
  return state.reason.kind === 'decision' ? 'decide' : 'retry';
}

/** A server may name a file as it likes: one line, and not without end. */
function shownName(job: Job): string {
  const letters = [...displayName(job).replace(/[\p{Cc}\p{Cf}]+/gu, ' ')];
  return letters.length <= MAX_NAME_LENGTH ? letters.join('') : `${letters.slice(0, MAX_NAME_LENGTH - 1).join('')}…`;
}
