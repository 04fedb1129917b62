/** What the main process answers and pushes. Types alone: the window trusts its main process and parses nothing. */
import type { Failure, JobId, JobSnapshot } from '@sluice/model';
import type { Settings } from './settings.ts';

export interface JobList {
  readonly snapshots: readonly JobSnapshot[];
}

/** One outcome per link, in the order of the links. */
export interface AddReply {
  readonly outcomes: readonly AddedOrRefused[];
}

export type AddedOrRefused =
  | { readonly kind: 'added'; readonly snapshot: JobSnapshot }
  /** `url` is fit to show: without secrets. */
  | { readonly kind: 'refused'; readonly url: string; readonly failure: Failure };

/** Whether a new link leads to the file that the job has begun. Refused: nothing has changed. */
export type RefreshReply = { readonly kind: 'accepted' } | { readonly kind: 'refused'; readonly failure: Failure };

export type OpenReply = { readonly kind: 'opened' } | { readonly kind: 'refused'; readonly failure: OpenFailure };

/** Why a finished file was not opened or shown. */
export type OpenFailure =
  | { readonly kind: 'not-done' }
  | { readonly kind: 'file-missing'; readonly path: string }
  /** The file is a program and the user, asked first, said no. */
  | { readonly kind: 'declined' }
  /** The system has no program for it, or that program did not start. */
  | { readonly kind: 'not-opened'; readonly path: string };

export interface ChosenFolder {
  /** Null when the user closed the dialog without choosing. */
  readonly path: string | null;
}

export interface ClipboardText {
  /** At most 1 MiB; empty when the clipboard holds no text. */
  readonly text: string;
}

/** Facts that don't change while the program runs. */
export interface AppFacts {
  readonly version: string;
  readonly electron: string;
  readonly chrome: string;
  readonly node: string;
  readonly platform: string;
  /** BCP 47, such as `zh-CN`. */
  readonly systemLocale: string;
  readonly downloadsFolder: string;
  /** What happened at the start that the user must know. */
  readonly notices: readonly Notice[];
}

/** The first seven are the store's, as `@sluice/store` says them. */
export type Notice =
  /** The database could not be read. It is kept at `path`; the queue is now the last backup's, or empty. */
  | { readonly kind: 'set-aside'; readonly path: string; readonly restoredFrom: 'backup' | 'nothing' }
  /** There was no database, but there was a backup: it took the place. */
  | { readonly kind: 'backup-used' }
  /** The last changes of a run that ended without closing may be missing. */
  | { readonly kind: 'wal-missing' }
  /** These jobs go on from progress that may be out of date; all of it is compared with the disk before they finish. */
  | { readonly kind: 'progress-checked'; readonly ids: readonly JobId[] }
  /** These jobs begin again at byte 0, because their progress can't be trusted. */
  | { readonly kind: 'progress-doubted'; readonly ids: readonly JobId[] }
  /** Rows that did not parse are kept aside in the database; their jobs don't run. */
  | { readonly kind: 'quarantined'; readonly count: number; readonly ids: readonly JobId[] }
  /** No backup could be made. `code` is SQLite's or the system's. */
  | { readonly kind: 'backup-failed'; readonly code: string }
  /** Some stored settings did not parse: their defaults stand in until they are set again. */
  | { readonly kind: 'settings-unreadable' };

export interface JobsChanged {
  /** Newest snapshot of each job that changed. */
  readonly snapshots: readonly JobSnapshot[];
  readonly removed: readonly JobId[];
}

export interface Throughput {
  /** Over all jobs. */
  readonly bytesPerSecond: number;
  readonly limitBytesPerSecond: number | null;
}

/** The menu, the command line or a second start asks the window for something. */
export type Command =
  /** Open the Add dialog; `text` fills it. */
  { readonly name: 'add'; readonly text: string | null } | { readonly name: 'settings' } | { readonly name: 'select'; readonly id: JobId };

/** Topic → payload. */
export interface Pushes {
  readonly 'jobs:changed': JobsChanged;
  readonly throughput: Throughput;
  readonly 'settings:changed': Settings;
  readonly command: Command;
}

export type Topic = keyof Pushes;
