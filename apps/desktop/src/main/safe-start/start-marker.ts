/**
 * Counts starts that came to nothing. The mark is made before anything that can fail, and taken away once the program has stood for a
 * while or ended in order; a mark that is still there says that the last start failed.
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** So many failed starts in a row, and the next one is careful. */
const FAILED_STARTS = 2;
/** How long a window must have stood, and the queue have run, for a start to have come to something. */
export const STEADY_AFTER_MS = 10_000;

/** For those who know better: the first makes a start careful, the second never lets it be. */
const SAFE_SWITCH = '--safe-start';
const NORMAL_SWITCH = '--normal-start';

export class StartMarker {
  readonly #path: string;

  constructor(path: string) {
    this.#path = path;
  }

  /** Notes that a start begins; says how many before it failed in a row. A disk that refuses counts nothing. */
  begin(): number {
    const failed = this.#failedStarts();
    try {
      mkdirSync(dirname(this.#path), { recursive: true, mode: 0o700 });
      writeFileSync(this.#path, JSON.stringify({ starts: failed + 1 }), { mode: 0o600 });
    } catch {
      // The start matters more than its mark.
    }
    return failed;
  }

  /** The start came to something, or the program ends in order. Again is no error. */
  end(): void {
    try {
      rmSync(this.#path, { force: true });
    } catch {
      // One more careful start is the worst that comes of it.
    }
  }

  #failedStarts(): number {
    try {
      const mark: unknown = JSON.parse(readFileSync(this.#path, 'utf8'));
      const starts = typeof mark === 'object' && mark !== null && 'starts' in mark ? mark.starts : 1;
      return typeof starts === 'number' && Number.isSafeInteger(starts) && starts > 0 ? starts : 1;
    } catch (error) {
      // A mark that was cut short was being written by a start that ended there.
      return error instanceof SyntaxError ? 1 : 0;
    }
  }
}

/** Whether this start must be careful: nothing runs by itself, and the graphics processor is left alone. */
export function isSafeStart(failedStarts: number, argv: readonly string[]): boolean {
  if (argv.includes(NORMAL_SWITCH)) return false;
  return argv.includes(SAFE_SWITCH) || failedStarts >= FAILED_STARTS;
}
