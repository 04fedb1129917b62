/**
 * Reads response heads off a socket, strictly and within bounds (law 8): what it accepts, undici's parser reads in the same way, and a
 * fuzz test holds it to that. It refuses more than they do; docs/decisions/0013-direct-transport.md lists what.
 */
import type { ProtocolFault } from '@sluice/model';
import type { ResponseHead } from '../source/response-head.ts';

/** A response head over this is refused (spec B5). */
export const MAX_HEAD_BYTES = 64 * 1024;

export interface ParsedHead extends ResponseHead {
  /** The server's minor version of HTTP/1. */
  readonly minor: 0 | 1;
}

export type HeadProgress =
  | { readonly kind: 'more' }
  /** `rest` are the bytes behind the head, in memory of their own. */
  | { readonly kind: 'head'; readonly head: ParsedHead; readonly rest: Uint8Array }
  | { readonly kind: 'refused'; readonly fault: ProtocolFault };

const LF = 10;
const CR = 13;
const BEGINNING = Buffer.from('HTTP/1.', 'latin1');

const STATUS_LINE = /^HTTP\/1\.([01]) ([1-9][0-9]{2})(?: [\t\x20-\x7e\x80-\xff]*)?$/;
/** RFC 9110 §5.6.2 */
const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
/** RFC 9110 §5.5: no control character but the tab. A line that is folded begins with a blank, and is no name. */
const FIELD_TEXT = /^[\t\x20-\x7e\x80-\xff]*$/;

const REFUSED: HeadProgress = { kind: 'refused', fault: 'malformed' };
const MORE: HeadProgress = { kind: 'more' };

/** Gathers one head, in however many pieces it comes. For the next one there is another reader. */
export class HeadReader {
  #gathered: Buffer = Buffer.alloc(0);
  /** Where the line begins that has no end yet. */
  #lineStart = 0;
  readonly #lines: string[] = [];

  /** Takes bytes over before it returns. After a head or a refusal it must not be called again. */
  push(bytes: Uint8Array): HeadProgress {
    const seen = this.#gathered.byteLength;
    this.#gathered = Buffer.concat([this.#gathered, bytes]);
    if (!beginsWell(this.#gathered)) return REFUSED;
    for (let end = this.#gathered.indexOf(LF, seen); end >= 0; end = this.#gathered.indexOf(LF, this.#lineStart)) {
      if (end >= MAX_HEAD_BYTES) break;
      if (end === this.#lineStart || this.#gathered[end - 1] !== CR) return REFUSED;
      const line = this.#gathered.toString('latin1', this.#lineStart, end - 1);
      this.#lineStart = end + 1;
      if (this.#lines.length === 0 && !STATUS_LINE.test(line)) return REFUSED;
      if (line === '') return this.#finish();
      this.#lines.push(line);
    }
    return this.#gathered.byteLength >= MAX_HEAD_BYTES ? { kind: 'refused', fault: 'head-too-large' } : MORE;
  }

  #finish(): HeadProgress {
    const head = parseLines(this.#lines);
    if (head === null) return REFUSED;
    const { buffer, byteOffset, byteLength } = this.#gathered;
    const rest = new Uint8Array(buffer, byteOffset + this.#lineStart, byteLength - this.#lineStart);
    return { kind: 'head', head, rest };
  }
}

/** Whoever speaks something else is not waited for. */
function beginsWell(bytes: Buffer): boolean {
  const length = Math.min(bytes.byteLength, BEGINNING.byteLength);
  return bytes.compare(BEGINNING, 0, length, 0, length) === 0;
}

function parseLines([first = '', ...lines]: readonly string[]): ParsedHead | null {
  const [, minor, status] = STATUS_LINE.exec(first) ?? [];
  if (status === undefined) return null;
  const headers: (readonly [name: string, value: string])[] = [];
  for (const line of lines) {
    const colon = line.indexOf(':');
    const name = line.slice(0, Math.max(0, colon));
    const value = line.slice(colon + 1);
    if (!TOKEN.test(name) || !FIELD_TEXT.test(value)) return null;
    headers.push([name.toLowerCase(), withoutBlanks(value)]);
  }
  return { minor: minor === '0' ? 0 : 1, status: Number(status), headers };
}

/** By hand: `trim` takes away more than blanks, and an expression with two ends would look at long runs of blanks again and again. */
function withoutBlanks(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && isBlank(text, start)) start += 1;
  while (end > start && isBlank(text, end - 1)) end -= 1;
  return text.slice(start, end);
}

function isBlank(text: string, index: number): boolean {
  const character = text[index];
  return character === ' ' || character === '\t';
}
