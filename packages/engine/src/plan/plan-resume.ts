/** Resume or restart: what a stored checkpoint is still worth, given the part file that was found. */
import { isComplete, partsTile, type Checkpoint, type Failure, type Job } from '@sluice/model';
import { dropRange } from './drop-range.ts';

/** What was found where the part file should be. */
export type FoundPartFile =
  | { readonly kind: 'intact' }
  | { readonly kind: 'shorter'; readonly lengthBytes: number }
  | { readonly kind: 'missing' }
  | { readonly kind: 'replaced' };

export type ResumePlan =
  /** Nothing was begun: probe and plan. */
  | { readonly kind: 'begin' }
  /** Nothing that is claimed can be used; all is fetched again, and `reason` says why. */
  | { readonly kind: 'restart'; readonly reason: Failure }
  | { readonly kind: 'resume'; readonly checkpoint: Checkpoint }
  /** Every byte is durable: no part request is needed (spec C8). */
  | { readonly kind: 'complete'; readonly checkpoint: Checkpoint };

/** Checks in the order of spec C4; zeros are never taken for data (C5). */
export function planResume(job: Job, checkpoint: Checkpoint, found: FoundPartFile): ResumePlan {
  if (job.partFile === null || job.remote === null) return { kind: 'begin' };
  const { path } = job.partFile;
  const sizeBytes = job.remote.sizeBytes;
  if (sizeBytes === null) return { kind: 'restart', reason: { kind: 'ranges-lost' } };
  if (job.blockSizeBytes <= 0 || !partsTile(checkpoint.parts, sizeBytes)) {
    return { kind: 'restart', reason: { kind: 'row-unreadable', detail: 'parts do not tile the file' } };
  }
  switch (found.kind) {
    case 'missing':
      return { kind: 'restart', reason: { kind: 'disk', operation: 'open', path, code: 'ENOENT' } };
    case 'replaced':
      return { kind: 'restart', reason: { kind: 'part-file-foreign', path } };
    case 'shorter':
      return fromParts(withoutTail(checkpoint, found.lengthBytes, sizeBytes, job.blockSizeBytes));
    case 'intact':
      return fromParts(checkpoint);
  }
}

function fromParts(checkpoint: Checkpoint): ResumePlan {
  return checkpoint.parts.every(isComplete) ? { kind: 'complete', checkpoint } : { kind: 'resume', checkpoint };
}

/** What a file of `lengthBytes` can still hold, down to its last whole block. */
function withoutTail(checkpoint: Checkpoint, lengthBytes: number, sizeBytes: number, blockSizeBytes: number): Checkpoint {
  if (lengthBytes >= sizeBytes) return checkpoint;
  const keptEnd = Math.floor(lengthBytes / blockSizeBytes) * blockSizeBytes;
  return dropRange(checkpoint, { start: keptEnd, end: sizeBytes }, blockSizeBytes);
}

/** The end of the last durable byte: the part file must be at least this long to be believed. */
export function claimedEnd(checkpoint: Checkpoint): number {
  return checkpoint.parts.reduce((end, part) => (part.durableBytes > 0 ? Math.max(end, part.range.start + part.durableBytes) : end), 0);
}
