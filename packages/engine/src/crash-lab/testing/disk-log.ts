/**
 * Everything that a run did to its disk, in order: what a power cut may or may not have kept. Each operation has a moment at which it
 * began and one at which it was over; between the two a cut may find it done, undone or (a write) half done.
 */
import type { StoredJob } from '@sluice/engine';
import type { JobId } from '@sluice/model';

/** Files are known by their inode, names by their place in the folder. */
export type DiskOperation =
  | { readonly kind: 'create'; readonly inode: string; readonly name: string }
  | { readonly kind: 'link'; readonly inode: string; readonly name: string }
  | { readonly kind: 'unlink'; readonly name: string }
  | { readonly kind: 'rename'; readonly inode: string; readonly from: string; readonly to: string }
  | { readonly kind: 'write'; readonly inode: string; readonly position: number; readonly bytes: Uint8Array }
  | { readonly kind: 'truncate'; readonly inode: string; readonly sizeBytes: number }
  | { readonly kind: 'sync-file'; readonly inode: string }
  | { readonly kind: 'sync-folder' }
  /** A file that somebody else made; it is taken as durable at once. */
  | { readonly kind: 'foreign'; readonly inode: string; readonly name: string; readonly bytes: Uint8Array }
  /** A database transaction that was acknowledged; durable because of `synchronous = FULL`. */
  | { readonly kind: 'commit'; readonly content: CommittedContent };

export type CommittedContent =
  | { readonly kind: 'rows'; readonly rows: ReadonlyMap<JobId, StoredJob> }
  /** The files of an SQLite database just after the transaction. */
  | {
      readonly kind: 'files';
      readonly database: Uint8Array;
      readonly wal: Uint8Array;
      /** What it says, as text. */ readonly says: string;
    };

export type LoggedOperation = DiskOperation & {
  readonly begun: number;
  /** Infinity while it is under way. */
  ended: number;
};

export class DiskLog {
  /** The folder whose operations are logged; what happens elsewhere is nobody's business. */
  readonly folder: string;
  readonly #operations: LoggedOperation[] = [];
  #moment = 0;

  constructor(folder: string) {
    this.folder = folder;
  }

  get operations(): readonly LoggedOperation[] {
    return this.#operations;
  }

  /** Moments so far: a cut at `moment` finds begun what has `begun < moment`, and over what has `ended < moment`. */
  get moments(): number {
    return this.#moment;
  }

  begin(operation: DiskOperation): LoggedOperation {
    const logged: LoggedOperation = { ...operation, begun: this.#moment++, ended: Number.POSITIVE_INFINITY };
    this.#operations.push(logged);
    return logged;
  }

  end(operation: LoggedOperation): void {
    operation.ended = this.#moment++;
  }

  /** The system refused: nothing happened. */
  withdraw(operation: LoggedOperation): void {
    this.#operations.splice(this.#operations.indexOf(operation), 1);
  }

  /** Logs what happened at once. */
  note(operation: DiskOperation): void {
    this.end(this.begin(operation));
  }
}
