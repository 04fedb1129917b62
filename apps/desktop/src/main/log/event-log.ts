/** What the program did, for whoever looks for a fault later: bounded in every direction, and without secrets (spec D4). */
import type { Clock } from '@sluice/engine';
import type { LogLevel } from '@sluice/ipc';
import { logLine } from './log-line.ts';
import type { RotatingFile } from './rotating-file.ts';

const LEVELS: readonly LogLevel[] = ['error', 'warn', 'info', 'debug'];
const FLUSH_MS = 250;
/** A list of ten thousand links changes ten thousand jobs at once; their lines would push out all others. */
const MOST_LINES_A_FLUSH = 100;

export interface EventLogPorts {
  readonly file: Pick<RotatingFile, 'append' | 'lastLines'>;
  readonly clock: Pick<Clock, 'nowMs' | 'after'>;
  readonly level: () => LogLevel;
  /** Its name in paths says who the user is. */
  readonly homeFolder: string;
}

export class EventLog {
  readonly #ports: EventLogPorts;
  #waiting: string[] = [];
  #skipped = 0;
  #cancelFlush: (() => void) | null = null;

  constructor(ports: EventLogPorts) {
    this.#ports = ports;
  }

  /** Errors are with the system when it returns; all else within a quarter of a second. Never throws. */
  write(level: LogLevel, where: string, text: string): void {
    if (LEVELS.indexOf(level) > LEVELS.indexOf(this.#ports.level())) return;
    if (this.#waiting.length >= MOST_LINES_A_FLUSH && level !== 'error') {
      this.#skipped += 1;
      return;
    }
    const { clock, homeFolder } = this.#ports;
    this.#waiting.push(logLine({ atMs: clock.nowMs(), level, where, text }, homeFolder));
    if (level === 'error') this.flush();
    else this.#cancelFlush ??= clock.after(FLUSH_MS, () => this.flush());
  }

  /** Writes what waits. A disk that refuses loses lines, never the program. */
  flush(): void {
    this.#cancelFlush?.();
    this.#cancelFlush = null;
    if (this.#waiting.length === 0) return;
    const more = this.#skipped === 0 ? [] : [`${new Date(this.#ports.clock.nowMs()).toISOString()} info log: ${this.#skipped} more lines`];
    const text = [...this.#waiting, ...more].map((line) => `${line}\n`).join('');
    this.#waiting = [];
    this.#skipped = 0;
    try {
      this.#ports.file.append(text);
    } catch {
      // There is no other place to say it.
    }
  }

  /** The newest lines, oldest first. */
  lastLines(most: number): readonly string[] {
    this.flush();
    return this.#ports.file.lastLines(most);
  }
}
