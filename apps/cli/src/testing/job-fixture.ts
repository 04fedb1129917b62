/** Jobs for tests: a plain one, changed where the test says. */
import type { Job, JobSnapshot, JobState, Progress } from '@sluice/model';
import { exampleJob } from '@sluice/testkit';

export function job(change: Partial<Job> = {}): Job {
  const source = { url: 'https://example.org/file.iso', host: 'example.org' };
  const target = { directory: '/downloads', chosenName: null, conflict: 'keep-both', path: null } as const;
  return exampleJob({ createdAtMs: 0, rank: 0, source, target, ...change });
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
