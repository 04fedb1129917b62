/** The port that keeps what was learned of servers, and its adapter for programs that forget. */
import type { HostFacts } from '../plan/host-facts.ts';

export interface HostMemory {
  /** What is known of `host`, such as `files.example:8080`; null: nothing. */
  recall(host: string): HostFacts | null;
  /** Keeps the facts in place of the former ones. Losing them costs requests, never correctness. */
  learn(host: string, facts: HostFacts): void;
}

/** Remembers as long as the program runs. */
export class ForgetfulHostMemory implements HostMemory {
  readonly #facts = new Map<string, HostFacts>();

  recall(host: string): HostFacts | null {
    return this.#facts.get(host) ?? null;
  }

  learn(host: string, facts: HostFacts): void {
    this.#facts.set(host, facts);
  }
}
