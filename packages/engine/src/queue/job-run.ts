/** Drives one job through its states, from the queue to rest. It holds the job's part file and sockets, and nothing after `finished` settles. */
import {
  assertNever,
  isComplete,
  partsTile,
  type Checkpoint,
  type Failure,
  type Job,
  type JobSecrets,
  type Progress,
  type Verdict,
} from '@sluice/model';
import { deletePartFile } from '../file/delete-part-file.ts';
import { redactText } from '../source/redact-url.ts';
import { PartFile } from '../file/part-file.ts';
import { recogniseCommit } from '../file/recognise-commit.ts';
import { claimedEnd, planResume, type FoundPartFile } from '../plan/plan-resume.ts';
import { Route } from '../transfer/ask-range.ts';
import type { OpenResponse } from '../transfer/open-response.ts';
import { ThroughputMeter } from '../transfer/throughput-meter.ts';
import { TokenBucket } from '../transfer/token-bucket.ts';
import { beginJob } from './begin-job.ts';
import { finishJob } from './finish-job.ts';
import { JobEnding } from './job-ending.ts';
import { JobFile } from './job-file.ts';
import type { JobRow } from './job-row.ts';
import type { StoredJob } from './job-store.ts';
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
  readonly #route: Route;
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
    const { clock, transport } = context.ports;
    this.#context = context;
    this.#row = row;
    this.#secrets = stored.secrets;
    this.#checkpoint = stored.checkpoint;
    this.#answered = stored.job.remote !== null;
    this.#ending = new JobEnding(row, context.ports, this.#stop.signal);
    this.#route = new Route(transport, context.source, stored.secrets);
    this.#meter = new ThroughputMeter(clock);
    this.#bucket = new TokenBucket(clock, stored.job.options.limitBytesPerSecond);
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
        this.#opened = begun.response;
        this.#answered = true;
        this.#work = new JobFile(this.#row, reservations, begun.file, { parts: begun.parts, blocks: [] });
        return begun.response === null ? 'finish' : 'transfer';
      case 'kept-existing':
        return this.#ending.done(begun.path, begun.sizeBytes, { kind: 'kept-existing' });
      case 'ask':
        return this.#ending.wait({ kind: 'decision', question: 'target-exists' });
      case 'wait-until':
        return this.#ending.wait({ kind: 'retry-at', atMs: begun.atMs, failure: begun.failure });
      case 'stopped':
        return this.#ending.stopped();
      case 'failed':
        return this.#ending.failed(begun.failure);
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
      route: this.#route,
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
        return this.#ending.wait({ kind: 'retry-at', atMs: end.atMs, failure: end.failure });
      case 'failed':
        return this.#ending.failed(work.failure ?? end.failure);
      default:
        return assertNever(end);
    }
  }

  async #finish(): Promise<Next> {
    const { ports, reservations, settings, source } = this.#context;
    const end = await finishJob({
      ports,
      reservations,
      keepServerTime: settings().keepServerTime,
      source,
      secrets: this.#secrets,
      row: this.#row,
      ending: this.#ending,
      work: this.#requireWork(),
      signal: this.#stop.signal,
    });
    return end.kind === 'restart' ? this.#restart(end.reason) : end.kind;
  }

  #remoteChanged(failure: Failure): Promise<Next> | Next {
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
