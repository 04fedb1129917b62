/** A queue over real sockets and a real disk for the lab, which runs outside of tests too, and thousands of times. */
import { JobQueue, DEFAULT_SETTINGS, alwaysOnline, httpSource, openTransport, systemClock } from '@sluice/engine';
import type { Clock, JobStore, NewJob, QueueSettings, Transport } from '@sluice/engine';
import type { Job, JobId, JobOptions, JobStateKind } from '@sluice/model';

export const MiB = 1024 * 1024;

export const NO_OPTIONS: JobOptions = {
  connections: null,
  partSizeBytes: null,
  limitBytesPerSecond: null,
  digest: null,
  onRemoteChange: 'restart',
};

/** Real time, but no wait is longer than 20 ms: many checkpoints in a short run. */
const HASTY_CLOCK: Clock = { ...systemClock, after: (delayMs, action) => systemClock.after(Math.min(delayMs, 20), action) };

const PATIENCE_MS = 10_000;

export class LabQueue {
  readonly queue: JobQueue;
  readonly #folder: string;
  readonly #faults: unknown[] = [];
  #fetchedBytes = 0;

  /** Opens the queue at once; `close` ends it, and leaves the store open. */
  constructor(store: JobStore, folder: string, settings: Partial<QueueSettings> = {}) {
    this.#folder = folder;
    const transport = counted(openTransport(), (bytes) => (this.#fetchedBytes += bytes));
    const ports = { store, transport, sources: [httpSource], clock: HASTY_CLOCK, random: Math.random, connectivity: alwaysOnline };
    this.queue = new JobQueue(ports, { ...DEFAULT_SETTINGS, ...settings }, (fault) => this.#faults.push(fault));
    this.queue.open({ autostart: true });
  }

  /** Bytes of bodies that came from sockets. */
  get fetchedBytes(): number {
    return this.#fetchedBytes;
  }

  /** Bugs that the queue met. */
  get faults(): readonly unknown[] {
    return this.#faults;
  }

  add(url: string, request: Partial<NewJob> = {}): JobId {
    const plain = { url, directory: this.#folder, chosenName: null, headers: [] };
    const [outcome] = this.queue.add([{ ...plain, conflict: 'keep-both', options: NO_OPTIONS, begin: 'queued', ...request }]);
    if (outcome?.kind !== 'added') throw new Error(`refused: ${JSON.stringify(outcome)}`);
    return outcome.job.id;
  }

  job(id: JobId): Job {
    const snapshot = this.queue.snapshot(id);
    if (snapshot === null) throw new Error(`no job ${id}`);
    return snapshot.job;
  }

  /** Resolves once every job is in one of `kinds`; false when that does not happen. */
  until(ids: readonly JobId[], kinds: readonly JobStateKind[]): Promise<boolean> {
    return new Promise((resolve) => {
      const settled = (): boolean => ids.every((id) => kinds.includes(this.job(id).state.kind));
      const finish = (outcome: boolean): void => {
        stop();
        cancel();
        resolve(outcome);
      };
      const stop = this.queue.subscribe(() => {
        if (settled()) finish(true);
      });
      const cancel = systemClock.after(PATIENCE_MS, () => finish(false));
      if (settled()) finish(true);
    });
  }

  async close(): Promise<void> {
    await this.queue.close();
  }
}

function counted(transport: Transport, count: (bytes: number) => void): Transport {
  return {
    get: (request, receiver, signal) =>
      transport.get(
        request,
        {
          head: (head) => receiver.head(head),
          chunk: (bytes) => {
            count(bytes.byteLength);
            return receiver.chunk(bytes);
          },
        },
        signal,
      ),
    dropIdleConnections: () => transport.dropIdleConnections(),
    close: () => transport.close(),
  };
}
