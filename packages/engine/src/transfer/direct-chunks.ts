/** Takes a chunked body out of its frames, strictly (RFC 9112 §7.1): a size that could be read in two ways ends the exchange. */

export type ChunkPiece =
  | { readonly kind: 'data'; readonly start: number; readonly end: number }
  /** The last frame is read; what follows from `at` on does not belong to the body. */
  | { readonly kind: 'end'; readonly at: number }
  | { readonly kind: 'more' }
  | { readonly kind: 'malformed' };

const LF = 10;
const CR = 13;
/** With extensions, which nobody uses; and the lines of trailers. */
const MAX_LINE_BYTES = 4_096;
const MAX_TRAILER_BYTES = 16 * 1024;
/** Thirteen digits are exact numbers, and more than any chunk has. */
const TOKEN = "[!#$%&'*+\\-.^_`|~0-9A-Za-z]+";
const SIZE_LINE = new RegExp(`^([0-9A-Fa-f]{1,13})(?:;${TOKEN}(?:=(?:${TOKEN}|"[ !#-\\[\\]-~]*"))?)*$`);
const TRAILER_LINE = new RegExp(`^${TOKEN}:[\\t\\x20-\\x7e\\x80-\\xff]*$`);

type Expecting = 'size' | 'data' | 'data-end' | 'trailer';

export class ChunkReader {
  #expecting: Expecting = 'size';
  #left = 0;
  #line = '';
  #trailerBytes = 0;

  /** The next piece of `bytes` from `at` on: its data is a span of them. Call again from where it ended until it says `more`. */
  next(bytes: Uint8Array, at: number): ChunkPiece {
    let position = at;
    while (position < bytes.byteLength) {
      if (this.#expecting === 'data') return this.#data(bytes, position);
      const lineEnd = bytes.indexOf(LF, position);
      const line = this.#gather(bytes, position, lineEnd);
      if (line === 'malformed') return { kind: 'malformed' };
      if (line === null) return { kind: 'more' };
      position = lineEnd + 1;
      const step = this.#take(line.text);
      if (step === 'end') return { kind: 'end', at: position };
      if (step === 'malformed') return { kind: 'malformed' };
    }
    return { kind: 'more' };
  }

  #data(bytes: Uint8Array, start: number): ChunkPiece {
    const end = Math.min(bytes.byteLength, start + this.#left);
    this.#left -= end - start;
    if (this.#left === 0) this.#expecting = 'data-end';
    return { kind: 'data', start, end };
  }

  /** The line that ends at `lineEnd`, without CRLF; null when its end has not come. */
  #gather(bytes: Uint8Array, start: number, lineEnd: number): { readonly text: string } | null | 'malformed' {
    const end = lineEnd < 0 ? bytes.byteLength : lineEnd;
    if (this.#line.length + end - start > MAX_LINE_BYTES) return 'malformed';
    this.#line += Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString('latin1');
    if (lineEnd < 0) return null;
    const line = this.#line;
    this.#line = '';
    return line.charCodeAt(line.length - 1) === CR ? { text: line.slice(0, -1) } : 'malformed';
  }

  #take(line: string): 'on' | 'end' | 'malformed' {
    switch (this.#expecting) {
      case 'size':
        return this.#takeSize(line);
      case 'data-end':
        this.#expecting = 'size';
        return line === '' ? 'on' : 'malformed';
      case 'trailer':
      case 'data':
        if (line === '') return 'end';
        this.#trailerBytes += line.length;
        return TRAILER_LINE.test(line) && this.#trailerBytes <= MAX_TRAILER_BYTES ? 'on' : 'malformed';
    }
  }

  #takeSize(line: string): 'on' | 'malformed' {
    const digits = SIZE_LINE.exec(line)?.[1];
    if (digits === undefined) return 'malformed';
    this.#left = Number.parseInt(digits, 16);
    this.#expecting = this.#left === 0 ? 'trailer' : 'data';
    return 'on';
  }
}
