/** Further starts of the program hand what they were given to the one that runs. What comes while that one is still starting is kept. */

/** As much of Electron's `app` as tells of further starts. */
interface StartedAgain {
  on(event: 'second-instance', listener: (event: unknown, argv: string[], folder: string, data: unknown) => void): unknown;
}

const MAX_EARLY = 100;

export class LaterStarts {
  readonly #early: unknown[] = [];
  #take: ((data: unknown) => void) | null = null;

  /** To be made at once: an event that nobody hears is lost. */
  constructor(app: StartedAgain) {
    app.on('second-instance', (_event, _argv, _folder, data) => {
      if (this.#take !== null) this.#take(data);
      else if (this.#early.length < MAX_EARLY) this.#early.push(data);
    });
  }

  /** Gives what has come, and all that comes from now on, as the other start sent it. */
  follow(take: (data: unknown) => void): void {
    this.#take = take;
    for (const data of this.#early.splice(0)) take(data);
  }
}
