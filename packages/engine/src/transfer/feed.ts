/** One of the addresses that serve a transfer at the same time, with a route, a file, validators and connections of its own (0034). */
import type { HistoryFact, RemoteFile, Validator } from '@sluice/model';
import type { Clock } from '../clock.ts';
import type { Route } from './ask-range.ts';
import type { Continuity } from './continuity.ts';
import type { KnownHost } from './known-host.ts';
import type { OtherSource, OtherSources } from './other-sources.ts';
import type { PartTable } from './part-table.ts';
import type { Staffing } from './staffing.ts';
import type { TransferJob } from './transfer-job.ts';

/** What a connection needs to know of the address that it is for. */
export interface Feed {
  readonly at: number;
  /** Without secrets. */
  readonly host: string;
  /** The transfer, as it is at this address. */
  readonly job: TransferJob;
  readonly continuity: Continuity;
  readonly staffing: Staffing;
}

/** A transfer as it is at an address beside the one in use: its own way and validators, and everything else shared. */
export class JobAtOther implements TransferJob {
  readonly #whole: TransferJob;
  readonly route: Route;
  readonly host: KnownHost;
  readonly body: TransferJob['body'];
  readonly signal: AbortSignal;
  readonly hasDigest: boolean;
  #remote: RemoteFile;

  /** `remote`: the file as this address describes it. */
  constructor(whole: TransferJob, { at, known, route }: OtherSource, remote: RemoteFile, signal: AbortSignal = whole.signal) {
    this.#whole = whole;
    this.route = route;
    this.host = known;
    this.body = { ...whole.body, from: at };
    this.signal = signal;
    this.hasDigest = whole.hasDigest;
    this.#remote = remote;
  }

  get remote(): RemoteFile {
    return this.#remote;
  }

  get table(): PartTable {
    return this.#whole.table;
  }

  get sizeBytes(): number | null {
    return this.#whole.sizeBytes;
  }

  get clock(): Clock {
    return this.#whole.clock;
  }

  get random(): () => number {
    return this.#whole.random;
  }

  get connections(): number {
    return this.#whole.connections;
  }

  get automatic(): boolean {
    return this.#whole.automatic;
  }

  get others(): OtherSources | null {
    return this.#whole.others;
  }

  get answered(): boolean {
    return this.#whole.answered;
  }

  bytesPerSecond(): number {
    return this.#whole.bytesPerSecond();
  }

  noteAnswer(): void {
    this.#whole.noteAnswer();
  }

  /** That was seen before it was let in. */
  noteRanges(): void {
    // The job's own row speaks of the address in use alone.
  }

  note(fact: HistoryFact): void {
    this.#whole.note(fact);
  }

  noteOwnTags(date: Validator | null): void {
    this.#remote = { ...this.#remote, validator: date, etag: null };
  }
}
