/** Ends the waits that end by themselves: at their time, when there is room again, or when the network is back. */
import { assertNever, type JobId, type WaitReason } from '@sluice/model';
import { MAX_RETRY_AFTER_MS } from '../source/retry-after.ts';
import type { EnginePorts } from './engine-ports.ts';

/** How often a job that waits for room, or for a network that never announces itself, is tried again. */
const TRY_AGAIN_MS = 15_000;
/** The longest time between two looks at an archived object (spec G8). */
const LONGEST_POLL_MS = 15 * 60 * 1000;

export class WaitTimers {
  readonly #ports: EnginePorts;
  readonly #onOver: (id: JobId) => void;
  readonly #timers = new Map<JobId, () => void>();
  readonly #forNetwork = new Set<JobId>();

  constructor(ports: EnginePorts, onOver: (id: JobId) => void) {
    this.#ports = ports;
    this.#onOver = onOver;
  }

  /** A job has begun to wait. A reason that needs a decision sets no timer. */
  note(id: JobId, reason: WaitReason): void {
    this.forget(id);
    switch (reason.kind) {
      case 'retry-at':
        return this.#arm(id, Math.min(MAX_RETRY_AFTER_MS, Math.max(0, reason.atMs - this.#ports.clock.nowMs())));
      case 'disk-space':
        return this.#arm(id, TRY_AGAIN_MS);
      case 'network':
        this.#forNetwork.add(id);
        return this.#arm(id, TRY_AGAIN_MS);
      case 'restore':
        return this.#arm(id, Math.min(LONGEST_POLL_MS, Math.max(0, reason.pollAtMs - this.#ports.clock.nowMs())));
      case 'new-link':
      case 'decision':
        return;
      default:
        return assertNever(reason);
    }
  }

  forget(id: JobId): void {
    this.#timers.get(id)?.();
    this.#timers.delete(id);
    this.#forNetwork.delete(id);
  }

  networkIsBack(): void {
    for (const id of [...this.#forNetwork]) this.#over(id);
  }

  close(): void {
    for (const id of [...this.#timers.keys()]) this.forget(id);
  }

  #arm(id: JobId, delayMs: number): void {
    this.#timers.set(
      id,
      this.#ports.clock.after(delayMs, () => this.#over(id)),
    );
  }

  #over(id: JobId): void {
    this.forget(id);
    this.#onOver(id);
  }
}
