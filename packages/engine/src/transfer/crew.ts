/** What the workers of one transfer know of each other, and how each comes to its end. */
import type { Failure } from '@sluice/model';
import type { Paces } from '../plan/split-range.ts';
import type { Continuity } from './continuity.ts';
import type { Claim } from './part-table.ts';
import type { TransferEnd } from './transfer-job.ts';

export type WorkerEnd =
  /** Nothing is left that it could take, or there is one worker too many. */
  | { readonly kind: 'idle' }
  | { readonly kind: 'stopped' }
  /** It gave up, and its part is free again; others may go on. `surplus`: the server serves the others, and not one more (spec B9). */
  | { readonly kind: 'retired'; readonly failure: Failure; readonly surplus: boolean }
  /** Nobody can go on. */
  | { readonly kind: 'over'; readonly end: TransferEnd };

/** `Member`: a worker, of which only its identity counts here. */
export interface Crew<Member> {
  readonly continuity: Continuity;
  /** Other workers that have a response under way. */
  othersReceiving(worker: Member): number;
  /** The server has accepted a range: now others may start. */
  accepted(worker: Member): void;
  /** The first answer to `worker` was no, and it will try again; one that gives up simply ends. */
  refused(worker: Member): void;
  /** Settles when it is known of every other connection whether it works. */
  othersDecided(worker: Member): Promise<void>;
  /** How fast the owner of a part is, beside the worker that would take half of it. */
  pacesFor(taker: Member | null): (owner: Claim) => Paces;
}
