/** What all workers of one job share while it transfers. */
import type { Failure, HistoryFact, RemoteFile, Validator } from '@sluice/model';
import type { Clock } from '../clock.ts';
import type { Route } from './ask-range.ts';
import type { KnownHost } from './known-host.ts';
import type { OtherSources } from './other-sources.ts';
import type { PartTable } from './part-table.ts';
import type { BodyTarget } from './read-body.ts';

/** How a transfer ended. What was received is in the file and counted in the table, whatever the end. */
export type TransferEnd =
  | { readonly kind: 'complete' }
  | { readonly kind: 'stopped' }
  | { readonly kind: 'remote-changed'; readonly what: 'validator' | 'size' }
  /** Whether the remote file is still the one that was begun can't be told; the user decides (spec B1). */
  | { readonly kind: 'undecidable' }
  | { readonly kind: 'wait-until'; readonly atMs: number; readonly failure: Failure }
  | { readonly kind: 'failed'; readonly failure: Failure };

export interface TransferJob {
  readonly route: Route;
  readonly host: KnownHost;
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
  /** Whether the user named no number: then it is found out how many are worth while (0014). */
  readonly automatic: boolean;
  /** Measured over all connections of the job. */
  bytesPerSecond(): number;
  /** Whether the server has answered this job since the program started, or before. */
  readonly answered: boolean;
  noteAnswer(): void;
  /** A real 206 with a matching Content-Range was seen (spec A3). */
  noteRanges(): void;
  /** Something worth remembering happened; rare, never once a chunk. */
  note(fact: HistoryFact): void;
  /** An overlap agreed although the ETags differ: they are each node's own, and `date`, if any, stands for them from now on. */
  noteOwnTags(date: Validator | null): void;
  /** Whether a digest of the whole file is known, which will prove it. */
  readonly hasDigest: boolean;
  /** Further addresses that may serve at the same time; null: there are none, or nothing would prove the whole (0034). */
  readonly others: OtherSources | null;
}
