/** What a transfer asks of the job's further addresses, so that several of them can serve at the same time (0034). */
import type { Failure } from '@sluice/model';
import type { Route } from './ask-range.ts';
import type { KnownHost } from './known-host.ts';

/** An address that was said to hold the same bytes. */
export interface OtherSource {
  /** Its place among the job's addresses, counted as in `JobSource.using`. */
  readonly at: number;
  /** Without secrets. */
  readonly host: string;
  readonly route: Route;
  readonly known: KnownHost;
}

export interface OtherSources {
  /** The address that the job began this transfer with, as it is shown. */
  readonly present: Pick<OtherSource, 'at' | 'host'>;
  /** The best that is neither given up nor one of `taken`, nor at a server of theirs; null: none is left. */
  next(taken: readonly Pick<OtherSource, 'at' | 'host'>[]): OtherSource | null;
  /** It was asked and can't be used. */
  refused(at: number, failure: Failure): void;
  /** It was shown to hold the same bytes. Durable when it returns: from now on bytes of it may be in the file. */
  joined(at: number): void;
  /** It does not serve any more, and others do. */
  left(at: number, failure: Failure): void;
}
