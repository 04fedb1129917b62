/**
 * The list of downloads as a file that people may keep, move to another computer or write themselves: docs/list-file.md. What is read may
 * come from anybody, so it is parsed strictly and bounded (law 8).
 */
import { redactUrl, type StoredJob } from '@sluice/engine';
import { parseDigest, type Job } from '@sluice/model';
import { z } from 'zod';

export const MAX_LIST_BYTES = 32 * 1024 * 1024;
const MAX_DOWNLOADS = 100_000;
const MAX_URL_LENGTH = 64 * 1024;
const FORMAT = 'sluice-list';
const VERSION = 1;

const header = z.tuple([z.string().max(1024), z.string().max(MAX_URL_LENGTH)]);

const DOWNLOAD_SCHEMA = z.strictObject({
  url: z.string().min(1).max(MAX_URL_LENGTH),
  name: z.string().min(1).max(1024).nullable(),
  folder: z.string().min(1).max(4096),
  state: z.enum(['unfinished', 'finished', 'cancelled']),
  sizeBytes: z.int().min(0).nullable(),
  checksum: z.string().max(1024).nullable(),
  finishedAt: z.iso.datetime().nullable(),
  incomplete: z.boolean(),
  headers: z.array(header).max(100).optional(),
});

const LIST_SCHEMA = z.strictObject({
  format: z.literal(FORMAT),
  version: z.literal(VERSION),
  exportedAt: z.iso.datetime(),
  downloads: z.array(DOWNLOAD_SCHEMA).max(MAX_DOWNLOADS),
});

export type ListedDownload = Readonly<z.output<typeof DOWNLOAD_SCHEMA>>;

export type ReadList =
  | { readonly kind: 'list'; readonly downloads: readonly ListedDownload[] }
  | { readonly kind: 'refused'; readonly reason: 'not-a-list' | 'newer-version' };

/** One download as it is written. Without `secrets` the link is the one that may be shown, and says whether something is missing. */
export function listedDownload({ job, secrets }: Pick<StoredJob, 'job' | 'secrets'>, withSecrets: boolean): ListedDownload {
  const { state, target, options, remote, source } = job;
  return {
    url: withSecrets ? secrets.url : source.url,
    name: target.chosenName,
    folder: target.directory,
    state: stateOf(job),
    sizeBytes: state.kind === 'done' ? state.sizeBytes : (remote?.sizeBytes ?? null),
    checksum: options.digest === null ? null : `${options.digest.algorithm}:${options.digest.hex}`,
    finishedAt: state.kind === 'done' ? new Date(state.atMs).toISOString() : null,
    incomplete: !withSecrets && (hrefOf(secrets.url) !== hrefOf(source.url) || secrets.headers.length > 0),
    ...(withSecrets && secrets.headers.length > 0 ? { headers: secrets.headers.map(([name, value]): [string, string] => [name, value]) } : {}),
  };
}

export function writeList(downloads: readonly ListedDownload[], atMs: number): string {
  return `${JSON.stringify({ format: FORMAT, version: VERSION, exportedAt: new Date(atMs).toISOString(), downloads }, null, 2)}\n`;
}

/** One link on each line, as any download manager takes it. */
export function writeLinks(downloads: readonly ListedDownload[]): string {
  return downloads.map(({ url }) => `${url}\n`).join('');
}

export function readList(text: string): ReadList {
  const json = parsed(text);
  const list = LIST_SCHEMA.safeParse(json);
  if (list.success) return { kind: 'list', downloads: list.data.downloads.map(withoutBadChecksum) };
  const head = z.object({ format: z.literal(FORMAT), version: z.int().min(VERSION + 1) }).safeParse(json);
  return { kind: 'refused', reason: head.success ? 'newer-version' : 'not-a-list' };
}

/** What tells whether two entries are the same download: the link without what opens it. */
export function linkKey(url: string): string {
  return hrefOf(redactUrl(url));
}

function stateOf({ state }: Job): ListedDownload['state'] {
  if (state.kind === 'done') return 'finished';
  return state.kind === 'cancelled' ? 'cancelled' : 'unfinished';
}

/** A checksum that can't be one is let go: it would refuse every file. */
function withoutBadChecksum(download: ListedDownload): ListedDownload {
  return download.checksum !== null && parseDigest(download.checksum) === null ? { ...download, checksum: null } : download;
}

function parsed(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
    return value;
  } catch {
    return undefined;
  }
}

function hrefOf(url: string): string {
  return URL.canParse(url) ? new URL(url).href : url;
}
