/**
 * Tells the system that a file came from the network, and from where (spec E4): file managers show it, and systems that ask before
 * they open such a file do so. Node.js has no call for extended attributes, and a native module for one label is not worth its
 * price, so the systems' own programs are used where they are installed. A file without a mark is a right file all the same:
 * nothing here can fail.
 */
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';

/** What a mark consists of on one system. */
export type OriginMark =
  | { readonly kind: 'program'; readonly file: string; readonly args: readonly string[] }
  /** A second stream of the file on NTFS. */
  | { readonly kind: 'stream'; readonly path: string; readonly text: string }
  /** One of many that a single program takes from its input. */
  | { readonly kind: 'record'; readonly text: string };

/** A program that hangs must not hold up the end of the queue. */
const TIMEOUT_MS = 1_500;
/** Extended attributes on ext4 share one block of 4 KiB. */
const MAX_URL_LENGTH = 2_048;

export interface MarkedFile {
  readonly path: string;
  /** Without secrets: whoever can read the file can read the mark, and the arguments of a program are seen by all users. */
  readonly url: string;
  readonly atMs: number;
}

/** The mark for a file on a platform; null where there is none, or the address is too long to be of use. Pure. */
export function originMark(platform: NodeJS.Platform, { path, url, atMs }: MarkedFile): OriginMark | null {
  if (url.length > MAX_URL_LENGTH || /\p{Cc}/u.test(url)) return null;
  switch (platform) {
    case 'linux':
      // freedesktop.org, "Extended attributes"; setfattr(1), `--restore`. The address as base64 (`0s`), because backslashes and `0x` are read in plain values.
      return {
        kind: 'record',
        text: `# file: ${escaped(path)}\nuser.xdg.origin.url=0s${Buffer.from(url, 'utf8').toString('base64')}\n\n`,
      };
    case 'darwin':
      // 0081: from the network, and nobody was asked yet. The time is in seconds, as hex.
      return {
        kind: 'program',
        file: '/usr/bin/xattr',
        args: ['-w', 'com.apple.quarantine', `0081;${Math.floor(atMs / 1000).toString(16)};Sluice;`, path],
      };
    case 'win32':
      // Zone 3: the Internet ([MS-FSCC] §5.6.1).
      return { kind: 'stream', path: `${path}:Zone.Identifier`, text: `[ZoneTransfer]\r\nZoneId=3\r\nHostUrl=${url}\r\n` };
    default:
      return null;
  }
}

/** As getfattr(1) writes names: what would end the line, or begins such an escape, in octal. */
function escaped(path: string): string {
  return path.replace(/[\n\r\\]/g, (character) => `\\${character.charCodeAt(0).toString(8).padStart(3, '0')}`);
}

/** Runs a program that need not be there, with `input`; resolves when it has ended, however. */
export function runQuietly(file: string, args: readonly string[], input = ''): Promise<void> {
  if (missing.has(file)) return Promise.resolve();
  return new Promise((resolve) => {
    try {
      const child = execFile(file, args, { timeout: TIMEOUT_MS, windowsHide: true }, (error) => {
        if (error?.code === 'ENOENT') missing.add(file);
        resolve();
      });
      // A program that ends before it has read everything is no trouble either.
      child.stdin?.on('error', () => undefined).end(input);
    } catch {
      resolve();
    }
  });
}

/** Programs that turned out not to be installed: a start that fails costs more than a small file. */
const missing = new Set<string>();

/** Writes a second stream; resolves also when the volume takes none. */
export function writeStream(path: string, text: string): Promise<void> {
  return writeFile(path, text).catch(() => undefined);
}
