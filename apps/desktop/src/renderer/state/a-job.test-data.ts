/** A job and its snapshot in a given state, for the tests of the window. */
import type { Job, JobSnapshot, JobState, Progress } from '@sluice/model';

export const NOW = Date.UTC(2026, 10, 22, 12);

export interface JobFacts {
  readonly id?: string;
  readonly rank?: number;
  readonly name?: string;
  readonly sizeBytes?: number;
  readonly durableBytes?: number;
  readonly progress?: Progress;
}

export function aJob(state: JobState, { id = 'a', rank = 1, name = 'set.zip', sizeBytes, durableBytes = 0 }: JobFacts = {}): Job {
  return {
    id,
    createdAtMs: NOW,
    rank,
    source: { url: `https://files.example.org/${name}`, host: 'files.example.org' },
    target: { directory: '/srv', chosenName: null, conflict: 'keep-both', path: null },
    options: { connections: null, partSizeBytes: null, limitBytesPerSecond: null, digest: null, onRemoteChange: 'restart' },
    state,
    remote: {
      sizeBytes: sizeBytes ?? null,
      validator: null,
      etag: null,
      lastModified: null,
      resumable: true,
      mediaType: null,
      contentCoding: null,
      digest: null,
    },
    partFile: null,
    blockSizeBytes: 0,
    durableBytes,
    startedAtMs: null,
    restarts: { count: 0, lastReason: null },
  };
}

export function aSnapshot(state: JobState, facts: JobFacts = {}): JobSnapshot {
  return { job: aJob(state, facts), progress: facts.progress ?? null };
}
