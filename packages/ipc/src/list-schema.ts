/** The list of downloads as a file that people keep, move to another computer or write themselves (docs/list-file.md). Parsed strictly. */
import { z } from 'zod';
import { checksumText, fileName, headers, path, url } from './bounded.ts';

export const LIST_FORMAT = 'sluice-list';
export const LIST_VERSION = 1;
const MAX_DOWNLOADS = 100_000;

const DOWNLOAD_SCHEMA = z.strictObject({
  url: url.min(1),
  /** The name that the user chose; null: the server's. */
  name: fileName.nullable(),
  folder: path,
  state: z.enum(['unfinished', 'finished', 'cancelled']),
  sizeBytes: z.int().min(0).nullable(),
  checksum: checksumText.nullable(),
  finishedAt: z.iso.datetime().nullable(),
  /** Whether what opens the link was left out. */
  incomplete: z.boolean(),
  headers: headers.optional(),
});

export const LIST_SCHEMA = z.strictObject({
  format: z.literal(LIST_FORMAT),
  version: z.literal(LIST_VERSION),
  exportedAt: z.iso.datetime(),
  downloads: z.array(DOWNLOAD_SCHEMA).max(MAX_DOWNLOADS),
});

export type ListedDownload = Readonly<z.output<typeof DOWNLOAD_SCHEMA>>;

/** Whether it is such a list, but of a version that came later. */
export function isNewerList(value: unknown): boolean {
  return z.object({ format: z.literal(LIST_FORMAT), version: z.int().min(LIST_VERSION + 1) }).safeParse(value).success;
}
