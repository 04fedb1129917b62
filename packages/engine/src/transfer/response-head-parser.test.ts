/** What is a response head, what is none, and where the bytes behind it begin. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { HeadReader, MAX_HEAD_BYTES, type HeadProgress } from './response-head-parser.ts';

const bytesOf = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'latin1'));

/** Pushes the text in pieces that end at `cuts`, and stops as soon as something is decided. */
function read(text: string, cuts: readonly number[] = []): HeadProgress | { readonly kind: 'head'; readonly rest: string } {
  const reader = new HeadReader();
  const bytes = bytesOf(text);
  const borders = [...new Set(cuts.map((cut) => cut % (bytes.byteLength + 1)))].toSorted((a, b) => a - b);
  let start = 0;
  for (const end of [...borders, bytes.byteLength]) {
    const progress = reader.push(bytes.slice(start, end));
    if (progress.kind === 'head') return { ...progress, rest: Buffer.from(progress.rest).toString('latin1') + text.slice(end) };
    if (progress.kind === 'refused') return progress;
    start = end;
  }
  return { kind: 'more' };
}

const OK = 'HTTP/1.1 206 Partial Content\r\n';

test('names are in lower case, values without the blanks around them, repeated headers repeated, and the rest is left', () => {
  const text = `${OK}ETag: "a b" \t\r\nX-Empty:\r\nx-empty: \t \r\nSet-Cookie:a\r\nSet-Cookie:  b:c\r\nX-Name: caf\u00e9\r\n\r\nbody\r\n\r\n`;
  expect(read(text)).toEqual({
    kind: 'head',
    head: {
      status: 206,
      minor: 1,
      headers: [
        ['etag', '"a b"'],
        ['x-empty', ''],
        ['x-empty', ''],
        ['set-cookie', 'a'],
        ['set-cookie', 'b:c'],
        ['x-name', 'caf\u00e9'],
      ],
    },
    rest: 'body\r\n\r\n',
  });
});

test.each(['HTTP/1.1 200\r\n\r\n', 'HTTP/1.1 200 \r\n\r\n', 'HTTP/1.0 200 OK\r\n\r\n', 'HTTP/1.1 200 \u00e4\tb\r\n\r\n'])(
  '%j is a head',
  (text) => {
    expect(read(text)).toMatchObject({ kind: 'head', head: { status: 200, headers: [] } });
  },
);

test.each(['', 'HTTP', 'HTTP/1.', OK, `${OK}X: y`, `${OK}X: y\r`, `${OK}X: y\r\n`, `${OK}X: y\r\n\r`])('%j may become one', (text) => {
  expect(read(text)).toEqual({ kind: 'more' });
});

describe('what is refused as soon as it is seen', () => {
  test.each([
    ['another protocol', 'SSH-2.0-x'],
    ['another version', 'HTTP/2.0 200 OK\r\n'],
    ['a version that does not exist', 'HTTP/1.2 200 OK\r\n'],
    ['an empty line first', '\r\nHTTP/1.1 200 OK\r\n'],
    ['a status of two digits', 'HTTP/1.1 20 OK\r\n\r\n'],
    ['a status of four digits', 'HTTP/1.1 2000 OK\r\n\r\n'],
    ['a status below 100', 'HTTP/1.1 099 OK\r\n\r\n'],
    ['two blanks before the status', 'HTTP/1.1  200 OK\r\n\r\n'],
    ['a control character in the reason', 'HTTP/1.1 200 O\u0001K\r\n\r\n'],
    ['a line that ends with LF alone', `${OK}X: y\n`],
    ['a first line that ends with LF alone', 'HTTP/1.1 200 OK\n'],
    ['a head that ends with LF alone', `${OK}X: y\r\n\n`],
    ['CR within a line', `${OK}X: y\rz\r\n\r\n`],
    ['CR before the end of a line', `${OK}X: y\r\r\n\r\n`],
    ['NUL in a value', `${OK}X: y\u0000z\r\n\r\n`],
    ['a control character in a value', `${OK}X: y\u007f\r\n\r\n`],
    ['a blank before the colon', `${OK}X : y\r\n\r\n`],
    ['a blank in a name', `${OK}X Y: z\r\n\r\n`],
    ['no name', `${OK}: y\r\n\r\n`],
    ['no colon', `${OK}X\r\n\r\n`],
    ['a folded line', `${OK}X: y\r\n z\r\n\r\n`],
    ['a folded line by a tab', `${OK}X: y\r\n\tz: a\r\n\r\n`],
    ['letters beyond ASCII in a name', `${OK}X\u00e4: y\r\n\r\n`],
  ])('%s', (_, text) => {
    expect(read(text)).toEqual({ kind: 'refused', fault: 'malformed' });
  });

  test('a head of more than 64 KiB, in one line or in many, however slowly it comes', () => {
    const tooLarge = { kind: 'refused', fault: 'head-too-large' };
    expect(read(`${OK}X: ${'y'.repeat(MAX_HEAD_BYTES)}`)).toEqual(tooLarge);
    expect(read(`${OK}${'X: y\r\n'.repeat(MAX_HEAD_BYTES / 6)}`)).toEqual(tooLarge);
    expect(read(`${OK}${'X: y\r\n'.repeat(MAX_HEAD_BYTES / 6)}\r\n`, [100, 200])).toEqual(tooLarge);
    expect(read(`${OK}X: ${'y'.repeat(MAX_HEAD_BYTES - OK.length - 20)}\r\n\r\n`)).toMatchObject({ kind: 'head' });
  });
});

test('long runs of blanks and of lines take no long time', () => {
  const startMs = performance.now();
  for (let nth = 0; nth < 20; nth += 1) read(`${OK}X: y${' '.repeat(60_000)}z${' '.repeat(4_000)}\r\n\r\n`);
  expect(performance.now() - startMs).toBeLessThan(2_000);
});

test('into which pieces a head is cut changes nothing', () => {
  const line = fc.constantFrom('X: y\r\n', 'X: y\n', 'Content-Length: 5\r\n', ' folded\r\n', '\r\n', 'Y:\r\n', '\u0000', 'Z: \u00e4 \r\n');
  fc.assert(
    fc.property(fc.constantFrom(OK, 'HTTP/1.1 200\r\n', 'HTTX'), fc.array(line), fc.array(fc.nat(200)), (first, lines, cuts) => {
      const text = `${first}${lines.join('')}\r\nrest`;
      expect(read(text, cuts)).toEqual(read(text));
    }),
    { numRuns: 500 },
  );
});
