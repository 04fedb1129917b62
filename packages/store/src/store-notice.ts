/** What the user should be told about the database itself, as facts; the sentences are made where they are shown. */
import type { JobId } from '@sluice/model';

export type StoreNotice =
  /** The database could not be read. It is kept at `path`; the queue is now the last backup's, or empty (spec C10). */
  | { readonly kind: 'set-aside'; readonly path: string; readonly restoredFrom: 'backup' | 'nothing' }
  /** There was no database, but there was a backup: it took the place. */
  | { readonly kind: 'backup-used' }
  /** The -wal file of a run that ended without closing is gone: the last changes may be missing. */
  | { readonly kind: 'wal-missing' }
  /** Progress that may be older than the part file: these jobs go on from it, and all of it is compared with the disk before they finish. */
  | { readonly kind: 'progress-checked'; readonly ids: readonly JobId[] }
  /** Progress that may be older than the part file and can't be compared with it: these jobs begin again at byte 0. Kept in quarantine. */
  | { readonly kind: 'progress-doubted'; readonly ids: readonly JobId[] }
  /** Rows that could not be read; kept in quarantine (spec C4). */
  | { readonly kind: 'quarantined'; readonly count: number; readonly ids: readonly JobId[] }
  /** No backup could be made, at close or while running. `code` is SQLite's or the system's. */
  | { readonly kind: 'backup-failed'; readonly code: string };
