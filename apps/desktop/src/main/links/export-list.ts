/** Writes the list to a file that the user chooses: beside it first, so that a full disk leaves no half of a list. */
import { rename, rm, writeFile } from 'node:fs/promises';
import type { InputOf, ListExportReply } from '@sluice/ipc';
import type { JobStore } from '@sluice/engine';
import { listedDownload, writeLinks, writeList } from './list-file.ts';

export interface ExportPorts {
  readonly store: Pick<JobStore, 'find' | 'read'>;
  readonly nowMs: () => number;
  /** Asks for the file; null: the user chose none. */
  readonly choosePath: (suggestedName: string) => Promise<string | null>;
}

/** Rows that are read before others get their turn. */
const AT_ONCE = 500;

export async function exportList({ format, secrets }: InputOf<'list:export'>, ports: ExportPorts): Promise<ListExportReply> {
  const day = new Date(ports.nowMs()).toISOString().slice(0, 10);
  const path = await ports.choosePath(`Sluice ${day}.${format === 'json' ? 'json' : 'txt'}`);
  if (path === null) return { kind: 'cancelled' };
  const downloads = await collect(ports.store, secrets);
  const text = format === 'json' ? writeList(downloads, ports.nowMs()) : writeLinks(downloads);
  const beside = `${path}.part`;
  try {
    // Links may open something even where secrets were not asked for: for this user alone.
    await writeFile(beside, text, { mode: 0o600 });
    await rename(beside, path);
  } catch {
    await rm(beside, { force: true });
    return { kind: 'failed', path };
  }
  return { kind: 'saved', path, count: downloads.length, incomplete: downloads.filter(({ incomplete }) => incomplete).length };
}

async function collect(store: ExportPorts['store'], secrets: boolean): Promise<ReturnType<typeof listedDownload>[]> {
  const downloads = [];
  let turn = 0;
  for (const { id } of store.find({})) {
    const stored = store.read(id);
    if (stored !== null) downloads.push(listedDownload(stored, secrets));
    turn += 1;
    if (turn % AT_ONCE === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  return downloads;
}
