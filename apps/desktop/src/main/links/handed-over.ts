/**
 * What macOS hands over: links and files come as events there, not as words of a command line, and the first of them before the program is
 * ready. They are kept until somebody follows.
 */

/** As much of Electron's `app` as hands things over. */
export interface HandingApp {
  on(event: 'open-url' | 'open-file', listener: (event: { preventDefault(): void }, what: string) => void): unknown;
}

const MAX_EARLY = 100;

export class HandedOver {
  readonly #early: string[] = [];
  #take: ((word: string) => void) | null = null;

  /** To be made at once: an event that nobody hears is lost. */
  constructor(app: HandingApp) {
    for (const event of ['open-url', 'open-file'] as const) {
      app.on(event, (handing, what) => {
        handing.preventDefault();
        this.#heard(what);
      });
    }
  }

  /** Gives what has come, and all that comes from now on, one word as a command line would have it at a time. */
  follow(take: (word: string) => void): void {
    this.#take = take;
    for (const word of this.#early.splice(0)) take(word);
  }

  #heard(word: string): void {
    if (this.#take !== null) this.#take(word);
    else if (this.#early.length < MAX_EARLY) this.#early.push(word);
  }
}
