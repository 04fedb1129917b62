/** How a worker's part gets another owner: between two attempts, when nothing of the worker's is under way (spec B10, 0014). */
import type { Claim, PartTable } from './part-table.ts';

/** Somebody who has the rest of a worker's part already and waits to become its owner. */
interface Successor {
  readonly claim: Claim;
  settle(claim: Claim | null): void;
}

export class Succession {
  readonly #table: PartTable;
  #successor: Successor | null = null;

  constructor(table: PartTable) {
    this.#table = table;
  }

  /** Whether `claim` may be asked for: nobody else waits for it. */
  mayBegin(claim: Claim): boolean {
    return this.#successor === null && this.#table.owns(claim);
  }

  /** Resolves to the new owner's claim; null: the worker has finished that part, or left it. `mayBegin` was true. */
  begin(claim: Claim): Promise<Claim | null> {
    return new Promise((settle) => (this.#successor = { claim, settle }));
  }

  /** Answers who waits, now that the worker has come to rest. True: the part that it held has another owner now. */
  answer(held: Claim): boolean {
    const successor = this.#successor;
    this.#successor = null;
    if (successor === null) return false;
    const isDue = successor.claim === held && this.#table.owns(held) && held.received < held.end;
    successor.settle(isDue ? this.#table.handOver(held) : null);
    return isDue;
  }
}
