/** The last lines of the terminal, redrawn in place. What is printed for good goes above them. */
export interface TerminalOut {
  write(text: string): unknown;
}

export class LiveArea {
  readonly #out: TerminalOut;
  #shown = 0;

  constructor(out: TerminalOut) {
    this.#out = out;
  }

  /** Replaces what is shown. Every line must fit into the terminal's width. */
  draw(lines: readonly string[]): void {
    if (lines.length === 0) return this.clear();
    const body = lines.map((line) => `${line}\u001b[K\n`).join('');
    this.#out.write(`${this.#up()}${body}\u001b[J`);
    this.#shown = lines.length;
  }

  /** Takes the lines away, so that something else can be printed in their place. */
  clear(): void {
    if (this.#shown > 0) this.#out.write(`${this.#up()}\u001b[J`);
    this.#shown = 0;
  }

  #up(): string {
    return this.#shown > 0 ? `\u001b[${this.#shown}F` : '';
  }
}
