/** The steps that take a job from the queue to rest: look, begin, transfer, finish, and what each leads to. Holds its part file and sockets. */
import { assertNever, type Checkpoint, type Failure, type Job, type Progress } from '@sluice/model';
import { deletePartFile } from '../file/delete-part-file.ts';
import type { PartFile } from '../file/part-file.ts';
import { sourceForJob } from '../source/find-source.ts';
import type { OpenResponse } from '../transfer/open-response.ts';
import { ThroughputMeter } from '../transfer/throughput-meter.ts';
import type { TokenBucket } from '../transfer/token-bucket.ts';
import { beginJob } from './begin-job.ts';
import { finishJob } from './finish-job.ts';
import { JobAddresses, type SourceEnd } from './job-addresses.ts';
import type { JobEnding } from './job-ending.ts';
import { JobFile } from './job-file.ts';
import type { JobRow } from './job-row.ts';
import type { StoredJob } from './job-store.ts';
import { failOver } from './mirror-failover.ts';
import { MixedSources } from './mixed-sources.ts';
import { openJob } from './open-job.ts';
import type { RunContext } from './run-context.ts';
import { RunProgress } from './run-progress.ts';
import { runTransfer } from './run-transfer.ts';

/** A file that changes more often while it is fetched is given up for now. */
const MAX_CHANGES = 5;
/** After so many changes it is fetched in one response, which is one representation. */
const CHANGES_BEFORE_ONE_CONNECTION = 2;

/** What a step of the drive leads to: the next step, or rest. */
type Next = 'begin' | 'transfer' | 'finish' | 'rest';

export interface DriveContext {
  readonly run: RunContext;
  readonly row: JobRow;
  readonly stored: StoredJob;
  readonly ending: JobEnding;
  /** The job's own limit. */
  readonly bucket: TokenBucket;
  /** Aborted by the order to stop. */
  readonly stop: AbortSignal;
}

export class JobDrive {
  readonly #context: RunContext;
  readonly #row: JobRow;
  readonly #stop: AbortSignal;
  readonly #ending: JobEnding;
  readonly #addresses: JobAddresses;
  readonly #mixed: MixedSources;
  readonly #progress: RunProgress;
  readonly #meter: ThroughputMeter;
  readonly #bucket: TokenBucket;
  #checkpoint: Checkpoint;
  #work: JobFile | null = null;
  /** The response of the probe, until the transfer takes it over. */
  #opened: OpenResponse | null = null;
  #answered: boolean;
  /** How often the remote file changed in this run. */
  #changes = 0;

  constructor({ run, row, stored, ending, bucket, stop }: DriveContext) {
    const { hostMemory, ports } = run;
    const source = sourceForJob(run.source, stored.job);
    this.#context = run;
    this.#row = row;
    this.#stop = stop;
    this.#ending = ending;
    this.#bucket = bucket;
    this.#checkpoint = stored.checkpoint;
    this.#answered = stored.job.remote !== null;
    this.#addresses = new JobAddresses(ports, row, stored.secrets, source);
    this.#mixed = new MixedSources({ ports, row, addresses: this.#addresses, hostMemory });
    this.#meter = new ThroughputMeter(ports.clock);
    this.#progress = new RunProgress(this.#meter);
  }

  get #job(): Job {
    return this.#row.job;
  }

  progress(): Progress {
    return this.#progress.of(this.#job, this.#work);
  }

  /** Takes every step there is. The row says how the job came to rest; `close` follows, whatever happens. */
  async toRest(): Promise<void> {
    let next = await this.#open();
    while (next !== 'rest') next = await this.#step(next);
  }

  #step(next: Exclude<Next, 'rest'>): Promise<Next> {
    switch (next) {
      case 'begin':
        return this.#begin();
      case 'transfer':
        return this.#transfer();
      case 'finish':
        return this.#finish();
      default:
        return assertNever(next);
    }
  }

  /** Looks at what an earlier run left. */
  async #open(): Promise<Next> {
    const left = await openJob(this.#job, this.#checkpoint);
    switch (left.kind) {
      case 'begin':
        return 'begin';
      case 'restart':
        return this.#restart(left.reason);
      case 'done':
        return this.#ending.done(left.path, left.sizeBytes, left.verdict);
      case 'failed':
        return this.#ending.failed(left.failure);
      case 'found':
        return (await this.#takeUp(left.file, left.checkpoint, left.wasCut)) ?? this.#afterTakeUp(left.isComplete);
      default:
        return assertNever(left);
    }
  }

  /** Goes on from a checkpoint. Null: nothing stands in the way. */
  async #takeUp(file: PartFile, checkpoint: Checkpoint, wasCut: boolean): Promise<Next | null> {
    const work = new JobFile(this.#row, this.#context.reservations, file, checkpoint, this.#mixed.origins);
    this.#work = work;
    const facts = { partFile: file.identity, durableBytes: work.table.durableBytes };
    this.#row.update(facts, { checkpoint: { mode: 'replace', ...checkpoint } });
    // Only now that nothing claims the lost tail may the file be made long again: a hole must never pass for data (spec C5).
    const refused = wasCut ? await file.truncate(this.#job.remote?.sizeBytes ?? 0) : null;
    if (refused !== null) return this.#ending.failed(refused);
    work.checkInBackground();
    return null;
  }

  /** Complete parts are finished without a request (spec C8), unless no validator has joined them: then their oldest bytes are compared. */
  #afterTakeUp(isComplete: boolean): Next {
    return !isComplete || this.#job.remote?.validator == null ? 'transfer' : 'finish';
  }

  async #begin(): Promise<Next> {
    const { folders, ports, reservations, settings } = this.#context;
    this.#addresses.settle();
    const begun = await beginJob({
      ports,
      settings: settings(),
      reservations,
      folders,
      row: this.#row,
      route: this.#addresses.present.route,
      signal: this.#stop,
    });
    switch (begun.kind) {
      case 'begun':
        this.#opened = begun.response;
        this.#answered = true;
        this.#work = new JobFile(this.#row, reservations, begun.file, { parts: begun.parts, blocks: [] }, this.#mixed.origins);
        return begun.response === null ? 'finish' : 'transfer';
      case 'kept-existing':
        return this.#ending.done(begun.path, begun.sizeBytes, { kind: 'kept-existing' });
      case 'ask':
        return this.#ending.wait({ kind: 'decision', question: 'target-exists' });
      case 'wait-until':
        return this.#orMirror({ failure: begun.failure, againAtMs: begun.atMs });
      case 'stopped':
        return this.#ending.stopped();
      case 'failed':
        return this.#orMirror({ failure: begun.failure, againAtMs: null });
      default:
        return assertNever(begun);
    }
  }

  async #transfer(): Promise<Next> {
    if (this.#job.state.kind !== 'transferring') this.#row.applyPlain('transfer', 'transferring');
    const work = this.#requireWork();
    const opened = this.#opened;
    this.#opened = null;
    const end = await runTransfer({
      context: this.#context,
      row: this.#row,
      route: this.#addresses.present.route,
      work,
      meter: this.#meter,
      bucket: this.#bucket,
      stop: this.#stop,
      single: this.#changes >= CHANGES_BEFORE_ONE_CONNECTION,
      answered: { get: () => this.#answered, set: () => (this.#answered = true) },
      opened,
      from: this.#addresses.using,
      others: this.#mixed.others(),
    });
    switch (end.kind) {
      case 'complete':
        return 'finish';
      case 'stopped':
        return work.failure === null ? this.#ending.stopped() : this.#ending.failed(work.failure);
      case 'remote-changed':
        return this.#remoteChanged({ kind: 'remote-changed', what: end.what });
      case 'undecidable':
        return this.#ending.wait({ kind: 'decision', question: 'remote-changed' });
      case 'wait-until':
        return this.#orMirror({ failure: end.failure, againAtMs: end.atMs });
      case 'failed':
        return this.#orMirror({ failure: work.failure ?? end.failure, againAtMs: null });
      default:
        return assertNever(end);
    }
  }

  async #finish(): Promise<Next> {
    const { checkpointer, marks, ports, reservations, settings } = this.#context;
    const { secrets, source } = this.#addresses.present;
    const work = this.#requireWork();
    const { expectedSizeBytes } = this.#job.options;
    // A source that told no size is measured when all of it is there.
    if (this.#job.remote?.sizeBytes === null && (expectedSizeBytes ?? work.table.receivedBytes) !== work.table.receivedBytes) {
      return this.#orMirror({ failure: { kind: 'other-file', what: 'size' }, againAtMs: null });
    }
    const end = await finishJob({
      ports,
      reservations,
      keepServerTime: settings().keepServerTime,
      marks,
      verify: settings().verify,
      source,
      secrets,
      row: this.#row,
      ending: this.#ending,
      work,
      mixed: this.#mixed,
      claim: () => checkpointer.checkpoint(work),
      signal: this.#stop,
    });
    if (end.kind === 'doubted') {
      this.#progress.fallBack();
      return 'transfer';
    }
    if (end.kind !== 'restart') return end.kind;
    // All of it came from here, or some of it: whoever is left is believed first.
    this.#addresses.leaveBehind(end.reason);
    return this.#restart(end.reason);
  }

  /** The source in use failed for good: another address that holds the same bytes takes its place, or the job comes to rest. */
  async #orMirror(end: SourceEnd): Promise<Next> {
    const { ports } = this.#context;
    const context = { ports, row: this.#row, addresses: this.#addresses, close: () => this.close(), signal: this.#stop };
    const over = await failOver(context, end);
    switch (over.kind) {
      case 'none':
        return this.#restAfter(this.#addresses.tellingEnd(end));
      case 'stopped':
        return this.#ending.stopped();
      case 'failed':
        return this.#ending.failed(over.failure);
      case 'begin':
        return 'begin';
      case 'restart':
        return this.#restart(end.failure);
      case 'go-on':
        this.#checkpoint = over.checkpoint;
        this.#answered = true;
        return this.#open();
      default:
        return assertNever(over);
    }
  }

  #restAfter({ failure, againAtMs }: SourceEnd): Next {
    if (againAtMs === null) return this.#ending.failed(failure);
    return this.#ending.wait({ kind: 'retry-at', atMs: againAtMs, failure });
  }

  #remoteChanged(failure: Failure): Promise<Next> | Next {
    if (this.#addresses.next(failure) !== null) return this.#orMirror({ failure, againAtMs: null });
    const asks = this.#job.options.onRemoteChange === 'ask';
    this.#changes += 1;
    if (!asks && this.#changes > MAX_CHANGES) return this.#ending.failed(failure);
    return asks ? this.#ending.wait({ kind: 'decision', question: 'remote-changed' }) : this.#restart(failure);
  }

  /** All old bytes are dropped. */
  async #restart(reason: Failure): Promise<Next> {
    const { partFile } = this.#job;
    await this.close();
    if (partFile !== null) {
      const deleted = await deletePartFile(partFile);
      if (deleted.kind === 'failed') return this.#ending.failed(deleted.failure);
    }
    this.#checkpoint = { parts: [], blocks: [] };
    this.#progress.fallBack();
    this.#ending.restarting(reason);
    this.#mixed.restarted(reason);
    return 'begin';
  }

  /** Gives up what is held; what was received and not stored yet is stored by then, if it can be. */
  async close(): Promise<void> {
    await this.#opened?.discard();
    this.#opened = null;
    await this.#work?.close();
    this.#work = null;
  }

  #requireWork(): JobFile {
    if (this.#work === null) throw new Error('no part file is open');
    return this.#work;
  }
}
