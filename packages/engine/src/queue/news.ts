/** Who listens to the queue. A listener that throws disturbs neither the jobs nor the other listeners. */
import type { QueueEvent } from './new-job.ts';

export type Listener = (event: QueueEvent) => void;

export class News {
  readonly #listeners = new Set<Listener>();
  readonly #onFault: (fault: unknown) => void;

  constructor(onFault: (fault: unknown) => void) {
    this.#onFault = onFault;
  }

  /** Calls `listener` with news until the returned function is called. */
  subscribe(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  emit(event: QueueEvent): void {
    for (const listener of this.#listeners) {
      try {
        listener(event);
      } catch (fault) {
        this.#onFault(fault);
      }
    }
  }
}
