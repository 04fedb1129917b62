/**
 * Why the whole queue rests: sleep, no network, a metered connection, the timetable. While there is any reason, nothing runs; when the last
 * is gone, exactly what ran goes on (spec F4). One place, because the queue can be put to rest only once at a time.
 */
import type { JobQueue } from '@sluice/engine';
import type { RestReason } from '@sluice/ipc';

export class Rest {
  readonly #queue: Pick<JobQueue, 'suspend' | 'wake'>;
  readonly #onChange: () => void;
  readonly #onFault: (fault: unknown) => void;
  readonly #reasons = new Set<RestReason>();
  #resting = false;
  #turn: Promise<void> = Promise.resolve();

  constructor(
    queue: Pick<JobQueue, 'suspend' | 'wake'>,
    ports: { readonly onChange: () => void; readonly onFault: (fault: unknown) => void },
  ) {
    this.#queue = queue;
    this.#onChange = ports.onChange;
    this.#onFault = ports.onFault;
  }

  /** An update under way is the strongest reason, then sleep, then the network, then what the user chose. */
  get reasons(): readonly RestReason[] {
    return (['update', 'sleep', 'network', 'metered', 'schedule'] as const).filter((reason) => this.#reasons.has(reason));
  }

  /** Sets or takes away a reason; the same one twice changes nothing. */
  set(reason: RestReason, on: boolean): void {
    if (this.#reasons.has(reason) === on) return;
    if (on) this.#reasons.add(reason);
    else this.#reasons.delete(reason);
    this.#follow();
    this.#onChange();
  }

  /** Drops all connections and goes on at once: the way that they took is gone (spec F4). */
  restart(): void {
    if (this.#resting) return;
    this.#enqueue(() => this.#queue.suspend());
    this.#enqueue(() => this.#queue.wake());
  }

  /** Resolves when the queue is as it should be. */
  settled(): Promise<void> {
    return this.#turn;
  }

  #follow(): void {
    const rests = this.#reasons.size > 0;
    if (rests === this.#resting) return;
    this.#resting = rests;
    if (rests) this.#enqueue(() => this.#queue.suspend());
    else this.#enqueue(() => this.#queue.wake());
  }

  /** One step after the other: the queue must not be woken while it is still falling asleep. */
  #enqueue(step: () => Promise<void>): void {
    this.#turn = this.#turn.then(step).catch(this.#onFault);
  }
}
