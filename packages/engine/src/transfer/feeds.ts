/** The addresses that serve a transfer at the same time: who is let in, who fell away, and how many connections each should have (0034). */
import type { Failure } from '@sluice/model';
import { wantsAnotherSource } from '../plan/another-source.ts';
import { hasOtherFile, isAboutTheSource } from '../plan/choose-mirror.ts';
import { shareConnections } from '../plan/share-connections.ts';
import { admitSource } from './admit-source.ts';
import { Continuity } from './continuity.ts';
import { JobAtOther, type Feed } from './feed.ts';
import type { OtherSource } from './other-sources.ts';
import { Staffing } from './staffing.ts';
import type { TransferEnd, TransferJob } from './transfer-job.ts';

/** One that fell away is tried again after this time, and after twice as long each time it was in vain. */
const FIRST_RETURN_MS = 30_000;
/** Of all sources together, where the number is automatic: so many times what one may have. */
export const ROOM_FOR_OTHERS = 2;
/** Comparisons that this computer prevents are not tried for ever. */
const MAX_UNTOLD = 3;
/** A source whose connections bring less than this share of another's gives them up. */
const FAR_BEHIND = 0.5;

interface Seat extends Feed {
  /** Why it does not serve now; null: it does. */
  lost: { readonly failure: Failure; /** When it is tried again. */ readonly backAtMs: number } | null;
  losses: number;
}

/** What is measured of the connections. */
export interface FeedLook {
  readonly receiving: (feed: Feed) => number;
  readonly takenBytes: number;
  /** The user's limit holds it back: nothing can be learned of numbers. */
  readonly limited: boolean;
}

export class Feeds {
  readonly #job: TransferJob;
  readonly #flush: () => Promise<void>;
  readonly #seats: Seat[] = [];
  readonly #end = new AbortController();
  /** How the address that the transfer began with ended, while others go on. */
  #firstEnd: TransferEnd | null = null;
  #scouting = false;
  /** Comparisons that could not be made. */
  #untold = 0;
  readonly first: Feed;

  /** `flush` brings what the connections hold into the file. */
  constructor(job: TransferJob, flush: () => Promise<void>) {
    this.#job = job;
    this.#flush = flush;
    const { at, host } = job.others?.present ?? { at: 0, host: '' };
    this.first = this.#seat({ at, host, job, continuity: new Continuity(job, flush) });
  }

  /** Those that serve now. */
  get open(): readonly Feed[] {
    return this.#seats.filter(({ lost }) => lost === null);
  }

  /** Whether several served at any time in this transfer. */
  get areSeveral(): boolean {
    return this.#seats.length > 1;
  }

  /** Whether more connections were tried, last at the newest source, and brought no more; null: nothing was tried. */
  get plateau(): boolean | null {
    return this.open.at(-1)?.staffing.plateau ?? null;
  }

  /** Connections that there should be at this one. */
  wanted(feed: Feed): number {
    const { open } = this;
    const at = open.indexOf(feed);
    if (at < 0) return 0;
    if (open.length === 1) return this.areSeveral ? Math.max(1, feed.staffing.wanted) : feed.staffing.wanted;
    if (this.#job.automatic || !this.first.staffing.isBegun) return feed.staffing.wanted;
    const bounds = open.map(({ staffing }) => staffing.bound);
    return shareConnections(this.#job.connections, bounds)[at] ?? 0;
  }

  /** Measures what the present numbers bring; one source at a time finds out its own. */
  look({ receiving, takenBytes, limited }: FeedLook): void {
    this.#letReturn();
    if (limited) return;
    const { open } = this;
    const together = open.reduce((sum, feed) => sum + receiving(feed), 0);
    const trying = open.find(({ staffing }) => !staffing.isSettled);
    for (const feed of trying === undefined ? open : [trying]) {
      feed.staffing.look({ connections: receiving(feed), together, takenBytes });
    }
  }

  /** The next source to be asked, when one more is worth while; `scout` follows. */
  candidate(limited: boolean): OtherSource | null {
    const { automatic, connections, others, remote, sizeBytes, table } = this.#job;
    const { open } = this;
    if (others === null || this.#scouting || this.#untold >= MAX_UNTOLD || this.#end.signal.aborted) return null;
    if (!remote.resumable || sizeBytes === null) return null;
    const isWorthWhile = wantsAnotherSource({
      sources: this.#seats.length,
      receivedBytes: table.receivedBytes,
      missingBytes: sizeBytes - table.receivedBytes,
      bytesPerSecond: this.#job.bytesPerSecond(),
      chosen: automatic ? null : connections,
      settled: open.every(({ staffing }) => staffing.isSettled),
      inVain: open.some(({ staffing }) => staffing.wanted === 0),
      limited,
    });
    return isWorthWhile ? others.next(this.#seats) : null;
  }

  /** Lets a source in once its bytes are shown to be the same; resolves to whether it was. */
  async scout(other: OtherSource): Promise<boolean> {
    const { others } = this.#job;
    this.#scouting = true;
    try {
      const signal = AbortSignal.any([this.#job.signal, this.#end.signal]);
      const admission = await admitSource(this.#job, other, this.#flush, signal);
      if (admission.kind === 'untold') this.#untold += 1;
      if (signal.aborted || admission.kind === 'untold' || others === null) return false;
      if (admission.kind === 'refused') {
        others.refused(other.at, admission.failure);
        return false;
      }
      others.joined(other.at);
      const job = new JobAtOther(this.#job, other, admission.remote);
      const { at, host } = other;
      this.#seat({ at, host, job, continuity: new Continuity(job, this.#flush, true) }).staffing.beginBeside();
      return true;
    } finally {
      this.#scouting = false;
    }
  }

  /** No connection works any more: nobody else is let in. */
  close(): void {
    this.#end.abort();
  }

  /** Whether others can go on where this one can't. */
  mayLeave(feed: Feed): boolean {
    return this.open.some((other) => other !== feed);
  }

  /** A connection here came to an end that ends all of this source. False: it ends the transfer. */
  lose(feed: Feed, end: TransferEnd): boolean {
    const { clock } = this.#job;
    const seat = this.#seats.find((candidate) => candidate === feed);
    const failure = failureOf(end);
    if (seat === undefined || failure === null || !isAboutTheSource(failure, true)) return false;
    if (seat.lost !== null) return true;
    if (!this.mayLeave(feed)) return false;
    const restMs = Math.max(FIRST_RETURN_MS * 2 ** seat.losses, end.kind === 'wait-until' ? end.atMs - clock.nowMs() : 0);
    seat.lost = { failure, backAtMs: clock.monotonicMs() + restMs };
    seat.losses += 1;
    if (feed === this.first) this.#firstEnd = end;
    this.#job.others?.left(feed.at, failure);
    const { open } = this;
    if (open.every(({ staffing }) => staffing.wanted === 0)) open[0]?.staffing.lead();
    return true;
  }

  /** How the transfer ends when the last one ended so: the address in use is what the job knows. */
  endFor(last: TransferEnd): TransferEnd {
    return this.#firstEnd ?? last;
  }

  /**
   * A connection stays far behind the others'. Where its whole source does, another shall have it; false: a new one to the same source
   * may do better (spec B10).
   */
  gaveUp(feed: Feed, connections: (feed: Feed) => readonly { readonly bytesPerSecond: number }[]): boolean {
    const paceOf = (one: Feed): number => meanOf(connections(one).map(({ bytesPerSecond }) => bytesPerSecond));
    const best = Math.max(0, ...this.open.filter((other) => other !== feed).map(paceOf));
    if (paceOf(feed) >= best * FAR_BEHIND) return false;
    feed.staffing.giveOne(connections(feed).length);
    return true;
  }

  #seat(feed: Omit<Feed, 'staffing'>): Seat {
    const seat: Seat = { ...feed, staffing: new Staffing(feed.job, () => this.#roomFor(seat)), lost: null, losses: 0 };
    this.#seats.push(seat);
    return seat;
  }

  #roomFor(feed: Feed): number {
    if (!this.areSeveral || !this.#job.automatic) return Infinity;
    const taken = this.open.reduce((sum, other) => sum + (other === feed ? 0 : other.staffing.tried), 0);
    return Math.max(0, ROOM_FOR_OTHERS * this.#job.connections - taken);
  }

  #letReturn(): void {
    const nowMs = this.#job.clock.monotonicMs();
    for (const seat of this.#seats) {
      const { lost } = seat;
      if (lost === null || hasOtherFile(lost.failure) || nowMs < lost.backAtMs) continue;
      seat.lost = null;
      seat.staffing.beginBeside();
      if (seat === this.first) this.#firstEnd = null;
    }
  }
}

/** What a source is to be called to account for; null: the transfer is over for another reason. */
function failureOf(end: TransferEnd): Failure | null {
  switch (end.kind) {
    case 'failed':
    case 'wait-until':
      return end.failure;
    case 'remote-changed':
      return { kind: 'remote-changed', what: end.what };
    case 'undecidable':
      return { kind: 'ranges-lost' };
    case 'complete':
    case 'stopped':
      return null;
  }
}

function meanOf(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}
