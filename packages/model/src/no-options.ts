/** The options of a job for which none were chosen. */
import type { JobOptions } from './job.ts';

/** The queue's settings decide everything, and a file that changed is fetched anew. */
export const NO_OPTIONS: JobOptions = {
  connections: null,
  partSizeBytes: null,
  limitBytesPerSecond: null,
  digest: null,
  onRemoteChange: 'restart',
};
