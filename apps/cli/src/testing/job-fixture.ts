/** Jobs for tests: a plain one, changed where the test says. */
import type { Job, JobSnapshot, JobState, Progress } from '@sluice/model';

export function job(change: Partial<Job> = {}): Job {
  return {
    id: 'job-1',
    createdAtMs: 0,
    rank: 0,
    source: { url: 'https://example.org/file.iso', host: 'example.org' },
    target: { directory: '/downloads', chosenName: null, conflict: 'keep-both', path: null },
    options: { connections: null, partSizeBytes: null, limitBytesPerSecond: null, digest: null, onRemoteChange: 'restart' },
    state: { kind: 'queued' },
    remote: null,
    partFile: null,
    blockSizeBytes: 0,
    durableBytes: 0,
    startedAtMs: null,
    restarts: { count: 0, lastReason: null },
    ...change,
  };
}

export const remoteOf = (sizeBytes: number): Job['remote'] => ({
  sizeBytes,
  validator: null,
  etag: null,
  lastModified: null,
  resumable: true,
  mediaType: null,
  contentCoding: null,
  digest: null,
});

export function snapshot(state: JobState, progress: Partial<Progress> | null = null, change: Partial<Job> = {}): JobSnapshot {
  return {
    job: job({ state, ...change }),
    progress:
      progress === null
        ? null
        : {
            receivedBytes: 0,
            durableBytes: 0,
            totalBytes: null,
            bytesPerSecond: 0,
            secondsLeft: null,
            connections: 1,
            strip: [],
            perConnection: [],
            retry: null,
            ...progress,
          },
  };
}

export const DONE: JobState = { kind: 'done', path: '/downloads/file.iso', sizeBytes: 1000, verdict: { kind: 'unverified' }, atMs: 5 };
