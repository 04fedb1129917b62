/** How long to wait before an archived object is looked at again: longer every time, and from the start when the program is (spec G8). */
const FIRST_MS = 60 * 1000;
const LONGEST_MS = 15 * 60 * 1000;
const MAX_REMEMBERED = 10_000;

interface Watched {
  readonly polls: number;
  /** When this program asked the store to take it out; null: somebody else did, or nobody. */
  readonly requestedAtMs: number | null;
}

export class RestoreWatch {
  readonly #watched = new Map<string, Watched>();

  /** Counts a look, and tells how long to wait before the next: 1, 2, 4, 8, 15, 15… minutes. */
  nextPollMs(object: string): number {
    const known = this.#watched.get(object) ?? { polls: 0, requestedAtMs: null };
    this.#remember(object, { ...known, polls: known.polls + 1 });
    return Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(known.polls, 10));
  }

  requestedAtMs(object: string): number | null {
    return this.#watched.get(object)?.requestedAtMs ?? null;
  }

  noteRequested(object: string, atMs: number): void {
    this.#remember(object, { polls: this.#watched.get(object)?.polls ?? 0, requestedAtMs: atMs });
  }

  #remember(object: string, watched: Watched): void {
    const oldest = this.#watched.keys().next();
    if (this.#watched.size >= MAX_REMEMBERED && oldest.done !== true) this.#watched.delete(oldest.value);
    this.#watched.set(object, watched);
  }
}
