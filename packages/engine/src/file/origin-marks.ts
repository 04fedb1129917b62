/** Puts the marks of origin on files: at once where the system looks at them before it opens a file, else many with one program. */
import type { Clock } from '../clock.ts';
import { originMark, runQuietly, writeStream, type MarkedFile } from './origin-mark.ts';

/** A thousand small files must not be a thousand programs, each of which holds up the main loop while it is started. */
const GATHER_MS = 1_000;
const MOST_AT_ONCE = 500;

export class OriginMarks {
  readonly #clock: Clock;
  readonly #platform: NodeJS.Platform;
  #records: string[] = [];
  #cancelTimer: (() => void) | null = null;
  /** One program at a time. */
  #last: Promise<void> = Promise.resolve();

  constructor(clock: Clock, platform: NodeJS.Platform = process.platform) {
    this.#clock = clock;
    this.#platform = platform;
  }

  /**
   * For systems that ask before they open a marked file: it is never seen under its name without its mark. Whoever calls it sets times
   * afterwards, which a mark may change. Never rejects.
   */
  async beforeName(file: MarkedFile): Promise<void> {
    const mark = originMark(this.#platform, file);
    if (mark?.kind === 'program') await runQuietly(mark.file, mark.args);
    if (mark?.kind === 'stream') await writeStream(mark.path, mark.text);
  }

  /** For systems that only show the mark: the file, under its name, gets it soon. */
  afterName(file: MarkedFile): void {
    const mark = originMark(this.#platform, file);
    if (mark?.kind !== 'record') return;
    this.#records.push(mark.text);
    if (this.#records.length >= MOST_AT_ONCE) this.#put();
    else this.#cancelTimer ??= this.#clock.after(GATHER_MS, () => this.#put());
  }

  /** Resolves when every file has its mark, or can't have one; never rejects. */
  settled(): Promise<void> {
    this.#put();
    return this.#last;
  }

  #put(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = null;
    if (this.#records.length === 0) return;
    const records = this.#records.join('');
    this.#records = [];
    // -h: whatever has come to a name since is not followed.
    this.#last = this.#last.then(() => runQuietly('setfattr', ['-h', '--restore=-'], records));
  }
}
