/** What unfinished jobs hold on the disk: their paths, and the room that their sparse part files will still take (spec A6, C9). */
import type { Job, JobId } from '@sluice/model';
import { isTerminal } from '@sluice/model';
import { partPathOf } from '../file/part-path.ts';

interface Held {
  readonly path: string;
  readonly device: string | null;
  readonly remainingBytes: number;
}

export class Reservations {
  readonly #held = new Map<JobId, Held>();
  readonly #owners = new Map<string, JobId>();

  /** Takes note of the job as it is now: a settled path is held until the job ends. */
  note(job: Job): void {
    this.forget(job.id);
    const path = job.target.path;
    if (path === null || isTerminal(job.state.kind)) return;
    const remainingBytes = job.partFile === null ? 0 : Math.max(0, (job.remote?.sizeBytes ?? 0) - job.durableBytes);
    this.#held.set(job.id, { path, device: job.partFile?.device ?? null, remainingBytes });
    this.#owners.set(folded(path), job.id).set(folded(partPathOf(path)), job.id);
  }

  forget(id: JobId): void {
    const held = this.#held.get(id);
    if (held === undefined) return;
    this.#held.delete(id);
    for (const key of [folded(held.path), folded(partPathOf(held.path))]) if (this.#owners.get(key) === id) this.#owners.delete(key);
  }

  /** Whether a job other than `id` holds the path. Names that differ only in case are the same path everywhere. */
  isTaken(path: string, id: JobId): boolean {
    const owner = this.#owners.get(folded(path));
    return owner !== undefined && owner !== id;
  }

  /** Bytes that jobs other than `id` will still write on a device. */
  reservedBytes(device: string, id: JobId): number {
    let sum = 0;
    for (const [owner, held] of this.#held) if (owner !== id && held.device === device) sum += held.remainingBytes;
    return sum;
  }
}

function folded(path: string): string {
  return path.normalize('NFC').toLowerCase();
}
