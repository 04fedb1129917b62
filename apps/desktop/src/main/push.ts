/** What the window is told without asking: jobs in coalesced frames, and the throughput once a second while there is any. */
import { Coalescer, type Pushes, type Topic } from '@sluice/ipc';
import type { Clock, QueueEvent } from '@sluice/engine';
import type { JobId, JobSnapshot, ListCounts } from '@sluice/model';

const THROUGHPUT_MS = 1000;

export interface PushPorts {
  readonly clock: Clock;
  snapshots(ids: readonly JobId[]): readonly JobSnapshot[];
  limitBytesPerSecond(): number | null;
  /** How many jobs each filter of the list holds. */
  counts(): ListCounts;
  push<T extends Topic>(topic: T, payload: Pushes[T]): void;
}

export class Pusher {
  readonly #ports: PushPorts;
  readonly #coalescer: Coalescer;
  readonly #throughputs = new Map<JobId, number>();
  #cancelThroughput: (() => void) | null = null;
  #visible = false;
  /** Whether more than progress has happened since the last frame. */
  #recount = false;

  constructor(ports: PushPorts) {
    this.#ports = ports;
    this.#coalescer = new Coalescer({
      after: (delayMs, action) => ports.clock.after(delayMs, action),
      read: (ids) => ports.snapshots(ids),
      push: (frame) => {
        ports.push('jobs:changed', this.#recount ? { ...frame, counts: ports.counts() } : frame);
        this.#recount = false;
      },
    });
  }

  take(event: QueueEvent): void {
    if (event.kind === 'removed' || event.cause === 'state') this.#recount = true;
    if (event.kind === 'removed') {
      this.#throughputs.delete(event.id);
      this.#coalescer.removed(event.id);
    } else {
      this.#measure(event.snapshot);
      this.#coalescer.changed(event.snapshot);
    }
  }

  /** A hidden window gets nothing; one that comes into view gets everything once. */
  setVisible(visible: boolean): void {
    this.#visible = visible;
    if (visible) {
      this.#coalescer.show();
      this.#wantThroughput();
    } else this.#coalescer.hide();
  }

  /** The limit is shown beside the throughput, so a new one is news. */
  limitChanged(): void {
    this.#wantThroughput();
  }

  close(): void {
    this.#visible = false;
    this.#coalescer.close();
    this.#cancelThroughput?.();
  }

  #measure({ job, progress }: JobSnapshot): void {
    const before = this.#throughputs.get(job.id);
    if (progress !== null && progress.bytesPerSecond > 0) this.#throughputs.set(job.id, progress.bytesPerSecond);
    else this.#throughputs.delete(job.id);
    if (before !== undefined || this.#throughputs.has(job.id)) this.#wantThroughput();
  }

  /** Once a second at most, and only after news: an idle program has no timer. */
  #wantThroughput(): void {
    if (!this.#visible || this.#cancelThroughput !== null) return;
    this.#cancelThroughput = this.#ports.clock.after(THROUGHPUT_MS, () => {
      this.#cancelThroughput = null;
      if (this.#visible) this.#pushThroughput();
    });
  }

  #pushThroughput(): void {
    const bytesPerSecond = [...this.#throughputs.values()].reduce((sum, value) => sum + value, 0);
    this.#ports.push('throughput', { bytesPerSecond, limitBytesPerSecond: this.#ports.limitBytesPerSecond() });
  }
}
