/**
 * The list of downloads as a file that people may keep, move to another computer or write themselves: docs/list-file.md. What is read may
 * come from anybody, so it is parsed strictly and bounded (law 8).
 */
import { redactUrl, type StoredJob } from '@sluice/engine';
import { LIST_FORMAT, LIST_SCHEMA, LIST_VERSION, isNewerList, type ListedDownload } from '@sluice/ipc';
import { parseDigest, type Job } from '@sluice/model';

export const MAX_LIST_BYTES = 32 * 1024 * 1024;
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
    ...(withSecrets && secrets.headers.length > 0
      ? { headers: secrets.headers.map(([name, value]): [string, string] => [name, value]) }
      : {}),
  };
}

export function writeList(downloads: readonly ListedDownload[], atMs: number): string {
  return `${JSON.stringify({ format: LIST_FORMAT, version: LIST_VERSION, exportedAt: new Date(atMs).toISOString(), downloads }, null, 2)}\n`;
}

/** One link on each line, as any download manager takes it. */
export function writeLinks(downloads: readonly ListedDownload[]): string {
  return downloads.map(({ url }) => `${url}\n`).join('');
}

export function readList(text: string): ReadList {
  const json = parsed(text);
  const list = LIST_SCHEMA.safeParse(json);
  if (list.success) return { kind: 'list', downloads: list.data.downloads.map(withoutBadChecksum) };
  return { kind: 'refused', reason: isNewerList(json) ? 'newer-version' : 'not-a-list' };
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
  try {
    return new URL(url).href;
  } catch {
    return url;
  }
}
