/** The user's settings: one schema for what the window sends and for what the store gives back (law 7). */
import type { ConflictPolicy } from '@sluice/model';
import { z } from 'zod';
import { bytesPerSecond, conflictPolicy, connections, path } from './bounded.ts';

export type Theme = 'system' | 'light' | 'dark';
export type Language = 'system' | 'en' | 'zh-CN';

export interface Settings {
  /** Absolute path of the folder for jobs that name none. */
  readonly downloadFolder: string;
  /** 1…20. */
  readonly concurrentJobs: number;
  /** 1…64; null: automatic. */
  readonly connectionsPerJob: number | null;
  /** The cap over all jobs; null: none. */
  readonly limitBytesPerSecond: number | null;
  /** What to do when the target exists, for jobs that don't say. */
  readonly conflict: ConflictPolicy;
  readonly theme: Theme;
  readonly language: Language;
  /** Whether a finished file gets the server's Last-Modified as its time. */
  readonly keepServerTime: boolean;
}

export const SETTINGS_SCHEMA = z.strictObject({
  downloadFolder: path,
  concurrentJobs: z.int().min(1).max(20),
  connectionsPerJob: connections.nullable(),
  limitBytesPerSecond: bytesPerSecond.nullable(),
  conflict: conflictPolicy,
  theme: z.enum(['system', 'light', 'dark']),
  language: z.enum(['system', 'en', 'zh-CN']),
  keepServerTime: z.boolean(),
}) satisfies z.ZodType<Settings>;
