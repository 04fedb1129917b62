/** Holds pushes to at most four frames a second: the newest snapshot of each job wins, and a hidden window gets none. */
import type { JobId, JobSnapshot } from '@sluice/model';
import type { JobsChanged } from './replies.ts';

export const FRAME_MS = 250;

export interface CoalescerPorts {
  /** Runs `action` once after `delayMs` unless the returned function is called before. */
  after(delayMs: number, action: () => void): () => void;
  /** All jobs as they are now: what a window gets that missed news. */
  all(): readonly JobSnapshot[];
  push(frame: JobsChanged): void;
}

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
  /** Whether a change came while nobody looked. */
  #missed = false;

  constructor(ports: CoalescerPorts) {
    this.#ports = ports;
  }

  changed(snapshot: JobSnapshot): void {
    this.#removed.delete(snapshot.job.id);
    if (!this.#visible) {
      this.#missed = true;
      return;
    }
    this.#changed.set(snapshot.job.id, snapshot);
    this.#wantFrame();
  }

  /** Removals are kept while the window is hidden: the full refresh that follows can't tell what is gone. */
  removed(id: JobId): void {
    this.#changed.delete(id);
    this.#removed.add(id);
    if (this.#visible) this.#wantFrame();
  }

  /** The window came into view: it gets everything once if it missed something, then only news. */
  show(): void {
    if (this.#visible) return;
    this.#visible = true;
    if (this.#missed) for (const snapshot of this.#ports.all()) this.#changed.set(snapshot.job.id, snapshot);
    this.#missed = false;
    this.#wantFrame();
  }

  /** The window went out of view: nothing is pushed until `show`. */
  hide(): void {
    this.#visible = false;
    this.#missed ||= this.#changed.size > 0;
    this.#changed.clear();
  }

  /** Ends all pushes for good. */
  close(): void {
    this.hide();
    this.#removed.clear();
    this.#cancelFrame?.();
    this.#cancelFrame = null;
  }

  /** Sends at once when no frame is under way; otherwise the running frame's end will. */
  #wantFrame(): void {
    if (this.#cancelFrame === null) this.#frame();
  }

  #frame(): void {
    this.#cancelFrame = null;
    if (!this.#visible || (this.#changed.size === 0 && this.#removed.size === 0)) return;
    const frame: JobsChanged = { snapshots: [...this.#changed.values()], removed: [...this.#removed] };
    this.#changed.clear();
    this.#removed.clear();
    this.#cancelFrame = this.#ports.after(FRAME_MS, () => {
      this.#frame();
    });
    this.#ports.push(frame);
  }
}
