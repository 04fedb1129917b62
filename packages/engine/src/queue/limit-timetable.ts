/** Keeps the limit of all jobs together at what the timetable says, from border to border (spec F3). */
import type { Clock } from '../clock.ts';
import { limitAt, nextBorder } from '../plan/timetable.ts';
import type { TokenBucket } from '../transfer/token-bucket.ts';
import type { QueueSettings } from './settings.ts';

/** Wall clocks are set and computers sleep, of which a timer learns nothing: so often it looks anyway. */
const LONGEST_SLEEP_MS = 10 * 60 * 1000;

export class LimitTimetable {
  readonly #clock: Clock;
  readonly #bucket: TokenBucket;
  #settings: QueueSettings;
  #cancel: (() => void) | null = null;
  #closed = false;

  constructor(clock: Clock, bucket: TokenBucket, settings: QueueSettings) {
    this.#clock = clock;
    this.#bucket = bucket;
    this.#settings = settings;
  }

  /** Puts in force what these settings say for now, and from now on. */
  configure(settings: QueueSettings): void {
    this.#settings = settings;
    this.apply();
  }

  /** To be called when the time may have jumped, such as after sleep. */
  apply(): void {
    this.#cancel?.();
    this.#cancel = null;
    if (this.#closed) return;
    const { limitBytesPerSecond, timetable } = this.#settings;
    const now = new Date(this.#clock.nowMs());
    const planned = limitAt(timetable, now);
    const limit = planned === undefined ? limitBytesPerSecond : planned;
    if (limit !== this.#bucket.bytesPerSecond) this.#bucket.setLimit(limit);
    const border = nextBorder(timetable, now);
    if (border === null) return;
    const delayMs = Math.min(LONGEST_SLEEP_MS, border.getTime() - now.getTime());
    this.#cancel = this.#clock.after(delayMs, () => this.apply());
  }

  close(): void {
    this.#closed = true;
    this.#cancel?.();
    this.#cancel = null;
  }
}
