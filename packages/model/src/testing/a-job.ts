/** A job that was just added, for the model's own tests; everybody else has the testkit's. */
import type { Job } from '../job.ts';
import { NO_OPTIONS } from '../no-options.ts';

export function aJob(changes: Partial<Job> = {}): Job {
  return {
    id: 'a',
    createdAtMs: 0,
    rank: 0,
    source: { url: 'https://files.example/a', host: 'files.example' },
    target: { directory: '/srv', chosenName: null, conflict: 'keep-both', path: null },
    options: NO_OPTIONS,
    state: { kind: 'queued' },
    remote: null,
    partFile: null,
    blockSizeBytes: 0,
    durableBytes: 0,
    startedAtMs: null,
    restarts: { count: 0, lastReason: null },
    ...changes,
  };
}
