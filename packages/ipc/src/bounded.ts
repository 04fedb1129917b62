/** The bounds of everything that a page may send (law 8): no input is larger than these. */
import { z } from 'zod';

const MAX_IDS = 10_000;
export const MAX_LINKS = 10_000;
/** Rows of the list in one answer: a few milliseconds of work. */
export const MAX_ROWS = 5_000;
/** Whole jobs in one answer. */
export const MAX_SNAPSHOTS = 500;
const MAX_URL_LENGTH = 64 * 1024;
export const MAX_TEXT_LENGTH = 1024 * 1024;
const MAX_PATH_LENGTH = 4096;
const MAX_NAME_LENGTH = 1024;
const MAX_HEADERS = 100;

export const jobId = z.string().min(1).max(128);
export const jobIds = z.array(jobId).max(MAX_IDS);
export const url = z.string().max(MAX_URL_LENGTH);
export const searchText = z.string().max(MAX_NAME_LENGTH);
export const path = z.string().min(1).max(MAX_PATH_LENGTH);
export const fileName = z.string().min(1).max(MAX_NAME_LENGTH);
export const checksumText = z.string().max(MAX_NAME_LENGTH);
export const proxyText = z.string().max(MAX_PATH_LENGTH);
export const conflictPolicy = z.enum(['keep-both', 'overwrite', 'skip', 'ask']);
/** The user's answer to what a waiting job asks. `ask` would be no answer. */
export const decision = z.discriminatedUnion('question', [
  z.strictObject({ question: z.literal('target-exists'), conflict: z.enum(['keep-both', 'overwrite', 'skip']) }),
  z.strictObject({ question: z.literal('remote-changed'), choice: z.literal('restart') }),
]);
export const connections = z.int().min(1).max(64);
/** As the engine takes it: 100 KiB to 5 GiB. */
export const partSize = z
  .int()
  .min(100 * 1024)
  .max(5 * 1024 ** 3);
/** A header's value: visible ASCII, with spaces inside. */
export const userAgent = z
  .string()
  .max(512)
  .regex(/^[!-~](?:[ -~]*[!-~])?$/);
export const bytesPerSecond = z.int().min(1);
const header = z.tuple([z.string().max(MAX_NAME_LENGTH), z.string().max(MAX_URL_LENGTH)]);
export const headers = z.array(header).max(MAX_HEADERS);
export const paths = z.array(path).min(1).max(100);
