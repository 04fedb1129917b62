/** The user's settings: one schema for what the window sends and for what the store gives back (law 7). */
import type { ConflictPolicy, VerifyPolicy } from '@sluice/model';
import { z } from 'zod';
import { bytesPerSecond, conflictPolicy, connections, partSize, path, userAgent } from './bounded.ts';
import { DEFAULT_DESKTOP_SETTINGS, DESKTOP_SETTINGS_SHAPE, type DesktopSettings } from './desktop-settings.ts';

export type Theme = 'system' | 'light' | 'dark';
export type Language = 'system' | 'en' | 'zh-CN';

export interface Settings extends DesktopSettings {
  /** Absolute path of the folder for jobs that name none. */
  readonly downloadFolder: string;
  /** 1…20. */
  readonly concurrentJobs: number;
  /** 1…64; null: automatic. */
  readonly connectionsPerJob: number | null;
  /** For jobs whose parts are yet to be planned; null: automatic. */
  readonly partSizeBytes: number | null;
  /** The cap over all jobs; null: none. */
  readonly limitBytesPerSecond: number | null;
  /** What to do when the target exists, for jobs that don't say. */
  readonly conflict: ConflictPolicy;
  readonly theme: Theme;
  readonly language: Language;
  /** What to do when the file on the server is no longer the one that was begun; for jobs added from then on (spec C6). */
  readonly onRemoteChange: OnRemoteChange;
  /** Whether a finished file gets the server's Last-Modified as its time. */
  readonly keepServerTime: boolean;
  /** How much of a complete file is read again before it gets its name (0037). */
  readonly verify: VerifyPolicy;
  /** What servers are told about the program; null: what it is. */
  readonly userAgent: string | null;
  /** `system`, `none`, or a proxy's URL as it may be shown: without its password (spec F6, D4). */
  readonly proxy: string;
}

/** What holds until the user changes it; the folder is the system's to say. */
export function defaultSettings(downloadFolder: string): Omit<Settings, 'proxy'> {
  return {
    downloadFolder,
    concurrentJobs: 3,
    connectionsPerJob: null,
    partSizeBytes: null,
    limitBytesPerSecond: null,
    conflict: 'keep-both',
    onRemoteChange: 'restart',
    theme: 'system',
    language: 'system',
    keepServerTime: true,
    verify: 'needed',
    userAgent: null,
    ...DEFAULT_DESKTOP_SETTINGS,
  };
}

export type OnRemoteChange = 'restart' | 'ask';

/** What came of setting the proxy. Refused: nothing has changed. */
export type ProxyReply =
  | { readonly kind: 'saved'; readonly settings: Settings }
  /** `hidden-password`: the text shown before was changed, so that its hidden password can't be meant any more. */
  | { readonly kind: 'refused'; readonly reason: 'not-a-proxy' | 'hidden-password' };

/** All but the proxy, which is set and stored by itself: it may hold a password. */
export const SETTINGS_SCHEMA = z.strictObject({
  downloadFolder: path,
  concurrentJobs: z.int().min(1).max(20),
  connectionsPerJob: connections.nullable(),
  partSizeBytes: partSize.nullable(),
  limitBytesPerSecond: bytesPerSecond.nullable(),
  conflict: conflictPolicy,
  theme: z.enum(['system', 'light', 'dark']),
  language: z.enum(['system', 'en', 'zh-CN']),
  onRemoteChange: z.enum(['restart', 'ask']),
  keepServerTime: z.boolean(),
  verify: z.enum(['needed', 'everything']),
  userAgent: userAgent.nullable(),
  ...DESKTOP_SETTINGS_SHAPE,
}) satisfies z.ZodType<Omit<Settings, 'proxy'>>;
