/** Adds what a list from a file has and this one has not: paused, so that nothing starts that the user has not looked at. */
import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { AddOutcome, JobStore, NewJob } from '@sluice/engine';
import type { ListImportReply, ListedDownload, Settings } from '@sluice/ipc';
import { NO_OPTIONS, parseDigest } from '@sluice/model';
import { allowedFolder } from '../rpc/allowed-folder.ts';
import { directoryFor } from './directory-for.ts';
import { MAX_LIST_BYTES, linkKey, readList } from './list-file.ts';

export interface ImportPorts {
  readonly store: Pick<JobStore, 'find'>;
  readonly queue: { addMany(requests: readonly NewJob[]): Promise<readonly AddOutcome[]> };
  readonly settings: () => Settings;
  /** Asks for the file; null: the user chose none. */
  readonly choosePath: () => Promise<string | null>;
}

export async function importList(ports: ImportPorts): Promise<ListImportReply> {
  const path = await ports.choosePath();
  if (path === null) return { kind: 'cancelled' };
  const name = basename(path);
  const text = await textOf(path);
  if (typeof text !== 'string') return { kind: 'refused', name, reason: text.trouble };
  const list = readList(text);
  if (list.kind === 'refused') return { kind: 'refused', name, reason: list.reason };
  return add(list.downloads, ports);
}

async function textOf(path: string): Promise<string | { readonly trouble: 'too-large' | 'unreadable' }> {
  try {
    const facts = await stat(path);
    if (!facts.isFile()) return { trouble: 'unreadable' };
    return facts.size > MAX_LIST_BYTES ? { trouble: 'too-large' } : await readFile(path, 'utf8');
  } catch {
    return { trouble: 'unreadable' };
  }
}

async function add(downloads: readonly ListedDownload[], { store, queue, settings }: ImportPorts): Promise<ListImportReply> {
  const seen = new Set(store.find({}).map(({ source }) => linkKey(source.url)));
  const finished = downloads.filter(({ state }) => state !== 'unfinished').length;
  const unfinished = downloads.filter(({ state }) => state === 'unfinished');
  const fresh = unfinished.filter(({ url }) => {
    const key = linkKey(url);
    return !seen.has(key) && seen.add(key);
  });
  const current = settings();
  const outcomes = await queue.addMany(fresh.map((download) => newJob(download, current)));
  const added = fresh.filter((_download, index) => outcomes[index]?.kind === 'added');
  return {
    kind: 'imported',
    added: added.length,
    known: unfinished.length - fresh.length,
    finished,
    refused: fresh.length - added.length,
    incomplete: added.filter(({ incomplete }) => incomplete).length,
  };
}

/** A list may come from anybody: its folders count only inside of the download folder. */
function newJob({ url, name, folder, checksum, headers = [] }: ListedDownload, settings: Settings): NewJob {
  return {
    url,
    directory: allowedFolder(folder, settings.downloadFolder) ?? directoryFor({ url, name }, settings),
    chosenName: name,
    conflict: settings.conflict,
    options: {
      ...NO_OPTIONS,
      digest: checksum === null ? null : parseDigest(checksum),
      onRemoteChange: settings.onRemoteChange,
    },
    headers,
    begin: 'paused',
  };
}
