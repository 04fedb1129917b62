/** What opening a queue asks for, and everything that may come of it. */
import type { Clock } from '@sluice/engine';
import type { SecretBox } from './secret-box.ts';
import type { SqliteJobStore } from './sqlite-job-store.ts';
import type { StoreNotice } from './store-notice.ts';

export interface OpenOptions {
  readonly clock: Pick<Clock, 'nowMs'>;
  readonly secretBox: SecretBox;
  /** To look while another Sluice may run: no lock, no change, no file made; a missing database is an empty queue. */
  readonly readOnly?: boolean;
  /** News that come up after opening: rows found unreadable, a backup that failed. */
  readonly onNotice?: (notice: StoreNotice) => void;
}

export type OpenOutcome =
  | { readonly kind: 'open'; readonly store: SqliteJobStore; readonly notices: readonly StoreNotice[] }
  /** Another Sluice has this folder (spec C9). */
  | { readonly kind: 'locked'; readonly folder: string }
  /** A newer Sluice wrote it; it was left as it is. */
  | { readonly kind: 'newer-schema'; readonly version: number }
  /** The folder or file can't be made, read or written. `code` is SQLite's (`SQLITE_FULL`) or the system's (`EACCES`). */
  | { readonly kind: 'unusable'; readonly code: string };
