/** What the main process answers and pushes. Types alone: the window trusts its main process and parses nothing. */
import type { AddressAnswer, Failure, ForeignProgram, HistoryEvent, ListCounts, ListedRows, JobId, JobSnapshot } from '@sluice/model';
import type { AddingObjects, ConnectionNote } from './connections.ts';
import type { Settings } from './settings.ts';

export interface JobList {
  readonly snapshots: readonly JobSnapshot[];
}

/** A stretch of the list. */
export interface JobRows {
  readonly rows: ListedRows;
  readonly counts: ListCounts;
  readonly snapshots: readonly JobSnapshot[];
}

/** What happened to a job; 201 events at the most. */
export interface JobPast {
  readonly events: readonly HistoryEvent[];
}

/** One outcome per link, in the order of the links. */
export interface AddReply {
  readonly outcomes: readonly AddedOrRefused[];
}

export type AddedOrRefused =
  | { readonly kind: 'added'; readonly snapshot: JobSnapshot }
  /** `url` is fit to show: without secrets. */
  | { readonly kind: 'refused'; readonly url: string; readonly failure: Failure };

/** What became of another program's file. Nothing is changed unless it was added. */
export type AdoptReply =
  | { readonly kind: 'added'; readonly snapshot: JobSnapshot; /** What of it could be kept. */ readonly keptBytes: number }
  /** It can be continued when somebody says where it comes from. `plain`: any file could be that. */
  | { readonly kind: 'source-needed'; readonly program: ForeignProgram; readonly name: string }
  | { readonly kind: 'refused'; readonly failure: Failure };

/** What another program's unfinished file says of itself; nothing of it is believed yet. */
export type UnfinishedReply =
  | {
      readonly kind: 'unfinished';
      readonly program: ForeignProgram;
      /** Of the finished file, as far as it is known. */
      readonly name: string;
      readonly sizeBytes: number | null;
      readonly claimedBytes: number;
      /** Without secrets; null: it does not say where it comes from. */
      readonly url: string | null;
    }
  | { readonly kind: 'refused'; readonly failure: Failure };

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

/** What is at an address, as its server says it now. */
export type ProbeReply =
  | AddressAnswer
  /** Called off, or too slow to wait for. */
  | { readonly kind: 'unanswered' };

export interface LinkFilesReply {
  /** In the order of the files and of what they hold. */
  readonly links: readonly LinkInFile[];
  readonly refused: readonly RefusedLinkFile[];
}

export interface ListedLink {
  /** As it was asked for. */
  readonly url: string;
  /** The job with its address that was added last. */
  readonly id: JobId;
}

export interface LinkInFile {
  readonly url: string;
  /** Further addresses of the same file, best first. */
  readonly mirrors: readonly string[];
  /** Null where the file of links does not say. */
  readonly sizeBytes: number | null;
  /** Null where the file of links does not say. */
  readonly name: string | null;
  /** As `jobs:add` takes it; null where the file of links does not say. */
  readonly checksum: string | null;
}

export interface RefusedLinkFile {
  /** The file's name, without its folder. */
  readonly name: string;
  readonly reason: 'unknown-type' | 'too-large' | 'malformed' | 'no-links' | 'unreadable';
}

export interface HeaderNames {
  readonly names: readonly string[];
}

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
  /** The user's own folder: what is below it can be shown as `~/…`. */
  readonly homeFolder: string;
  /** Where the database is. */
  readonly stateFolder: string;
  /** What happened at the start that the user must know. */
  readonly notices: readonly Notice[];
}

/** Where this copy stands with the published versions. */
export type UpdateState =
  /** A copy that can't replace itself: built from source, unpacked from an archive, or packaged without a feed. */
  | { readonly kind: 'unsupported' }
  /** `checkedAtMs` null: not yet asked in this run. */
  | { readonly kind: 'current'; readonly checkedAtMs: number | null }
  | { readonly kind: 'checking' }
  | { readonly kind: 'available'; readonly version: string }
  /** 0…100. */
  | { readonly kind: 'downloading'; readonly version: string; readonly percent: number }
  /** Downloaded and verified. */
  | { readonly kind: 'ready'; readonly version: string }
  | { readonly kind: 'failed'; readonly reason: UpdateTrouble };

export type UpdateTrouble =
  | 'unreachable'
  /** The description of the release is not signed by the key that this copy knows. */
  | 'untrusted'
  /** What was downloaded is not what the description says. */
  | 'damaged'
  /** It is here, but the system did not put it in place. */
  | 'not-installed';

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
  | { readonly kind: 'settings-unreadable' }
  /** The last two starts failed: nothing runs until the user resumes all, and the graphics processor is not used. */
  | { readonly kind: 'safe-start' };

export interface JobsChanged {
  /** Newest snapshot of each job that changed. */
  readonly snapshots: readonly JobSnapshot[];
  readonly removed: readonly JobId[];
  /** More has changed than is told: a window asks anew for what it shows. */
  readonly reload?: boolean;
  /** How many jobs each filter holds now; not there when only progress is told. */
  readonly counts?: ListCounts;
}

export interface Throughput {
  /** Over all jobs. */
  readonly bytesPerSecond: number;
  readonly limitBytesPerSecond: number | null;
}

/** Why the whole queue rests although there may be work. */
export type RestReason = 'schedule' | 'metered' | 'network' | 'sleep' | 'update';

export interface Resting {
  /** The strongest first; none: it does not rest. */
  readonly reasons: readonly RestReason[];
}

/** What the drop basket shows. */
export interface BasketFacts {
  readonly running: number;
  /** Of all that runs, in [0, 1]; null: nothing runs, or nobody knows how much it is. */
  readonly progress: number | null;
  readonly bytesPerSecond: number;
}

/** What came of writing the list to a file. */
export type ListExportReply =
  | {
      readonly kind: 'saved';
      readonly path: string;
      readonly count: number;
      /** Links written without what opens them. */ readonly incomplete: number;
    }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'failed'; readonly path: string };

/** What came of reading a list from a file. */
export type ListImportReply =
  | {
      readonly kind: 'imported';
      /** Added, paused. */
      readonly added: number;
      /** In the list already. */
      readonly known: number;
      /** Finished where the list was written: not added. */
      readonly finished: number;
      readonly refused: number;
      /** Of those added: written without what opens them. */
      readonly incomplete: number;
    }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'refused'; readonly name: string; readonly reason: 'too-large' | 'not-a-list' | 'newer-version' | 'unreadable' };

/** What other programs may ask of this one, and whether that works. */
export interface Integrations {
  readonly rpc: RpcStatus;
  readonly browsers: BrowserHosts;
}

/** Whether the extension of the browsers finds this program. */
export type BrowserHosts =
  /** `unsupported`: not on this system. */
  | { readonly kind: 'off' | 'unsupported' | 'failed' }
  /** The names of those that were found here; there may be none. */
  | { readonly kind: 'on'; readonly browsers: readonly string[] };

export interface RpcStatus {
  readonly state: RpcState;
  /** Null until the endpoint was first turned on. */
  readonly token: string | null;
}

export type RpcState =
  | { readonly kind: 'off' }
  | { readonly kind: 'on'; readonly port: number }
  | { readonly kind: 'failed'; readonly port: number; readonly reason: 'port-taken' | 'port-forbidden' | 'other' };

/** The menu, the tray, a notification, the command line or a second start asks the window for something. */
export type Command =
  /** Open the Add dialog; `text` fills it. */
  | {
      readonly name: 'add';
      readonly text: string | null;
      /** What files of links said of the links in the text. */ readonly links?: readonly LinkInFile[];
    }
  | { readonly name: 'settings' | 'export-list' | 'import-list' }
  | { readonly name: 'select'; readonly id: JobId }
  /** Select the job and open the dialog that it needs. */
  | { readonly name: 'refresh-link'; readonly id: JobId }
  | { readonly name: 'decide'; readonly id: JobId };

/** Topic → payload. */
export interface Pushes {
  readonly 'jobs:changed': JobsChanged;
  readonly throughput: Throughput;
  readonly 'settings:changed': Settings;
  readonly 'integrations:changed': Integrations;
  readonly command: Command;
  /** What was learned of a connection, and must be said. */
  readonly 'connections:note': ConnectionNote;
  /** How far adding objects has come. */
  readonly 'objects:adding': AddingObjects;
  readonly updates: UpdateState;
  readonly resting: Resting;
  readonly basket: BasketFacts;
}

export type Topic = keyof Pushes;
