/** Gets the links out of what was dropped: links, text, and files that hold either. */
import type { LinkFilesReply, LinkInFile, RefusedLinkFile } from '@sluice/ipc';

export const MAX_FILE_BYTES = 1024 * 1024;
/** As many as the main process reads in one go. */
const MAX_LINK_FILES = 100;

/** Files that are made to hold links; the main process knows how to read each. */
const LINK_FILE = /\.(?:txt|url|desktop|webloc|metalink|meta4)$/i;

/** What programs leave when they are stopped in the middle, or write down about it. */
const UNFINISHED_FILE = /\.(?:aria2|cp|temp|dcp|crdownload|part)$/i;

export interface ReadDrop {
  /** Whatever was text, links in it or not. */
  readonly text: string;
  /** What files of links said. */
  readonly links: readonly LinkInFile[];
  /** Files that gave nothing, and why. */
  readonly refused: readonly RefusedLinkFile[];
  /** Where files are that another program left unfinished. */
  readonly unfinished: readonly string[];
}

export interface DropPorts {
  /** Where a dropped file is; empty: nowhere on the disk. */
  readonly pathOf: (file: File) => string;
  readonly readFiles: (paths: readonly string[]) => Promise<LinkFilesReply>;
  /** Whether the file is one that this program made: it only came back. */
  readonly isOwn: (path: string) => boolean;
}

/** What a drop must have for the window to become its target. */
export function canTake(types: readonly string[]): boolean {
  return types.includes('Files') || types.includes('text/uri-list') || types.includes('text/plain');
}

/** Must be called while the drop event is handled: its data is gone afterwards. Null: nothing but this program's own files. */
export function readDrop(data: DataTransfer, ports: DropPorts): Promise<ReadDrop> | null {
  const files = [...data.files].map((file) => ({ file, path: ports.pathOf(file) }));
  const others = files.filter(({ path }) => path === '' || !ports.isOwn(path));
  if (files.length > 0 && others.length === 0) return null;
  // Chromium keeps only the first address of a list: the plain text has them all.
  const texts = [withoutComments(data.getData('text/uri-list')), data.getData('text/plain')].filter((text) => text.trim() !== '');
  return readAll(files.length > 0 ? [] : [...new Set(texts)], others, ports);
}

interface DroppedFile {
  readonly file: File;
  readonly path: string;
}

async function readAll(texts: readonly string[], files: readonly DroppedFile[], { readFiles }: DropPorts): Promise<ReadDrop> {
  const paths = files.flatMap(({ file, path }) => (path !== '' && LINK_FILE.test(file.name) ? [path] : [])).slice(0, MAX_LINK_FILES);
  const unfinished = files
    .flatMap(({ file, path }) => (path !== '' && UNFINISHED_FILE.test(file.name) ? [path] : []))
    .slice(0, MAX_LINK_FILES);
  const known = new Set([...paths, ...unfinished]);
  const plain = await Promise.all(files.filter(({ path }) => !known.has(path)).map(({ file }) => textOf(file)));
  const found = paths.length === 0 ? { links: [], refused: [] } : await readFiles(paths);
  return {
    text: [...texts, ...plain.flatMap((read) => (typeof read === 'string' ? [read] : []))].join('\n'),
    links: found.links,
    refused: [...found.refused, ...plain.flatMap((read) => (typeof read === 'string' ? [] : [read]))],
    unfinished,
  };
}

/** Any other file is looked through for addresses in it, when it is small and text. */
async function textOf(file: File): Promise<string | RefusedLinkFile> {
  if (file.size > MAX_FILE_BYTES) return { name: file.name, reason: 'too-large' };
  try {
    const text = await file.text();
    return text.includes('\0') ? '' : text;
  } catch {
    return { name: file.name, reason: 'unreadable' };
  }
}

function withoutComments(list: string): string {
  return list
    .split(/\r?\n/)
    .filter((line) => !line.startsWith('#'))
    .join('\n');
}
