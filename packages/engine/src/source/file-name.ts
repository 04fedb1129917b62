/** Names for files: what a server says is hostile and gets repaired, what the user says is taken or refused (spec A7). */
import { dispositionFileName } from './content-disposition.ts';
import { extensionFor, extensionOf, lastSegment } from './file-type.ts';

/** What a name may take of the 255 bytes that file systems allow, so that `.part` and ` (123)` still fit behind it. */
export const MAX_NAME_BYTES = 255 - 16;

const FALLBACK = 'download';
const MAX_INPUT = 2048;
/** Unseen characters that make a name look like another one: text direction, zero width, line separators, byte order mark. */
const UNSEEN = /[\u061c\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060\u2066-\u2069\ufeff]/gu;
const WINDOWS_RESERVED = /^(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9\u00b9\u00b2\u00b3])[ ]*(?:\.|$)/i;

export interface NameClues {
  /** The header's value, as received. */
  readonly contentDisposition: string | null;
  readonly url: string;
  readonly mediaType: string | null;
}

/**
 * A safe name for what was found at `url`: from the header, else the URL's path, else `download`; with the media type's
 * extension where the name has none. Always as `sanitizeName` leaves it.
 */
export function suggestName(clues: NameClues): string {
  const told = clues.contentDisposition === null ? null : dispositionFileName(clues.contentDisposition);
  const name = repaired(told ?? '') ?? repaired(lastSegment(clues.url)) ?? FALLBACK;
  const extension = extensionOf(name) === null ? extensionFor(clues.mediaType) : null;
  return extension === null ? name : sanitizeName(`${name}.${extension}`);
}

/**
 * Repairs a name until it is safe on every system: the last path component only, NFC, no control, direction or reserved
 * characters, no reserved Windows name, no leading dot (a server must not plant hidden files), no trailing dot or space, at most
 * 239 bytes of UTF-8 with the extension kept. Idempotent; never `''`, `.` or `..`: what has nothing left becomes `download`.
 */
export function sanitizeName(name: string): string {
  return repaired(name) ?? FALLBACK;
}

/**
 * Whether a name that the user chose can be used as it is. On Windows its rules are added to those that hold everywhere.
 */
export function isLegalName(name: string, onWindows = process.platform === 'win32'): boolean {
  if (name === '' || name === '.' || name === '..' || /[/\\\p{Cc}\p{Cs}]/u.test(name)) return false;
  if (Buffer.byteLength(name) > MAX_NAME_BYTES) return false;
  return !onWindows || !(/[<>:"|?*]|[. ]$/.test(name) || WINDOWS_RESERVED.test(name));
}

function repaired(name: string): string | null {
  const bounded = name.length <= 2 * MAX_INPUT ? name : name.slice(0, MAX_INPUT) + name.slice(-MAX_INPUT);
  const component = bounded.split(/[/\\]/).findLast((candidate) => trimmed(candidate) !== '') ?? '';
  const plain = component
    .replace(/[\t\r\n]/g, ' ')
    .replace(/[\p{Cc}\p{Cs}]/gu, '')
    .replace(UNSEEN, '')
    .normalize('NFC')
    .replace(/[<>:"|?*]/g, '_');
  const tidy = trimmed(plain);
  if (tidy === '' || /^~+$/.test(tidy)) return null;
  const visible = tidy.startsWith('.') ? `_${tidy.slice(1)}` : tidy;
  return shortened(WINDOWS_RESERVED.test(visible) ? `_${visible}` : visible);
}

/** Without white space around it, and without dots at its end, which Windows would drop. */
function trimmed(text: string): string {
  let end = text.length;
  while (end > 0 && /[\s.]/u.test(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end).trimStart();
}

/** At most MAX_NAME_BYTES, taken from the stem; never within a code point. */
function shortened(name: string): string {
  if (Buffer.byteLength(name) <= MAX_NAME_BYTES) return name;
  const extension = extensionOf(name);
  const ending = extension === null ? '' : name.slice(-(extension.length + 1));
  let room = MAX_NAME_BYTES - Buffer.byteLength(ending);
  let stem = '';
  for (const character of name.slice(0, name.length - ending.length)) {
    room -= Buffer.byteLength(character);
    if (room < 0) break;
    stem += character;
  }
  return trimmed(stem) + ending;
}
