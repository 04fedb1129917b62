/** Looks up the letters of names that are due, some milliseconds at a time, so that nobody else waits for it. */

export interface NameIndexContext {
  /** Does a turn, in a transaction of its own; false when no name is left. */
  readonly turn: () => boolean;
  /** Nothing is looked up any more. */
  readonly isClosed: () => boolean;
}

export class NameIndex {
  readonly #context: NameIndexContext;
  #running: Promise<void> | null = null;

  constructor(context: NameIndexContext) {
    this.#context = context;
  }

  /** Begins, unless it is under way. What the disk refuses is not lost: those names stay due, and are searched one by one. */
  begin(): void {
    this.#running ??= this.#run()
      .catch(() => undefined)
      .then(() => {
        this.#running = null;
      });
  }

  /** Settles when nothing is under way. */
  get settled(): Promise<void> {
    return this.#running ?? Promise.resolve();
  }

  async #run(): Promise<void> {
    let more = true;
    while (more) {
      await new Promise((resolve) => setImmediate(resolve));
      if (this.#context.isClosed()) return;
      more = this.#context.turn();
    }
  }
}
