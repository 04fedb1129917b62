/** The same bytes before three parsers: what the direct transport accepts, undici and Node.js read in the same way. */
import { request } from 'node:http';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { once } from 'node:events';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ResponseHead } from '../source/response-head.ts';
import { DirectExchange, type ExchangeEnd } from './direct-exchange.ts';
import type { ResponseReceiver, Transport } from './transport.ts';
import { openUndiciTransport } from './undici-transport.ts';

type Verdict = 'refused' | { readonly status: number; readonly headers: readonly string[]; readonly body: string };

/** Answers every request with what is to be judged, and hangs up. */
let answer = '';
let server: Server;
let port: number;
const transports: Transport[] = [];

beforeAll(async () => {
  server = createServer((socket) => {
    socket.on('error', () => socket.destroy());
    socket.once('data', () => socket.end(answer, 'latin1'));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  port = (server.address() as AddressInfo).port;
});

afterAll(async () => {
  for (const transport of transports) await transport.close();
  server.close();
});

class Witness implements ResponseReceiver {
  #head: ResponseHead | null = null;
  readonly #chunks: Uint8Array[] = [];

  head(head: ResponseHead): 'read' {
    this.#head = head;
    return 'read';
  }

  chunk(bytes: Uint8Array): 'more' {
    this.#chunks.push(Uint8Array.from(bytes));
    return 'more';
  }

  verdict(isWhole: boolean): Verdict {
    if (this.#head === null || !isWhole) return 'refused';
    const { status, headers } = this.#head;
    return { status, headers: headers.map(pairText).toSorted(), body: Buffer.concat(this.#chunks).toString('latin1') };
  }
}

/** undici leaves the blanks behind a value, which are not part of it (RFC 9110 §5.5). */
function pairText([name, value]: readonly [string, string]): string {
  return `${name}: ${value.replace(/[\t ]+$/, '')}`;
}

/** The direct transport's verdict, with the bytes in pieces of the given sizes, and how many of them it needed. */
function directly(text: string, sizes: readonly number[]): { readonly verdict: Verdict; readonly usedBytes: number } {
  const witness = new Witness();
  const ends: ExchangeEnd[] = [];
  const line = { stopsAtOnce: true, headCame: () => undefined, held: () => undefined, resume: () => undefined };
  const exchange = new DirectExchange(witness, line, (end) => ends.push(end));
  const bytes = Uint8Array.from(Buffer.from(text, 'latin1'));
  let fed = 0;
  for (let nth = 0; fed < bytes.byteLength && ends.length === 0; nth += 1) {
    const end = Math.min(bytes.byteLength, fed + (sizes[nth % sizes.length] ?? bytes.byteLength));
    exchange.feed(bytes.slice(fed, end));
    fed = end;
  }
  exchange.lose(null);
  const [end] = ends;
  return { verdict: witness.verdict(end?.kind === 'over' && end.outcome.kind === 'ended'), usedBytes: fed };
}

function direct(text: string, sizes: readonly number[]): Verdict {
  return directly(text, sizes).verdict;
}

async function undici(text: string): Promise<Verdict> {
  answer = text;
  const witness = new Witness();
  const transport = openUndiciTransport();
  transports.push(transport);
  const outcome = await transport.get({ url: `http://127.0.0.1:${port}/`, headers: [] }, witness, new AbortController().signal);
  return witness.verdict(outcome.kind === 'ended');
}

function nodeHttp(text: string): Promise<Verdict> {
  answer = text;
  return new Promise((resolve) => {
    const asking = request({ host: '127.0.0.1', port, agent: false, maxHeaderSize: 65_536 }, (response) => {
      const witness = new Witness();
      const raw = response.rawHeaders;
      const headers = raw.flatMap((name, at) => (at % 2 === 0 ? [[name.toLowerCase(), raw[at + 1] ?? ''] as const] : []));
      witness.head({ status: response.statusCode ?? 0, headers });
      response.on('data', (bytes: Buffer) => witness.chunk(bytes));
      response.on('error', () => resolve('refused'));
      response.on('close', () => resolve(witness.verdict(response.complete)));
    });
    asking.on('error', () => resolve('refused'));
    asking.on('upgrade', (_response, socket) => {
      socket.destroy();
      resolve('refused');
    });
    asking.end();
  });
}

const mostly = <T>(usual: readonly T[], odd: readonly T[]): fc.Arbitrary<T> =>
  fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...usual) }, { weight: 1, arbitrary: fc.constantFrom(...odd) });

const statusLine = mostly(
  ['HTTP/1.1 200 OK', 'HTTP/1.1 206 Partial Content', 'HTTP/1.1 200', 'HTTP/1.0 200 OK', 'HTTP/1.1 404 Not Found'],
  [
    'HTTP/1.1 204 No Content',
    'HTTP/1.1 304 Not Modified',
    'HTTP/1.1 999 X',
    'HTTP/1.1 20 X',
    'HTTP/1.1  200 OK',
    'http/1.1 200 OK',
    'HTTP/0.9 200 OK',
    'ICY 200 OK',
    'HTTP/1.1 101 X',
    'HTTP/1.1 103 X',
  ],
);
const field = fc.oneof(
  mostly(
    ['Content-Length: 5', 'content-length:5', 'Content-Length: 5 '],
    [
      'Content-Length: 05',
      'Content-Length: +5',
      'Content-Length: 5, 5',
      'Content-Length:',
      'Content-Length: 0x5',
      'Content-Length: 18446744073709551616',
      'Content-Length: 5 5',
    ],
  ),
  mostly(
    ['Transfer-Encoding: chunked', 'transfer-encoding:CHUNKED'],
    [
      'Transfer-Encoding: gzip, chunked',
      'Transfer-Encoding: identity',
      'Transfer-Encoding: chunked, chunked',
      'Transfer-Encoding: xchunked',
      'Transfer-Encoding : chunked',
    ],
  ),
  mostly(
    ['Connection: close', 'Connection: keep-alive', 'Keep-Alive: timeout=5'],
    ['Connection: upgrade', 'Upgrade: h2c', 'Connection: close, x'],
  ),
  mostly(
    ['X: y', 'ETag: "a"', 'X-Caf: \u00e9', 'X:', 'X: \t y \t'],
    ['X : y', ' folded', '\tfolded: x', 'X y: z', ': x', 'X', 'X: \u0000', 'X: a\u0001b', '\u00e4: x', 'X: \u007f'],
  ),
);
const lineEnd = fc.oneof({ weight: 30, arbitrary: fc.constant('\r\n') }, { weight: 1, arbitrary: fc.constantFrom('\n', '\r', '\r\r\n') });
const chunkSize = mostly(['5', '05', '5;x=y', '5 ;x'], ['5x', '+5', '0x5', ' 5', '5 ', '', 'fffffffffffffffff', '6', '4', '5;\u0000']);
const chunked = fc
  .tuple(
    chunkSize,
    lineEnd,
    lineEnd,
    mostly(['0', '00', '0;a'], ['-0', '']),
    fc.array(mostly(['T: x\r\n'], ['T\r\n', ' x\r\n', 'T: \u0000\r\n']), { maxLength: 2 }),
    lineEnd,
  )
  .map(([size, afterSize, afterData, last, trailers, end]) => `${size}${afterSize}12345${afterData}${last}\r\n${trailers.join('')}${end}`);
const body = fc.oneof(fc.constantFrom('12345', '', '1234', '1234567'), chunked);

/** Now and then one character is anything at all. */
const mutation = fc.option(fc.record({ at: fc.nat(400), character: fc.integer({ min: 0, max: 255 }), replace: fc.boolean() }), { freq: 3 });
const response = fc
  .tuple(
    fc.array(fc.constant('HTTP/1.1 103 Early\r\nLink: x\r\n\r\n'), { maxLength: 1 }),
    statusLine,
    lineEnd,
    fc.array(fc.tuple(field, lineEnd), { maxLength: 4 }),
    lineEnd,
    body,
    mutation,
  )
  .map(([interim, first, end, fields, blank, rest, change]) => {
    const text = `${interim.join('')}${first}${end}${fields.flat().join('')}${blank}${rest}`;
    if (change === null) return text;
    const at = change.at % (text.length + 1);
    return text.slice(0, at) + String.fromCharCode(change.character) + text.slice(change.replace ? at + 1 : at);
  });

/** undici waits for the bytes that were announced; RFC 9110 §15.3.5 and §15.4.5 say that none come. */
function isEmptyWithLength({ status, headers }: Exclude<Verdict, 'refused'>): boolean {
  return (status === 204 || status === 304) && headers.some((header) => header.startsWith('content-length:'));
}

test('whatever is accepted here, undici and Node.js accept with the same status, headers and body', { timeout: 60_000 }, async () => {
  let accepted = 0;
  await fc.assert(
    fc.asyncProperty(response, fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 8 }), async (text, sizes) => {
      const { verdict, usedBytes } = directly(text, [1]);
      expect(direct(text, sizes)).toEqual(verdict);
      if (verdict === 'refused' || isEmptyWithLength(verdict)) return;
      accepted += 1;
      // More bytes than were announced are another matter: here they cost the connection, and undici gives up the answer, too.
      const message = text.slice(0, usedBytes);
      expect(await undici(message)).toEqual(verdict);
      expect(await nodeHttp(message)).toEqual(verdict);
    }),
    { numRuns: 200 },
  );
  // The property says nothing about bytes that nobody accepts.
  expect(accepted).toBeGreaterThan(10);
});

test.each([204, 304])('a %d has no body, whatever it says', async (status) => {
  const text = `HTTP/1.1 ${status} X\r\nContent-Length: 5\r\n\r\n`;
  const verdict = direct(text, [7]);
  expect(verdict).toEqual({ status, headers: ['content-length: 5'], body: '' });
  expect(await nodeHttp(text)).toEqual(verdict);
  // undici misses the bytes that were announced.
  expect(await undici(text)).toBe('refused');
  expect(await undici(`HTTP/1.1 ${status} X\r\n\r\n`)).toEqual(direct(`HTTP/1.1 ${status} X\r\n\r\n`, [7]));
});

describe('where it is stricter than undici, by choice', () => {
  const tail = 'Content-Length: 5\r\n\r\n12345';
  test.each([
    ['an empty line before the head', `\r\nHTTP/1.1 200 OK\r\n${tail}`],
    ['other versions', `HTTP/2.0 200 OK\r\n${tail}`],
    ['a transfer coding beside chunked', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n5\r\n12345\r\n0\r\n\r\n'],
  ])('%s', async (_, text) => {
    expect(direct(text, [text.length])).toBe('refused');
    expect(await undici(text)).toMatchObject({ body: '12345' });
  });

  test('and where it takes more: an interim 100 that nobody asked for', async () => {
    const text = `HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n${tail}`;
    expect(direct(text, [text.length])).toMatchObject({ status: 200, body: '12345' });
    expect(await nodeHttp(text)).toMatchObject({ status: 200, body: '12345' });
    expect(await undici(text)).toBe('refused');
  });
});
