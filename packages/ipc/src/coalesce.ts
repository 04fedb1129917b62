/** Holds pushes to at most four frames a second: the newest snapshot of each job wins, and a hidden window gets none. */
import type { JobId, JobSnapshot } from '@sluice/model';
import type { JobsChanged } from './replies.ts';

export const FRAME_MS = 250;

export interface CoalescerPorts {
  /** Runs `action` once after `delayMs` unless the returned function is called before. */
  after(delayMs: number, action: () => void): () => void;
  /** These jobs as they are now, for a window that missed news of them. */
  read(ids: readonly JobId[]): readonly JobSnapshot[];
  push(frame: JobsChanged): void;
}

/** A frame with more is a stretch of silence for the window that takes it in. */
const MOST_IN_A_FRAME = 500;

/**
 * Collects the queue's news into frames. The first news after a quiet frame goes out at once, what follows within one
 * frame's time; nothing is scheduled while nothing happens.
 */
export class Coalescer {
  readonly #ports: CoalescerPorts;
  readonly #changed = new Map<JobId, JobSnapshot>();
  readonly #removed = new Set<JobId>();
  /** Ends the wait for the frame under way; null when none is. */
  #cancelFrame: (() => void) | null = null;
  #visible = false;
  /** What changed while nobody looked, up to as many as a frame holds. */
  readonly #missed = new Set<JobId>();
  /** Whether the next frame must tell the window to ask anew. */
  #reload = false;

  constructor(ports: CoalescerPorts) {
    this.#ports = ports;
  }

  changed(snapshot: JobSnapshot): void {
    this.#removed.delete(snapshot.job.id);
    if (!this.#visible) {
      this.#miss(snapshot.job.id);
      return;
    }
    const { id } = snapshot.job;
    // What runs is shown moving, however much changes beside it.
    const fits = this.#changed.size < MOST_IN_A_FRAME || this.#changed.has(id) || snapshot.progress !== null;
    if (fits) this.#changed.set(id, snapshot);
    else this.#reload = true;
    this.#wantFrame();
  }

  /** Removals are kept while the window is hidden: the full refresh that follows can't tell what is gone. */
  removed(id: JobId): void {
    this.#changed.delete(id);
    this.#missed.delete(id);
    this.#removed.add(id);
    if (this.#visible) this.#wantFrame();
  }

  /** The window came into view: it gets once what it missed, or is told to ask anew when that is much; then only news. */
  show(): void {
    if (this.#visible) return;
    this.#visible = true;
    for (const snapshot of this.#ports.read([...this.#missed])) this.#changed.set(snapshot.job.id, snapshot);
    this.#missed.clear();
    this.#wantFrame();
  }

  /** The window went out of view: nothing is pushed until `show`. */
  hide(): void {
    this.#visible = false;
    for (const id of this.#changed.keys()) this.#miss(id);
    this.#changed.clear();
  }

  /** Ends all pushes for good. */
  close(): void {
    this.hide();
    this.#removed.clear();
    this.#cancelFrame?.();
    this.#cancelFrame = null;
  }

  #miss(id: JobId): void {
    if (this.#missed.size < MOST_IN_A_FRAME) this.#missed.add(id);
    else if (!this.#missed.has(id)) this.#reload = true;
  }

  /** Sends at once when no frame is under way; otherwise the running frame's end will. */
  #wantFrame(): void {
    if (this.#cancelFrame === null) this.#frame();
  }

  #frame(): void {
    this.#cancelFrame = null;
    if (!this.#visible || (this.#changed.size === 0 && this.#removed.size === 0 && !this.#reload)) return;
    const news: JobsChanged = { snapshots: [...this.#changed.values()], removed: [...this.#removed] };
    const frame = this.#reload ? { ...news, reload: true } : news;
    this.#reload = false;
    this.#changed.clear();
    this.#removed.clear();
    this.#cancelFrame = this.#ports.after(FRAME_MS, () => {
      this.#frame();
    });
    this.#ports.push(frame);
  }
}
