/** What all workers of one job share while it transfers. */
import type { Failure, RemoteFile } from '@sluice/model';
import type { Clock } from '../clock.ts';
import type { Route } from './ask-range.ts';
import type { PartTable } from './part-table.ts';
import type { BodyTarget } from './read-body.ts';

/** How a transfer ended. What was received is in the file and counted in the table, whatever the end. */
export type TransferEnd =
  | { readonly kind: 'complete' }
  | { readonly kind: 'stopped' }
  | { readonly kind: 'remote-changed'; readonly what: 'validator' | 'size' }
  | { readonly kind: 'wait-until'; readonly atMs: number; readonly failure: Failure }
  | { readonly kind: 'failed'; readonly failure: Failure };

export interface TransferJob {
  readonly route: Route;
  readonly table: PartTable;
  readonly remote: RemoteFile;
  readonly sizeBytes: number | null;
  readonly body: Omit<BodyTarget, 'othersDecided'>;
  readonly clock: Clock;
  readonly random: () => number;
  /** Aborted by pause, cancel, quit, suspend, or the end of the transfer. */
  readonly signal: AbortSignal;
  /** Connections at the most. */
  readonly connections: number;
  /** Measured over all connections of the job. */
  bytesPerSecond(): number;
  /** Whether the server has answered this job since the program started, or before. */
  readonly answered: boolean;
  noteAnswer(): void;
  /** A real 206 with a matching Content-Range was seen (spec A3). */
  noteRanges(): void;
}
