/**
 * A network that wants a login first answers everything with a web page. A started job then stops with `not-the-file` (spec A8) and keeps
 * what it has. After the network has changed, such jobs are tried again for a while, until the page is gone; at other times a page in place
 * of the file is the server's own, and the user's to judge.
 */
import type { Clock, QueueEvent } from '@sluice/engine';
import type { Job, JobId } from '@sluice/model';

const BELIEVED_MS = 30 * 60_000;
const FIRST_RETRY_MS = 5_000;
const LONGEST_RETRY_MS = 60_000;

export class BehindPortal {
  readonly #clock: Clock;
  readonly #retry: (ids: readonly JobId[]) => void;
  readonly #stopped = new Set<JobId>();
  #believedUntilMs = Number.NEGATIVE_INFINITY;
  #delayMs = FIRST_RETRY_MS;
  #cancel: (() => void) | null = null;

  constructor(clock: Clock, retry: (ids: readonly JobId[]) => void) {
    this.#clock = clock;
    this.#retry = retry;
  }

  /** The network came back, or is another one. */
  networkChanged(): void {
    this.#believedUntilMs = this.#clock.monotonicMs() + BELIEVED_MS;
    this.#delayMs = FIRST_RETRY_MS;
  }

  /** Whether the job is being tried again: its next failure is no news. */
  has(id: JobId): boolean {
    return this.#stopped.has(id);
  }

  take(event: QueueEvent): void {
    if (event.kind === 'removed') return void this.#stopped.delete(event.id);
    if (event.cause !== 'state') return;
    const { job } = event.snapshot;
    if (!isStoppedByPage(job)) {
      // On its way to the next attempt it is still behind the page.
      if (job.state.kind !== 'queued' && job.state.kind !== 'probing') this.#stopped.delete(job.id);
      return;
    }
    if (this.#clock.monotonicMs() > this.#believedUntilMs) return void this.#stopped.delete(job.id);
    this.#stopped.add(job.id);
    this.#cancel ??= this.#clock.after(this.#delayMs, () => {
      this.#cancel = null;
      this.#delayMs = Math.min(LONGEST_RETRY_MS, this.#delayMs * 2);
      this.#retry([...this.#stopped]);
    });
  }

  close(): void {
    this.#cancel?.();
    this.#cancel = null;
  }
}

/** Only once the file was known does a page in its place say anything of the network. */
function isStoppedByPage({ state, remote }: Job): boolean {
  return state.kind === 'failed' && state.failure.kind === 'not-the-file' && remote !== null;
}
