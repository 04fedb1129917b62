/** One job that runs, as the queue sees it: told to stop, asked how far it is, and at rest when `finished` settles. */
import type { HistoryEvent, Job, JobSecrets, Progress } from '@sluice/model';
import { redactText } from '../source/redact-url.ts';
import { TokenBucket } from '../transfer/token-bucket.ts';
import { JobDrive } from './job-drive.ts';
import { JobEnding } from './job-ending.ts';
import type { JobRow } from './job-row.ts';
import type { StoredJob } from './job-store.ts';
import { renewLink } from './renew-link.ts';
import type { RunContext } from './run-context.ts';
import type { StopReason } from './settle.ts';

export class JobRun {
  readonly #context: RunContext;
  readonly #row: JobRow;
  readonly #secrets: JobSecrets;
  readonly #stop = new AbortController();
  readonly #ending: JobEnding;
  readonly #drive: JobDrive;
  readonly #bucket: TokenBucket;
  /** Settles when the job has come to rest. Rejects for a fault that could not even be stored. */
  readonly finished: Promise<void>;

  constructor(context: RunContext, row: JobRow, stored: StoredJob) {
    const { ports } = context;
    this.#context = context;
    this.#row = row;
    this.#secrets = stored.secrets;
    this.#ending = new JobEnding(row, ports, this.#stop.signal);
    this.#bucket = new TokenBucket(ports.clock, stored.job.options.limitBytesPerSecond);
    const { signal } = this.#stop;
    this.#drive = new JobDrive({ run: context, row, stored, ending: this.#ending, bucket: this.#bucket, stop: signal });
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
    return this.#drive.progress();
  }

  async #run(): Promise<void> {
    this.#row.applyPlain('start', 'probing');
    try {
      await this.#drive.toRest();
    } catch (fault) {
      this.#ending.failed({ kind: 'fault', detail: redactText(fault instanceof Error ? (fault.stack ?? fault.message) : String(fault)) });
    } finally {
      await this.#drive.close();
    }
    renewLink(this.#row, this.#secrets, this.#context.ports);
  }
}
