/** Gathers what the verdict on a transfer's speed rests on (spec F5). */
import type { SpeedVerdict } from '@sluice/model';
import { whyThisSpeed, type SpeedFacts } from '../plan/why-this-speed.ts';
import { SpeedWatch } from './speed-watch.ts';
import type { TransferJob } from './transfer-job.ts';
import type { WaitTimes } from './waits.ts';
import type { Worker } from './worker.ts';

/** Too little to tell by. */
const LEAST_LOOKS = 6;

export class SpeedReport {
  readonly #job: TransferJob;
  readonly #watch = new SpeedWatch();
  #looks = 0;
  /** Of connections that are no more. */
  #left: WaitTimes = { receivingMs: 0, diskMs: 0, limitMs: 0 };

  constructor(job: TransferJob) {
    this.#job = job;
  }

  look(workers: readonly Worker[]): void {
    this.#looks += 1;
    this.#watch.look(workers.reduce((sum, { waits }) => plus(sum, waits.times), this.#left));
  }

  /** Whether a limit is waited for so much that nothing else can be told. */
  get isLimited(): boolean {
    return this.#watch.limitShare >= 0.3;
  }

  left({ waits }: Worker): void {
    this.#left = plus(this.#left, waits.times);
  }

  /** Null while there is too little to tell by. */
  verdict(workers: readonly Worker[], plateau: boolean | null): SpeedVerdict | null {
    if (this.#looks < LEAST_LOOKS) return null;
    const { automatic, connections, host } = this.#job;
    const receiving = workers.filter((worker) => worker.isReceiving);
    const sources = new Set(receiving.map(({ feed }) => feed)).size;
    return whyThisSpeed({
      bytesPerSecond: this.#job.bytesPerSecond(),
      rates: receiving.map((worker) => worker.bytesPerSecond),
      sources,
      diskShare: this.#watch.diskShare,
      limitShare: this.#watch.limitShare,
      limit: this.#limit(),
      // Of several servers none is what holds all of it back.
      cap: sources > 1 ? null : host.refusesMoreThan,
      chosen: automatic ? null : connections,
      plateau,
    });
  }

  /** The job's own limit comes first in the list of buckets. */
  #limit(): SpeedFacts['limit'] {
    const [job, all] = this.#job.body.buckets.map((bucket) => bucket.bytesPerSecond);
    const ofJob = job == null ? null : ({ bytesPerSecond: job, scope: 'job' } as const);
    const ofAll = all == null ? null : ({ bytesPerSecond: all, scope: 'all' } as const);
    if (ofJob === null || ofAll === null) return ofJob ?? ofAll;
    return ofJob.bytesPerSecond <= ofAll.bytesPerSecond ? ofJob : ofAll;
  }
}

function plus(a: WaitTimes, b: WaitTimes): WaitTimes {
  return { receivingMs: a.receivingMs + b.receivingMs, diskMs: a.diskMs + b.diskMs, limitMs: a.limitMs + b.limitMs };
}
