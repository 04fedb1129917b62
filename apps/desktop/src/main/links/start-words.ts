/** What a start asks for on its command line, and what another start hands over: links, `sluice:` links, and files that hold links. */
import { addressesIn } from '@sluice/engine';
import { LINK_FILE_EXTENSIONS } from '@sluice/link-files';
import { extname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isDeepLink, readDeepLink } from './deep-link.ts';

const MAX_ARGUMENTS = 1000;
const MAX_FOLDER_LENGTH = 4096;

/** What travels from a second instance to the first, as data: Chromium reorders the arguments themselves. */
export interface StartData {
  readonly argv: readonly string[];
  /** Where relative paths begin. */
  readonly folder: string;
}

export interface StartWish {
  readonly addresses: readonly string[];
  /** Absolute paths of files that hold links. */
  readonly linkFiles: readonly string[];
}

/** Switches, the app's own folder and what can't be read are none of it. */
export function readStartWords({ argv, folder }: StartData): StartWish {
  const words = argv.slice(1).filter((word) => !word.startsWith('-'));
  const deep = words.filter(isDeepLink).flatMap((word) => readDeepLink(word) ?? []);
  const linkFiles = words.flatMap((word) => linkFileOf(word, folder) ?? []);
  const plain = words.filter((word) => !isDeepLink(word) && linkFileOf(word, folder) === null);
  return { addresses: [...new Set([...addressesIn(plain.join('\n')), ...deep])], linkFiles };
}

/** Reads what another process sent. */
export function readStartData(data: unknown): StartData {
  if (typeof data !== 'object' || data === null) return { argv: [], folder: '/' };
  const argv = 'argv' in data && Array.isArray(data.argv) ? data.argv : [];
  const folder = 'folder' in data && typeof data.folder === 'string' && data.folder.length <= MAX_FOLDER_LENGTH ? data.folder : '/';
  return { argv: argv.slice(0, MAX_ARGUMENTS).filter((word: unknown) => typeof word === 'string'), folder };
}

function linkFileOf(word: string, folder: string): string | null {
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(word)) return word.toLowerCase().startsWith('file://') ? linkFileOf(pathOf(word), folder) : null;
  const extension = extname(word).slice(1).toLowerCase();
  return LINK_FILE_EXTENSIONS.includes(extension) ? resolve(folder, word) : null;
}

function pathOf(fileUrl: string): string {
  try {
    return fileURLToPath(fileUrl);
  } catch {
    return '';
  }
}
