/** Drives one job through its states, from the queue to rest. It holds the job's part file and sockets, and nothing after `finished` settles. */
import {
  assertNever,
  isComplete,
  partsTile,
  type Checkpoint,
  type Failure,
  type HistoryEvent,
  type Job,
  type JobSecrets,
  type Progress,
  type Verdict,
} from '@sluice/model';
import { deletePartFile } from '../file/delete-part-file.ts';
import { newLinkOf } from '../source/describe-source.ts';
import { redactText } from '../source/redact-url.ts';
import { PartFile } from '../file/part-file.ts';
import { recogniseCommit } from '../file/recognise-commit.ts';
import { claimedEnd, planResume, type FoundPartFile } from '../plan/plan-resume.ts';
import type { OpenResponse } from '../transfer/open-response.ts';
import { ThroughputMeter } from '../transfer/throughput-meter.ts';
import { TokenBucket } from '../transfer/token-bucket.ts';
import { beginJob } from './begin-job.ts';
import { finishJob } from './finish-job.ts';
import { JobAddresses, type SourceEnd } from './job-addresses.ts';
import { JobEnding } from './job-ending.ts';
import { JobFile } from './job-file.ts';
import type { JobRow } from './job-row.ts';
import type { StoredJob } from './job-store.ts';
import { failOver } from './mirror-failover.ts';
import type { RunContext } from './run-context.ts';
import { runTransfer } from './run-transfer.ts';
import type { StopReason } from './settle.ts';

/** A file that changes more often while it is fetched is given up for now. */
const MAX_CHANGES = 5;
/** After so many changes it is fetched in one response, which is one representation. */
const CHANGES_BEFORE_ONE_CONNECTION = 2;

/** What a step of the drive leads to: the next step, or rest. */
type Next = 'begin' | 'transfer' | 'finish' | 'rest';

export class JobRun {
  readonly #context: RunContext;
  readonly #row: JobRow;
  readonly #secrets: JobSecrets;
  readonly #stop = new AbortController();
  readonly #ending: JobEnding;
  readonly #addresses: JobAddresses;
  readonly #meter: ThroughputMeter;
  readonly #bucket: TokenBucket;
  #checkpoint: Checkpoint;
  #work: JobFile | null = null;
  /** The response of the probe, until the transfer takes it over. */
  #opened: OpenResponse | null = null;
  #answered: boolean;
  /** How often the remote file changed in this run. */
  #changes = 0;
  /** What was shown last: bytes that were taken and then lost with their connection must not make it fall (spec F2). */
  #shownBytes = 0;
  /** Settles when the job has come to rest. Rejects for a fault that could not even be stored. */
  readonly finished: Promise<void>;

  constructor(context: RunContext, row: JobRow, stored: StoredJob) {
    const { clock } = context.ports;
    const source = context.source.withOptions?.(stored.job.options.object ?? {}) ?? context.source;
    this.#context = context;
    this.#row = row;
    this.#secrets = stored.secrets;
    this.#checkpoint = stored.checkpoint;
    this.#answered = stored.job.remote !== null;
    this.#ending = new JobEnding(row, context.ports, this.#stop.signal);
    this.#addresses = new JobAddresses(context.ports, row, stored.secrets, source);
    this.#meter = new ThroughputMeter(clock);
    this.#bucket = new TokenBucket(clock, stored.job.options.limitBytesPerSecond);
    this.finished = this.#run();
  }

  get job(): Job {
    return this.#row.job;
  }

  /** What has happened and is not stored yet. */
  get noted(): readonly HistoryEvent[] {
    return this.#row.noted;
  }

  /** Asks the run to come to rest; `finished` tells when it has. Asking again changes nothing. */
  stop(reason: StopReason): void {
    this.#stop.abort(reason);
  }

  /** Gives the job another place in the queue, for when it is queued again. */
  place(rank: number): void {
    this.#row.update({ rank });
  }

  /** Gives the job another limit at once, and for later. */
  limit(bytesPerSecond: number | null): void {
    this.#bucket.setLimit(bytesPerSecond);
    this.#row.update({ options: { ...this.job.options, limitBytesPerSecond: bytesPerSecond } });
  }

  progress(): Progress {
    const work = this.#work;
    const transfer = work?.transfer ?? null;
    const totalBytes = this.job.remote?.sizeBytes ?? null;
    this.#shownBytes = Math.max(this.#shownBytes, work?.table.arrivedBytes ?? this.job.durableBytes);
    const receivedBytes = this.#shownBytes;
    const bytesPerSecond = transfer === null ? 0 : this.#meter.bytesPerSecond();
    return {
      receivedBytes,
      durableBytes: work?.table.durableBytes ?? this.job.durableBytes,
      totalBytes,
      bytesPerSecond,
      secondsLeft: totalBytes === null || bytesPerSecond < 1 ? null : (totalBytes - receivedBytes) / bytesPerSecond,
      connections: transfer?.connections ?? 0,
      perConnection: transfer?.perConnection ?? [],
      strip: work?.table.strip(totalBytes) ?? [],
      speed: transfer?.speed ?? null,
      retry: transfer?.retry ?? null,
    };
  }

  async #run(): Promise<void> {
    this.#row.applyPlain('start', 'probing');
    try {
      let next = await this.#open();
      while (next !== 'rest') next = await this.#step(next);
    } catch (fault) {
      this.#ending.failed({ kind: 'fault', detail: redactText(fault instanceof Error ? (fault.stack ?? fault.message) : String(fault)) });
    } finally {
      await this.#close();
    }
    this.#renewLink();
  }

  /** A link that expired, to an object that a connection can sign for: the job goes on by itself, and the ETag proves the object (spec G4). */
  #renewLink(): void {
    const { state, options } = this.job;
    if (state.kind !== 'waiting' || state.reason.kind !== 'new-link') return;
    const renewed = this.#context.ports.renewLink?.(this.#secrets.url) ?? null;
    if (renewed === null) return;
    // The headers were for the link's own site, and might hold what opens it.
    const secrets: JobSecrets = { ...this.#secrets, url: renewed.url, headers: [] };
    const facts = {
      source: newLinkOf(this.job.source, renewed.url),
      options: { ...options, object: { ...options.object, ...renewed.object } },
    };
    this.#row.applyPlain('continue', 'queued', facts, { secrets });
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

  /** Looks at what an earlier run left, in the order of spec C4. */
  async #open(): Promise<Next> {
    const { job } = this;
    if (job.partFile === null || job.remote === null) return 'begin';
    const recognised = await this.#recogniseCommit();
    if (recognised !== null) return recognised;
    const found = await PartFile.reopen(job.partFile, claimedEnd(this.#checkpoint), job.remote.sizeBytes);
    if (found.kind === 'failed') return this.#ending.failed(found.failure);
    const plan = planResume(job, this.#checkpoint, describeFound(found));
    const file = found.kind === 'ok' || found.kind === 'shorter' ? found.file : null;
    if ((plan.kind === 'resume' || plan.kind === 'complete') && file !== null) {
      return (await this.#takeUp(file, plan.checkpoint, found.kind === 'shorter')) ?? this.#afterTakeUp(plan.kind);
    }
    await file?.close();
    return plan.kind === 'restart' ? this.#restart(plan.reason) : 'begin';
  }

  /** A crash between the rename and its row leaves the finished file under its name (spec C8). */
  async #recogniseCommit(): Promise<Next | null> {
    const { partFile, target, remote } = this.job;
    if (partFile === null || target.path === null || remote?.sizeBytes == null) return null;
    if (!partsTile(this.#checkpoint.parts, remote.sizeBytes) || !this.#checkpoint.parts.every(isComplete)) return null;
    const seen = await recogniseCommit(partFile, target.path, remote.sizeBytes);
    if (seen.kind === 'failed') return this.#ending.failed(seen.failure);
    return seen.kind === 'committed' ? this.#ending.done(seen.path, remote.sizeBytes, verdictOf(this.job)) : null;
  }

  /** Goes on from a checkpoint. Null: nothing stands in the way. */
  async #takeUp(file: PartFile, checkpoint: Checkpoint, wasCut: boolean): Promise<Next | null> {
    const work = new JobFile(this.#row, this.#context.reservations, file, checkpoint);
    this.#work = work;
    const facts = { partFile: file.identity, durableBytes: work.table.durableBytes };
    this.#row.update(facts, { checkpoint: { mode: 'replace', ...checkpoint } });
    // Only now that nothing claims the lost tail may the file be made long again: a hole must never pass for data (spec C5).
    const refused = wasCut ? await file.truncate(this.job.remote?.sizeBytes ?? 0) : null;
    if (refused !== null) return this.#ending.failed(refused);
    work.checkInBackground();
    return null;
  }

  /** Complete parts are finished without a request (spec C8), unless no validator has joined them: then their oldest bytes are compared. */
  #afterTakeUp(plan: 'resume' | 'complete'): Next {
    return plan === 'resume' || this.job.remote?.validator == null ? 'transfer' : 'finish';
  }

  async #begin(): Promise<Next> {
    const { ports, reservations, settings } = this.#context;
    this.#addresses.settle();
    const begun = await beginJob({
      ports,
      settings: settings(),
      reservations,
      row: this.#row,
      route: this.#addresses.present.route,
      signal: this.#stop.signal,
    });
    switch (begun.kind) {
      case 'begun':
        this.#opened = begun.response;
        this.#answered = true;
        this.#work = new JobFile(this.#row, reservations, begun.file, { parts: begun.parts, blocks: [] });
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
    if (this.job.state.kind !== 'transferring') this.#row.applyPlain('transfer', 'transferring');
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
      stop: this.#stop.signal,
      single: this.#changes >= CHANGES_BEFORE_ONE_CONNECTION,
      answered: { get: () => this.#answered, set: () => (this.#answered = true) },
      opened,
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
    const { ports, reservations, settings } = this.#context;
    const { secrets, source } = this.#addresses.present;
    const { expectedSizeBytes } = this.job.options;
    // A source that told no size is measured when all of it is there.
    if (
      this.job.remote?.sizeBytes === null &&
      (expectedSizeBytes ?? this.#requireWork().table.receivedBytes) !== this.#requireWork().table.receivedBytes
    ) {
      return this.#orMirror({ failure: { kind: 'other-file', what: 'size' }, againAtMs: null });
    }
    const end = await finishJob({
      ports,
      reservations,
      keepServerTime: settings().keepServerTime,
      source,
      secrets,
      row: this.#row,
      ending: this.#ending,
      work: this.#requireWork(),
      signal: this.#stop.signal,
    });
    if (end.kind !== 'restart') return end.kind;
    // All of it came from here, or some of it: whoever is left is believed first.
    this.#addresses.leaveBehind(end.reason);
    return this.#restart(end.reason);
  }

  /** The source in use failed for good: another address that holds the same bytes takes its place, or the job comes to rest. */
  async #orMirror(end: SourceEnd): Promise<Next> {
    const { ports } = this.#context;
    const context = { ports, row: this.#row, addresses: this.#addresses, close: () => this.#close(), signal: this.#stop.signal };
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
    const asks = this.job.options.onRemoteChange === 'ask';
    this.#changes += 1;
    if (!asks && this.#changes > MAX_CHANGES) return this.#ending.failed(failure);
    return asks ? this.#ending.wait({ kind: 'decision', question: 'remote-changed' }) : this.#restart(failure);
  }

  /** All old bytes are dropped. */
  async #restart(reason: Failure): Promise<Next> {
    const { partFile } = this.job;
    await this.#close();
    if (partFile !== null) {
      const deleted = await deletePartFile(partFile);
      if (deleted.kind === 'failed') return this.#ending.failed(deleted.failure);
    }
    this.#checkpoint = { parts: [], blocks: [] };
    this.#shownBytes = 0;
    this.#ending.restarting(reason);
    return 'begin';
  }

  async #close(): Promise<void> {
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
