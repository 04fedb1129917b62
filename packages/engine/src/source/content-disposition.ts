/** The name that a server gives a file: RFC 6266, tolerant of the encodings that servers get wrong (spec A7). */
import { withoutOws } from '@sluice/model';
import { decodeBytes, utf8FromLatin1 } from './utf8-from-latin1.ts';

export interface ContentDisposition {
  /** In lower case; `''` where the server left it out. */
  readonly type: string;
  /** As the server meant it: decoded, not made safe. */
  readonly fileName: string | null;
}

const MAX_LENGTH = 16 * 1024;

/** The file name in a Content-Disposition value, decoded but **not** made safe for a disk; null when it holds none. */
export function dispositionFileName(value: string): string | null {
  return parseContentDisposition(value).fileName;
}

/** Reads the value. `filename*` goes before `filename` (RFC 6266 §4.3); of repeated parameters the first that can be read counts. */
export function parseContentDisposition(value: string): ContentDisposition {
  const [first = '', ...rest] = splitParameters(value.slice(0, MAX_LENGTH));
  const hasType = !first.includes('=');
  const parameters = (hasType ? rest : [first, ...rest]).map(readParameter);
  const extended = parameters.filter(({ name }) => name === 'filename*').map((parameter) => decodeExtended(parameter.value));
  const plain = parameters.filter(({ name }) => name === 'filename').map((parameter) => decodePlain(parameter.value));
  const fileName = [...extended, ...plain].find((candidate) => candidate !== null && candidate !== '') ?? null;
  return { type: hasType ? first.trim().toLowerCase() : '', fileName };
}

/** Splits at semicolons outside of quoted strings. An unclosed quote reaches to the end. */
function splitParameters(value: string): readonly string[] {
  const pieces: string[] = [];
  let start = 0;
  let quoted = false;
  for (let at = 0; at < value.length; at += 1) {
    const character = value[at];
    if (quoted && character === '\\') at += 1;
    else if (character === '"') quoted = !quoted;
    else if (character === ';' && !quoted) {
      pieces.push(value.slice(start, at));
      start = at + 1;
    }
  }
  return [...pieces, value.slice(start)];
}

function readParameter(piece: string): { readonly name: string; readonly value: string } {
  const equals = piece.indexOf('=');
  if (equals < 0) return { name: '', value: '' };
  return { name: piece.slice(0, equals).trim().toLowerCase(), value: unquote(withoutOws(piece.slice(equals + 1))) };
}

function unquote(text: string): string {
  if (!text.startsWith('"')) return text;
  const body = /^"((?:[^"\\]|\\.)*)/su.exec(text)?.[1] ?? '';
  return body.replace(/\\(.)/gsu, '$1');
}

/** RFC 8187 `charset'language'percent-encoded`; null when it can't be decoded. Charsets beyond the two of the RFC are tolerated. */
function decodeExtended(text: string): string | null {
  const match = /^([^']{1,40})'[^']{0,40}'(.*)$/s.exec(text);
  if (match?.[1] === undefined || match[2] === undefined) return null;
  const bytes = percentDecode(match[2]);
  return bytes === null ? null : decodeBytes(bytes, match[1]);
}

function decodePlain(text: string): string | null {
  const unfolded = decodeWords(utf8FromLatin1(text));
  if (!/%[0-9a-f]{2}/i.test(unfolded)) return unfolded;
  const bytes = percentDecode(unfolded);
  return (bytes === null ? null : decodeBytes(bytes, 'utf-8')) ?? unfolded;
}

/** The bytes of a percent-encoded text; characters that should have been encoded count as UTF-8. Null for a broken escape. */
function percentDecode(text: string): Uint8Array | null {
  if (/%(?![0-9a-f]{2})/i.test(text)) return null;
  const pieces = text.split(/%([0-9a-f]{2})/i);
  return Buffer.concat(pieces.map((piece, index) => Buffer.from(piece, index % 2 === 1 ? 'hex' : 'utf8')));
}

/** RFC 2047 encoded words, which RFC 6266 forbids here and mail-minded servers send. Space between two words is not part of the name. */
function decodeWords(text: string): string {
  return text
    .replace(/(\?=)[ \t]{1,8}(?==\?)/g, '$1')
    .replace(/=\?([\w-]{1,40})\?([bq])\?([^?\s]*)\?=/gi, (word, charset: string, encoding: string, data: string) => {
      const bytes = encoding.toLowerCase() === 'b' ? Buffer.from(data, 'base64') : quotedBytes(data);
      return decodeBytes(bytes, charset) ?? word;
    });
}

function quotedBytes(data: string): Uint8Array {
  const pieces = data.replaceAll('_', ' ').split(/=([0-9a-f]{2})/i);
  return Buffer.concat(pieces.map((piece, index) => Buffer.from(piece, index % 2 === 1 ? 'hex' : 'utf8')));
}
