/** What the workers of one transfer know of each other, and how each comes to its end. */
import type { Failure } from '@sluice/model';
import type { Paces } from '../plan/split-range.ts';
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
  /** Other workers that have a response of the same source under way. */
  othersReceiving(worker: Member): number;
  /** The server has accepted a range: now others may start. */
  accepted(worker: Member): void;
  /** The first answer to `worker` was no, and it will try again; one that gives up simply ends. */
  refused(worker: Member): void;
  /** Settles when it is known of every other connection whether it works. */
  othersDecided(worker: Member): Promise<void>;
  /** Whether another source can go on where the worker's does not. */
  mayLeave(worker: Member): boolean;
  /** The worker is far behind; true: it shall go home, because another source does better (spec B10). */
  givesWay(worker: Member): boolean;
  /** How fast the owner of a part is, beside the worker that would take half of it. */
  pacesFor(taker: Member | null): (owner: Claim) => Paces;
}
