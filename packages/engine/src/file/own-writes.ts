/**
 * Notices that somebody else wrote to an open part file (spec E2, 0015): the time of its last change must be explained by our own last
 * write. What is written between two of ours that follow closely can't be told apart; anything else is seen, at the cost of a stat.
 */

/** Writes that follow each other closer than this are not looked between. */
const QUIET_MS = 20;
/** File systems and clocks round. */
const SLACK_MS = 5;

export class OwnWrites {
  readonly #wallMs: () => number;
  #inFlight = 0;
  /** When our last write was over; null: nothing was written yet. */
  #endedMs: number | null = null;
  #touched = false;

  /** `wallMs`: the clock by which the file system stamps changes. Where it is another, more is read again than must be. */
  constructor(wallMs: () => number) {
    this.#wallMs = wallMs;
  }

  /** Whether somebody else was seen to have written. */
  get touched(): boolean {
    return this.#touched;
  }

  /** Whether `look` could learn something now. */
  get isQuiet(): boolean {
    return this.#inFlight === 0 && this.#endedMs !== null && this.#wallMs() - this.#endedMs > QUIET_MS;
  }

  begin(): void {
    this.#inFlight += 1;
  }

  end(): void {
    this.#inFlight -= 1;
    this.#endedMs = this.#wallMs();
  }

  /** The file was last changed at `mtimeMs`; to be told while none of our own writes is under way. */
  look(mtimeMs: number): void {
    if (this.#inFlight === 0 && this.#endedMs !== null) this.#touched ||= mtimeMs > this.#endedMs + SLACK_MS;
  }

  /** All of it was compared with what had arrived. */
  forgive(): void {
    this.#touched = false;
    this.#endedMs = this.#wallMs();
  }
}
