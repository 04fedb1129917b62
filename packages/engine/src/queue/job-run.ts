/** Drives one job through its states, from the queue to rest. It holds the job's part file and sockets, and nothing after `run` resolves. */
import {
  assertNever,
  isComplete,
  partsTile,
  type Block,
  type Checkpoint,
  type DiskFailure,
  type Failure,
  type Job,
  type Progress,
  type Verdict,
} from '@sluice/model';
import { checkBlocks } from '../file/check-blocks.ts';
import { deletePartFile } from '../file/delete-part-file.ts';
import { PartFile } from '../file/part-file.ts';
import { recogniseCommit } from '../file/recognise-commit.ts';
import { claimedEnd, planResume, type FoundPartFile } from '../plan/plan-resume.ts';
import type { Source } from '../source/source.ts';
import { Route } from '../transfer/ask-range.ts';
import type { OpenResponse } from '../transfer/open-response.ts';
import { PartTable, type Snapshot } from '../transfer/part-table.ts';
import { ThroughputMeter } from '../transfer/throughput-meter.ts';
import { TokenBucket } from '../transfer/token-bucket.ts';
import { FileTransfer } from '../transfer/transfer-file.ts';
import type { TransferEnd } from '../transfer/transfer-job.ts';
import { beginJob, connectionsFor } from './begin-job.ts';
import type { Checkpointer, Participant } from './checkpointer.ts';
import type { EnginePorts } from './engine-ports.ts';
import { commitJob, verifyFile } from './finish-job.ts';
import type { JobRow } from './job-row.ts';
import type { JobChange, StoredJob } from './job-store.ts';
import type { Reservations } from './reservations.ts';
import type { QueueSettings } from './settings.ts';
import { stateAfterFailure, type StopReason } from './settle.ts';

export interface RunContext {
  readonly ports: EnginePorts;
  readonly settings: () => QueueSettings;
  readonly reservations: Reservations;
  readonly checkpointer: Checkpointer;
  readonly globalBucket: TokenBucket;
  readonly source: Source;
}

const MAX_SLAB_BYTES = 1024 * 1024;
/** Memory for bytes on their way into one file; each connection has two slabs. */
const SLAB_BUDGET_BYTES = 24 * 1024 * 1024;

/** What a step of the drive leads to: the next step, or rest. */
type Next = 'transfer' | 'finish' | 'begin' | 'rest';

export class JobRun implements Participant {
  readonly #context: RunContext;
  readonly #row: JobRow;
  readonly #stop = new AbortController();
  readonly #route: Route;
  readonly #meter: ThroughputMeter;
  readonly #bucket: TokenBucket;
  #checkpoint: Checkpoint;
  #file: PartFile | null = null;
  #table: PartTable | null = null;
  #transfer: FileTransfer | null = null;
  #opened: OpenResponse | null = null;
  #diskFailure: DiskFailure | null = null;
  #transferStop: AbortController | null = null;
  #blockCheck: Promise<void> = Promise.resolve();
  readonly #endBlockCheck = new AbortController();
  #badBlocks: Block[] = [];
  #answered: boolean;
  /** Settles when the job has come to rest. */
  readonly finished: Promise<void>;

  constructor(context: RunContext, row: JobRow, stored: StoredJob) {
    this.#context = context;
    this.#row = row;
    this.#checkpoint = stored.checkpoint;
    this.#answered = stored.job.remote !== null;
    this.#route = new Route(context.ports.transport, context.source, stored.secrets);
    this.#meter = new ThroughputMeter(context.ports.clock);
    this.#bucket = new TokenBucket(context.ports.clock, stored.job.options.limitBytesPerSecond);
    this.finished = this.#run();
  }

  get job(): Job {
    return this.#row.job;
  }

  /** Asks the run to come to rest; `finished` tells when it has. Asking again changes nothing. */
  stop(reason: StopReason): void {
    this.#stop.abort(reason);
  }

  progress(): Progress {
    const table = this.#table;
    const totalBytes = this.job.remote?.sizeBytes ?? null;
    const receivedBytes = table?.receivedBytes ?? this.job.durableBytes;
    const bytesPerSecond = this.#transfer === null ? 0 : this.#meter.bytesPerSecond();
    const secondsLeft = totalBytes === null || bytesPerSecond < 1 ? null : (totalBytes - receivedBytes) / bytesPerSecond;
    return {
      receivedBytes,
      durableBytes: table?.durableBytes ?? this.job.durableBytes,
      totalBytes,
      bytesPerSecond,
      secondsLeft,
      connections: this.#transfer?.connections ?? 0,
      strip: table?.strip(totalBytes) ?? [],
      retry: this.#transfer?.retry ?? null,
    };
  }

  // --- the drive

  async #run(): Promise<void> {
    try {
      this.#row.applyPlain('start', 'probing');
      let next = await this.#open();
      while (next !== 'rest') next = await this.#step(next);
    } catch (fault) {
      this.#rest({ kind: 'fault', detail: fault instanceof Error ? (fault.stack ?? fault.message) : String(fault) });
    } finally {
      await this.#closeFile();
    }
  }

  #step(next: Exclude<Next, 'rest'>): Promise<Next> {
    switch (next) {
      case 'begin':
        return this.#begin();
      case 'transfer':
        return this.#transferFile();
      case 'finish':
        return this.#finish();
      default:
        return assertNever(next);
    }
  }

  /** Looks at what an earlier run left, in the order of spec C4. */
  async #open(): Promise<Next> {
    const { job } = this;
    if (job.partFile === null || job.remote === null) return 'begin';
    const recognised = await this.#recogniseCommit();
    if (recognised !== null) return recognised;
    const found = await PartFile.reopen(job.partFile, claimedEnd(this.#checkpoint), job.remote.sizeBytes);
    if (found.kind === 'failed') return this.#rest(found.failure);
    if (found.kind === 'ok' || found.kind === 'shorter') this.#file = found.file;
    const plan = planResume(job, this.#checkpoint, describeFound(found));
    switch (plan.kind) {
      case 'begin':
        return 'begin';
      case 'restart':
        return this.#restart(plan.reason);
      case 'resume':
      case 'complete':
        return (await this.#takeUp(plan.checkpoint, found.kind === 'shorter')) ?? (plan.kind === 'resume' ? 'transfer' : 'finish');
      default:
        return assertNever(plan);
    }
  }

  /** A crash between the rename and its row leaves the finished file under its name (spec C8). */
  async #recogniseCommit(): Promise<Next | null> {
    const { partFile, target, remote } = this.job;
    if (partFile === null || target.path === null || remote?.sizeBytes == null) return null;
    if (!partsTile(this.#checkpoint.parts, remote.sizeBytes) || !this.#checkpoint.parts.every(isComplete)) return null;
    const seen = await recogniseCommit(partFile, target.path, remote.sizeBytes);
    if (seen.kind === 'failed') return this.#rest(seen.failure);
    return seen.kind === 'committed' ? this.#done(seen.path, remote.sizeBytes, verdictOf(this.job)) : null;
  }

  async #begin(): Promise<Next> {
    const { ports, reservations, settings } = this.#context;
    const begun = await beginJob({
      ports,
      settings: settings(),
      reservations,
      row: this.#row,
      route: this.#route,
      signal: this.#stop.signal,
    });
    switch (begun.kind) {
      case 'begun':
        this.#file = begun.file;
        this.#opened = begun.response;
        this.#answered = true;
        this.#table = new PartTable({ parts: begun.parts, blocks: [] }, this.job.blockSizeBytes);
        return begun.response === null ? 'finish' : 'transfer';
      case 'kept-existing':
        return this.#done(begun.path, 0, { kind: 'kept-existing' });
      case 'ask':
        return this.#wait({ kind: 'decision', question: 'target-exists' });
      case 'wait-until':
        return this.#wait({ kind: 'retry-at', atMs: begun.atMs, failure: begun.failure });
      case 'stopped':
        return this.#restAfterStop();
      case 'failed':
        return this.#rest(begun.failure);
      default:
        return assertNever(begun);
    }
  }

  /** Goes on from a checkpoint; the blocks on disk are compared with it meanwhile (spec C7). Null: nothing stands in the way. */
  async #takeUp(checkpoint: Checkpoint, wasCut: boolean): Promise<Next | null> {
    const file = this.#requireFile();
    const table = new PartTable(checkpoint, this.job.blockSizeBytes);
    this.#table = table;
    this.#row.update({ partFile: file.identity, durableBytes: table.durableBytes }, { checkpoint: { mode: 'replace', ...checkpoint } });
    // Only now that nothing claims the lost tail may the file be made long again: a hole must never pass for data (spec C5).
    const refused = wasCut ? await file.truncate(this.job.remote?.sizeBytes ?? 0) : null;
    if (refused !== null) return this.#rest(refused);
    const newestFirst = table.blocks().toReversed();
    const onBad = (block: Block): void => void this.#badBlocks.push(block);
    this.#blockCheck = checkBlocks(file, newestFirst, this.job.blockSizeBytes, { signal: this.#endBlockCheck.signal, onBad }).then(
      (outcome) => {
        if (outcome.kind === 'failed') this.fail(outcome.failure);
      },
    );
    return null;
  }

  async #transferFile(): Promise<Next> {
    if (this.job.state.kind !== 'transferring') this.#row.applyPlain('transfer', 'transferring');
    const end = await this.#runWorkers();
    switch (end.kind) {
      case 'complete':
        return 'finish';
      case 'stopped':
        return this.#diskFailure === null ? this.#restAfterStop() : this.#rest(this.#diskFailure);
      case 'remote-changed':
        return this.#remoteChanged({ kind: 'remote-changed', what: end.what });
      case 'wait-until':
        return this.#wait({ kind: 'retry-at', atMs: end.atMs, failure: end.failure });
      case 'failed':
        return this.#rest(this.#diskFailure ?? end.failure);
      default:
        return assertNever(end);
    }
  }

  async #runWorkers(): Promise<TransferEnd> {
    const { checkpointer, globalBucket, ports, settings } = this.#context;
    const table = this.#requireTable();
    const stop = new AbortController();
    const signal = AbortSignal.any([this.#stop.signal, stop.signal]);
    const { remote } = this.job;
    if (remote === null) throw new Error('a transfer without a probe');
    const connections = connectionsFor(this.job, settings(), remote.sizeBytes);
    const slabBytes = Math.min(MAX_SLAB_BYTES, Math.floor(SLAB_BUDGET_BYTES / (2 * connections)));
    const count = (bytes: number): void => {
      this.#meter.count(bytes);
      checkpointer.count(bytes);
    };
    const run = this;
    const transfer = new FileTransfer(
      {
        route: this.#route,
        table,
        get remote() {
          return run.job.remote ?? remote;
        },
        sizeBytes: remote.sizeBytes,
        body: { table, file: this.#requireFile(), count, buckets: [this.#bucket, globalBucket], slabBytes, signal },
        clock: ports.clock,
        random: ports.random,
        signal,
        connections,
        bytesPerSecond: () => this.#meter.bytesPerSecond(),
        get answered() {
          return run.#answered;
        },
        noteAnswer: () => void (this.#answered = true),
        noteRanges: () => this.#noteRanges(),
      },
      stop,
    );
    this.#transfer = transfer;
    this.#transferStop = stop;
    const opened = this.#opened;
    this.#opened = null;
    checkpointer.join(this);
    try {
      return await transfer.run(opened);
    } finally {
      this.#transfer = null;
      this.#transferStop = null;
      checkpointer.leave(this);
      await checkpointer.checkpoint(this);
    }
  }

  /** All bytes are there: blocks, digest, commit. Anything that is not right leads back. */
  async #finish(): Promise<Next> {
    const file = this.#requireFile();
    const table = this.#requireTable();
    await this.#settled(this.#blockCheck);
    if (this.#diskFailure !== null) return this.#rest(this.#diskFailure);
    if (this.#stop.signal.aborted) return this.#restAfterStop();
    if (this.#dropBadBlocks(table)) return 'transfer';
    if (!table.isComplete) throw new Error('a file with missing parts must not be finished');
    const sizeBytes = table.receivedBytes;
    const remote = this.#settleSize(sizeBytes);
    this.#row.applyPlain('verify', 'verifying', { remote, durableBytes: sizeBytes });
    const verified = await verifyFile(file, sizeBytes, this.job, remote, this.#stop.signal);
    switch (verified.kind) {
      case 'agreed':
        return this.#commit(file, sizeBytes, verified.verdict);
      case 'mismatch':
        return this.#mismatch(file, table, verified.failure);
      case 'stopped':
        return this.#restAfterStop();
      case 'failed':
        return this.#rest(verified.failure);
      default:
        return assertNever(verified);
    }
  }

  async #commit(file: PartFile, sizeBytes: number, verdict: Verdict): Promise<Next> {
    const { reservations, settings } = this.#context;
    const { remote, target } = this.job;
    if (remote === null || target.path === null) throw new Error('a commit without a target');
    this.#row.applyPlain('commit', 'committing');
    const { keepServerTime } = settings();
    const outcome = await commitJob(file, sizeBytes, { job: this.job, remote, targetPath: target.path, reservations, keepServerTime });
    switch (outcome.kind) {
      case 'committed':
        return this.#done(outcome.path, sizeBytes, verdict);
      case 'exists':
        if (target.conflict === 'skip') return this.#rest({ kind: 'target-exists', path: outcome.path });
        return this.#wait({ kind: 'decision', question: 'target-exists' });
      case 'failed':
        return this.#rest(outcome.failure);
      default:
        return assertNever(outcome);
    }
  }

  /** Spec E2: bad blocks are fetched again; if the disk holds what was received, everything is, once; then it fails. */
  async #mismatch(file: PartFile, table: PartTable, failure: Failure): Promise<Next> {
    const onBad = (block: Block): void => void this.#badBlocks.push(block);
    const checked = await checkBlocks(file, table.blocks(), this.job.blockSizeBytes, { signal: this.#stop.signal, onBad });
    if (checked.kind === 'aborted') return this.#restAfterStop();
    if (checked.kind === 'failed') return this.#rest(checked.failure);
    if (this.#dropBadBlocks(table)) return 'transfer';
    return this.job.restarts.lastReason?.kind === 'checksum-mismatch' ? this.#rest(failure) : this.#restart(failure);
  }

  #dropBadBlocks(table: PartTable): boolean {
    const bad = this.#badBlocks;
    this.#badBlocks = [];
    const dropped = bad.filter((block) => table.dropBlock(block.index));
    return dropped.length > 0;
  }

  // --- the Participant of the checkpointer

  async flush(): Promise<void> {
    await this.#transfer?.flush();
  }

  takeSnapshot(): Snapshot | null {
    return this.#table?.takeSnapshot() ?? null;
  }

  async sync(): Promise<DiskFailure | null> {
    return (await this.#file?.sync()) ?? null;
  }

  changeFor(snapshot: Snapshot): JobChange {
    const { parts, blocks, bytes } = snapshot;
    return { job: { ...this.job, durableBytes: bytes }, checkpoint: { mode: 'update', parts, blocks } };
  }

  claimed(snapshot: Snapshot): void {
    this.#table?.markDurable(snapshot);
    this.#row.adopt({ ...this.job, durableBytes: snapshot.bytes });
    this.#context.reservations.note(this.job);
  }

  putBack(snapshot: Snapshot): void {
    this.#table?.putBack(snapshot);
  }

  fail(failure: DiskFailure): void {
    this.#diskFailure ??= failure;
    this.#transferStop?.abort('disk');
  }

  // --- coming to rest

  #done(path: string, sizeBytes: number, verdict: Verdict): Next {
    const state = { kind: 'done', path, sizeBytes, verdict, atMs: this.#context.ports.clock.nowMs() } as const;
    this.#row.apply(
      'finish',
      state,
      { partFile: null, durableBytes: sizeBytes },
      { checkpoint: { mode: 'replace', parts: [], blocks: [] } },
    );
    return 'rest';
  }

  #wait(reason: Extract<Job['state'], { kind: 'waiting' }>['reason']): Next {
    this.#row.apply('wait', { kind: 'waiting', reason });
    return 'rest';
  }

  #rest(failure: Failure): Next {
    if (this.#stop.signal.aborted && failure.kind !== 'fault') return this.#restAfterStop();
    const { clock, connectivity } = this.#context.ports;
    const state = stateAfterFailure({ failure, nowMs: clock.nowMs(), probed: this.#wasProbed, online: connectivity.isOnline() });
    this.#row.apply(state.kind === 'waiting' ? 'wait' : 'fail', state);
    return 'rest';
  }

  get #wasProbed(): boolean {
    return this.job.remote !== null;
  }

  #restAfterStop(): Next {
    const reason: StopReason = this.#stop.signal.reason;
    switch (reason) {
      case 'pause':
        this.#row.applyPlain('pause', 'paused');
        return 'rest';
      case 'quit':
      case 'suspend':
        this.#row.applyPlain('interrupt', 'queued');
        return 'rest';
      case 'cancel':
      case 'remove':
        // Whoever cancels deletes the data and sets the state, once the file is closed.
        return 'rest';
      default:
        return assertNever(reason);
    }
  }

  #remoteChanged(failure: Failure): Promise<Next> | Next {
    return this.job.options.onRemoteChange === 'ask'
      ? this.#wait({ kind: 'decision', question: 'remote-changed' })
      : this.#restart(failure);
  }

  /** All old bytes are dropped, and the reason is kept: no restart is silent (spec C6). */
  async #restart(reason: Failure): Promise<Next> {
    const { partFile, restarts } = this.job;
    await this.#closeFile();
    if (partFile !== null) {
      const deleted = await deletePartFile(partFile);
      if (deleted.kind === 'failed') return this.#rest(deleted.failure);
    }
    const facts: Partial<Job> = {
      remote: null,
      partFile: null,
      blockSizeBytes: 0,
      durableBytes: 0,
      restarts: { count: restarts.count + 1, lastReason: reason },
    };
    this.#checkpoint = { parts: [], blocks: [] };
    this.#row.applyPlain('restart', 'probing', facts, { checkpoint: { mode: 'replace', parts: [], blocks: [] } });
    return 'begin';
  }

  async #closeFile(): Promise<void> {
    await this.#opened?.discard();
    this.#opened = null;
    this.#endBlockCheck.abort();
    await this.#blockCheck;
    await this.#file?.close();
    this.#file = null;
  }

  /** Waits for `work`, or for the order to stop. */
  async #settled(work: Promise<void>): Promise<void> {
    const { signal } = this.#stop;
    if (signal.aborted) return;
    const stopped = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
    await Promise.race([work, stopped]);
  }

  #noteRanges(): void {
    const { remote } = this.job;
    if (remote !== null && !remote.resumable) this.#row.update({ remote: { ...remote, resumable: true } });
  }

  #settleSize(sizeBytes: number): NonNullable<Job['remote']> {
    const { remote } = this.job;
    if (remote === null) throw new Error('a finished file without a probe');
    return remote.sizeBytes === null ? { ...remote, sizeBytes } : remote;
  }

  #requireFile(): PartFile {
    if (this.#file === null) throw new Error('no part file is open');
    return this.#file;
  }

  #requireTable(): PartTable {
    if (this.#table === null) throw new Error('no parts are planned');
    return this.#table;
  }
}

function describeFound(found: Exclude<Awaited<ReturnType<typeof PartFile.reopen>>, { kind: 'failed' }>): FoundPartFile {
  switch (found.kind) {
    case 'ok':
      return { kind: 'intact' };
    case 'shorter':
      return { kind: 'shorter', lengthBytes: found.lengthBytes };
    case 'missing':
    case 'replaced':
      return found;
  }
}

/** A file whose commit was interrupted had been verified before, if there was anything to verify it with. */
function verdictOf(job: Job): Verdict {
  const digest = job.options.digest ?? job.remote?.digest ?? null;
  return digest === null ? { kind: 'unverified' } : { kind: 'verified', by: digest.algorithm };
}
