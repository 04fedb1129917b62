/** When downloads are limited, where each kind of file goes, and whether they go on by themselves at the next start. */
import type { FileKind } from '@sluice/model';
import { z } from 'zod';
import { bytesPerSecond, path } from './bounded.ts';

/** A time of the week, by the clock on the wall. */
export interface WeekTime {
  /** 0 (Sunday) … 6 (Saturday), each once. A time that ends after midnight belongs to the day on which it begins. */
  readonly days: readonly number[];
  /** Minutes after midnight, local time: 0…1439. */
  readonly fromMinutes: number;
  /** 0…1439; at or before `fromMinutes` it is that time on the next day. */
  readonly toMinutes: number;
}

/** Another limit for all downloads together at that time. */
export interface LimitTime extends WeekTime {
  /** Null: none at that time. */
  readonly limitBytesPerSecond: number | null;
}

export const MAX_LIMIT_TIMES = 12;

export interface DownloadSettings {
  /** Changed as a whole; the first that holds counts, and the usual limit where none does. */
  readonly limitTimes: readonly LimitTime[];
  /** Absolute paths; null: the download folder. Changed as a whole. */
  readonly categoryFolders: CategoryFolders;
  /** Whether what was queued or running goes on when the program starts; otherwise once the user resumes. */
  readonly resumeAtStart: boolean;
}

export type CategoryFolders = { readonly [K in FileKind]: string | null };

export const NO_CATEGORY_FOLDERS: CategoryFolders = {
  archives: null,
  documents: null,
  video: null,
  audio: null,
  images: null,
  programs: null,
  other: null,
};

export const DEFAULT_DOWNLOAD_SETTINGS: DownloadSettings = {
  limitTimes: [],
  categoryFolders: NO_CATEGORY_FOLDERS,
  resumeAtStart: true,
};

const minutesOfDay = z.int().min(0).max(1439);
const day = z.int().min(0).max(6);

export const WEEK_TIME_SHAPE = {
  days: z
    .array(day)
    .min(1)
    .max(7)
    .refine((days) => new Set(days).size === days.length),
  fromMinutes: minutesOfDay,
  toMinutes: minutesOfDay,
};

export const DOWNLOAD_SETTINGS_SHAPE = {
  limitTimes: z.array(z.strictObject({ ...WEEK_TIME_SHAPE, limitBytesPerSecond: bytesPerSecond.nullable() })).max(MAX_LIMIT_TIMES),
  categoryFolders: z.strictObject({
    archives: path.nullable(),
    documents: path.nullable(),
    video: path.nullable(),
    audio: path.nullable(),
    images: path.nullable(),
    programs: path.nullable(),
    other: path.nullable(),
  }),
  resumeAtStart: z.boolean(),
} satisfies { readonly [K in keyof DownloadSettings]: z.ZodType<DownloadSettings[K]> };

/** Whether `at` lies in that time; the rule of the engine's timetable, for those who show it. */
export function holdsAt({ days, fromMinutes, toMinutes }: WeekTime, at: Date): boolean {
  const minutes = at.getHours() * 60 + at.getMinutes();
  const today = days.includes(at.getDay());
  if (fromMinutes < toMinutes) return today && minutes >= fromMinutes && minutes < toMinutes;
  const yesterday = days.includes((at.getDay() + 6) % 7);
  return (today && minutes >= fromMinutes) || (yesterday && minutes < toMinutes);
}
