/** What every Transport promises, against real servers: scripted origins, and raw sockets that say what no server should. */
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import {
  badChunk,
  headerBomb,
  interim,
  malformedHead,
  resetAfter,
  seededBytes,
  stallAfter,
  stallHead,
  startOrigin,
  twoContentLengths,
  type Fault,
  type Origin,
  type OriginOptions,
} from '@sluice/testkit';
import type { ResponseHead } from '../../source/response-head.ts';
import type { Appetite, ResponseReceiver, Transport, TransportOutcome } from '../transport.ts';
import type { UndiciTransportOptions } from '../undici-transport.ts';

const KiB = 1024;
const MiB = 1024 * KiB;
const PATH = '/f.bin';

/** Takes everything, and remembers it. */
class Taker implements ResponseReceiver {
  readonly heads: ResponseHead[] = [];
  readonly chunks: Uint8Array[] = [];
  /** Settles with the first chunk. */
  readonly begun: Promise<void>;
  #begin!: () => void;
  readonly #appetite: (bytes: number) => Appetite | Promise<Appetite>;

  constructor(appetite: (bytes: number) => Appetite | Promise<Appetite> = () => 'more') {
    this.#appetite = appetite;
    this.begun = new Promise((resolve) => (this.#begin = resolve));
  }
  head(head: ResponseHead): 'read' {
    this.heads.push(head);
    return 'read';
  }
  chunk(bytes: Uint8Array): Appetite | Promise<Appetite> {
    this.chunks.push(bytes.slice());
    this.#begin();
    return this.#appetite(this.length);
  }
  get length(): number {
    return this.chunks.reduce((sum, chunk) => sum + chunk.byteLength, 0);
  }
  get bytes(): Buffer {
    return Buffer.concat(this.chunks);
  }
}

async function openOrigin(
  sizeBytes: number,
  faults: readonly Fault[] = [],
  options: OriginOptions = {},
): Promise<{ origin: Origin; url: string }> {
  const origin = await startOrigin(options);
  onTestFinished(() => origin.close());
  return { origin, url: origin.serve(PATH, { seed: 1, sizeBytes, faults }) };
}

function get(transport: Transport, url: string, receiver: ResponseReceiver = new Taker(), signal?: AbortSignal): Promise<TransportOutcome> {
  return transport.get({ url, headers: [] }, receiver, signal ?? new AbortController().signal);
}

/** A server that answers each connection with `talk`; returns its URL. */
async function rawServer(talk: (socket: Socket, request: string) => void): Promise<string> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('data', (data) => talk(socket, data.toString('latin1')));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const ok = (body: string, headers = ''): string => `HTTP/1.1 200 OK\r\nContent-Length: ${body.length}\r\n${headers}\r\n${body}`;

/** Resolves once a number has stayed the same for many turns of the event loop. */
async function untilStill(count: () => number): Promise<void> {
  const last = { seen: -1, turns: 0 };
  while (last.turns < 400) {
    last.turns = count() === last.seen ? last.turns + 1 : 0;
    last.seen = count();
    await new Promise((resolve) => setImmediate(resolve));
  }
}

export interface TransportUnderTest {
  readonly name: string;
  open(options?: UndiciTransportOptions): Transport;
  /** undici gives up connections that say `100 Continue` unasked, and has one code for two lengths and a cut body. */
  readonly isUndici: boolean;
}

/** Runs the tests; `open` is called by most of them, and what it opened is closed by them. */
export function transportContract({ name, open, isUndici }: TransportUnderTest): void {
  function openTransport(options: UndiciTransportOptions = {}): Transport {
    const transport = open(options);
    onTestFinished(() => transport.close());
    return transport;
  }

  describe(name, () => {
    describe('a response', () => {
      test('arrives whole: its head once, with names in lower case and repeated headers repeated, and its body bit for bit', async () => {
        const { origin } = await openOrigin(0);
        const url = origin.serve(PATH, {
          seed: 1,
          sizeBytes: 3 * MiB + 7,
          headers: [
            ['X-Twice', 'a'],
            ['X-Twice', 'b'],
          ],
        });
        const taker = new Taker();
        expect(await get(openTransport(), url, taker)).toEqual({ kind: 'ended' });
        expect(taker.bytes.equals(seededBytes(1, { start: 0, end: 3 * MiB + 7 }))).toBe(true);
        expect(taker.heads).toHaveLength(1);
        const headers = taker.heads[0]?.headers ?? [];
        expect(headers.filter(([name]) => name === 'x-twice')).toEqual([
          ['x-twice', 'a'],
          ['x-twice', 'b'],
        ]);
        expect(headers.filter(([name]) => name !== name.toLowerCase())).toEqual([]);
      });

      test('without a body ends all the same', async () => {
        const { url } = await openOrigin(0);
        expect(await get(openTransport(), url)).toEqual({ kind: 'ended' });
      });

      test.each([102, 103])('that comes after an interim %d is the one that counts', async (code) => {
        const { url } = await openOrigin(10, [interim(code)]);
        const taker = new Taker();
        expect(await get(openTransport(), url, taker)).toEqual({ kind: 'ended' });
        expect(taker.heads.map((head) => head.status)).toEqual([200]);
        expect(taker.length).toBe(10);
      });

      test('that comes after a 100 that nobody asked for counts, or the connection is given up; nothing wrong is called right', async () => {
        const { url } = await openOrigin(10, [interim(100)]);
        const taker = new Taker();
        const refused = { kind: 'failed', failure: { kind: 'reset', host: '127.0.0.1' } };
        expect(await get(openTransport(), url, taker)).toEqual(isUndici ? refused : { kind: 'ended' });
        expect(taker.length).toBe(isUndici ? 0 : 10);
      });

      test('that nobody wants is discarded, and its connection is closed', async () => {
        const { origin, url } = await openOrigin(64 * MiB);
        const outcome = await get(openTransport(), url, { head: () => 'discard', chunk: () => 'more' });
        expect(outcome).toEqual({ kind: 'discarded' });
        await origin.untilConnections(0);
      });

      test('of which nobody wants more is cut off, and its connection is closed', async () => {
        const { origin, url } = await openOrigin(64 * MiB);
        const taker = new Taker((bytes) => (bytes >= MiB ? 'enough' : 'more'));
        expect(await get(openTransport(), url, taker)).toEqual({ kind: 'discarded' });
        await origin.untilConnections(0);
        expect(taker.length).toBeLessThan(2 * MiB);
      });

      test('whose receiver takes its time holds the server back, and goes on when it is ready', async () => {
        const size = 64 * MiB;
        const { origin, url } = await openOrigin(size);
        let release!: (appetite: Appetite) => void;
        let chunks = 0;
        const taker = new Taker(() => ((chunks += 1) === 1 ? new Promise<Appetite>((resolve) => (release = resolve)) : 'more'));
        const outcome = get(openTransport(), url, taker);
        await taker.begun;
        // What fits into the buffers of two sockets goes out; then it stands still.
        await untilStill(() => origin.bytesSent(PATH));
        expect(origin.bytesSent(PATH)).toBeLessThan(size / 2);
        expect(taker.chunks).toHaveLength(1);
        release('more');
        expect(await outcome).toEqual({ kind: 'ended' });
        expect(taker.length).toBe(size);
      });

      test('ends only when the receiver is done with its last chunk', async () => {
        const { url } = await openOrigin(10);
        let done = false;
        const outcome = get(openTransport(), url, {
          head: () => 'read',
          chunk: () => new Promise((resolve) => setImmediate(() => setImmediate(() => ((done = true), resolve('more'))))),
        });
        await outcome;
        expect(done).toBe(true);
      });
    });

    describe('a request', () => {
      test('has the path as it is written, and the headers as they are given', async () => {
        let seen = '';
        const url = await rawServer((socket, request) => {
          seen = request;
          socket.end(ok('x'));
        });
        const transport = openTransport();
        const headers = [
          ['X-One', '1'],
          ['Range', 'bytes=0-'],
        ] as const;
        await transport.get({ url: `${url}/a/../b%2F//c/./%e4?x=/../&y#part`, headers }, new Taker(), new AbortController().signal);
        expect(seen.split('\r\n')[0]).toBe('GET /a/../b%2F//c/./%e4?x=/../&y HTTP/1.1');
        expect(seen).toMatch(/\r\nX-One: 1\r\n/);
        expect(seen).toMatch(/\r\nRange: bytes=0-\r\n/);
      });

      test.each([
        ['', 'GET / HTTP/1.1'],
        ['?q=1', 'GET /?q=1 HTTP/1.1'],
      ])('for an address without a path asks for the root: %j', async (tail, line) => {
        let seen = '';
        const url = await rawServer((socket, request) => {
          seen = request;
          socket.end(ok(''));
        });
        await get(openTransport(), `${url}${tail}`);
        expect(seen.split('\r\n')[0]).toBe(line);
      });

      test('after another uses its connection again', async () => {
        const { origin, url } = await openOrigin(100 * KiB);
        const transport = openTransport();
        for (let nth = 0; nth < 3; nth += 1) await get(transport, url);
        expect(origin.requests.map((request) => request.socket)).toEqual([1, 1, 1]);
      });

      test('beside 31 others of the same server has a connection of its own', async () => {
        const { origin, url } = await openOrigin(256 * KiB);
        const release = origin.hold(PATH, { afterBytes: 0 });
        const transport = openTransport();
        const takers = Array.from({ length: 32 }, () => new Taker());
        const outcomes = Promise.all(takers.map((taker) => get(transport, url, taker)));
        await origin.untilRequests(32);
        release();
        expect(new Set((await outcomes).map((outcome) => outcome.kind))).toEqual(new Set(['ended']));
        expect(new Set(origin.requests.map((request) => request.socket)).size).toBe(32);
        expect(takers.every((taker) => taker.length === 256 * KiB)).toBe(true);
      });
    });

    describe('an order to stop', () => {
      test('before the request lets nothing out', async () => {
        const { origin, url } = await openOrigin(10);
        expect(await get(openTransport(), url, new Taker(), AbortSignal.abort('pause'))).toEqual({ kind: 'aborted' });
        expect(origin.requests).toHaveLength(0);
      });

      test('while it connects is obeyed at once', async () => {
        // A listener whose queue is full lets connections hang; an address that swallows packets would need a network.
        const { origin } = await openOrigin(10);
        const stop = new AbortController();
        const outcome = get(openTransport(), origin.url, new Taker(), stop.signal);
        stop.abort('pause');
        expect(await outcome).toEqual({ kind: 'aborted' });
        await origin.untilConnections(0);
      });

      test('while the head is awaited closes the connection', async () => {
        const { origin, url } = await openOrigin(10, [stallHead()]);
        const stop = new AbortController();
        const outcome = get(openTransport(), url, new Taker(), stop.signal);
        await origin.untilRequests(1);
        stop.abort('pause');
        expect(await outcome).toEqual({ kind: 'aborted' });
        await origin.untilConnections(0);
      });

      test('in the middle of the body closes the connection, and no byte is handed over afterwards', async () => {
        const { origin, url } = await openOrigin(64 * MiB);
        const stop = new AbortController();
        const taker = new Taker();
        const outcome = get(openTransport(), url, taker, stop.signal);
        await taker.begun;
        stop.abort('pause');
        const taken = taker.length;
        expect(await outcome).toEqual({ kind: 'aborted' });
        await origin.untilConnections(0);
        expect(taker.length).toBe(taken);
      });

      test('while the receiver holds the body back is obeyed at once', async () => {
        const { origin, url } = await openOrigin(64 * MiB);
        const stop = new AbortController();
        const taker = new Taker(() => new Promise(() => undefined));
        const outcome = get(openTransport(), url, taker, stop.signal);
        await taker.begun;
        stop.abort('pause');
        expect(await outcome).toEqual({ kind: 'aborted' });
        await origin.untilConnections(0);
      });
    });

    describe('a receiver that throws', () => {
      const BUG = new Error('a bug');

      test.each<[string, ResponseReceiver]>([
        [
          'on the head',
          {
            head: () => {
              throw BUG;
            },
            chunk: () => 'more',
          },
        ],
        [
          'on a chunk',
          {
            head: () => 'read',
            chunk: () => {
              throw BUG;
            },
          },
        ],
        ['later, in its promise', { head: () => 'read', chunk: () => Promise.reject(BUG) }],
      ])('%s is a fault: it rejects, and the connection is closed', async (_, receiver) => {
        const { origin, url } = await openOrigin(64 * MiB);
        await expect(get(openTransport(), url, receiver)).rejects.toBe(BUG);
        await origin.untilConnections(0);
      });
    });

    describe('a server that does not keep to the protocol', () => {
      test.each<[string, Fault, object]>([
        ['a head of more than 64 KiB', headerBomb(80 * KiB), { kind: 'protocol', fault: 'head-too-large' }],
        ['a chunk whose size is none', badChunk(), { kind: 'protocol', fault: 'malformed' }],
        ['a first line that is not HTTP', malformedHead(), { kind: 'protocol', fault: 'malformed' }],
        ['a reset in the middle of the body', resetAfter(MiB), { kind: 'reset', host: '127.0.0.1' }],
      ])('%s is a failure', async (_, fault, failure) => {
        const { url } = await openOrigin(4 * MiB, [fault]);
        expect(await get(openTransport(), url)).toEqual({ kind: 'failed', failure });
      });

      test('two lengths that contradict each other are never taken for a whole file', async () => {
        const { url } = await openOrigin(4 * MiB, [twoContentLengths()]);
        const taker = new Taker();
        const outcome = await get(openTransport(), url, taker);
        const failure = outcome.kind === 'failed' ? outcome.failure : null;
        if (isUndici) expect(['protocol', 'reset']).toContain(failure?.kind);
        else expect(failure).toEqual({ kind: 'protocol', fault: 'content-length' });
        expect(taker.length).toBe(0);
      });

      test('a head of just under 64 KiB is read', async () => {
        const { url } = await openOrigin(10, [headerBomb(60 * KiB)]);
        expect(await get(openTransport(), url)).toEqual({ kind: 'ended' });
      });

      test('an end before the head is a reset', async () => {
        const url = await rawServer((socket) => socket.end());
        expect(await get(openTransport(), url)).toMatchObject({ kind: 'failed', failure: { kind: 'reset' } });
      });

      test('an end before the announced length is a failure, and what came is kept', async () => {
        const url = await rawServer((socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n12345'));
        const taker = new Taker();
        expect(await get(openTransport(), url, taker)).toMatchObject({ kind: 'failed', failure: { kind: 'reset' } });
        expect(taker.bytes.toString()).toBe('12345');
      });

      test('a chunked body that ends without its last chunk is a failure', async () => {
        const url = await rawServer((socket) => socket.end('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n12345\r\n'));
        expect(await get(openTransport(), url)).toMatchObject({ kind: 'failed' });
      });

      test('more bytes than announced never reach the receiver', async () => {
        const url = await rawServer((socket) => socket.end(`${ok('12345')}67890`));
        const taker = new Taker();
        await get(openTransport(), url, taker);
        expect(taker.bytes.toString()).toBe('12345');
      });

      test('a head that never comes, and a body that stops, are timeouts that say how long was waited', async () => {
        const transport = openTransport({ timeouts: { headMs: 400, bodyIdleMs: 410 } });
        const { url } = await openOrigin(MiB, [stallHead({ times: 1 }), stallAfter(10 * KiB)]);
        expect(await get(transport, url)).toEqual({ kind: 'failed', failure: { kind: 'timeout', waitedFor: 'head', afterMs: 400 } });
        expect(await get(transport, url)).toEqual({ kind: 'failed', failure: { kind: 'timeout', waitedFor: 'body', afterMs: 410 } });
      });
    });

    describe('a server that can not be reached', () => {
      test('because nobody listens is refused', async () => {
        const { origin, url } = await openOrigin(1);
        const port = Number(new URL(url).port);
        await origin.close();
        const failure = { kind: 'connect', host: '127.0.0.1', port, cause: 'refused' };
        expect(await get(openTransport(), url)).toEqual({ kind: 'failed', failure });
      });

      test('because its name does not exist is a DNS failure', async () => {
        expect(await get(openTransport(), 'http://no-such-host.invalid/')).toEqual({
          kind: 'failed',
          failure: { kind: 'dns', host: 'no-such-host.invalid' },
        });
      });
    });

    describe('over TLS', () => {
      test('a certificate that nobody vouches for is a failure, and no request is sent', async () => {
        const { origin, url } = await openOrigin(10, [], { tls: true });
        expect(await get(openTransport(), url)).toMatchObject({ kind: 'failed', failure: { kind: 'tls', host: '127.0.0.1' } });
        expect(origin.requests).toHaveLength(0);
      });

      test('a certificate of another host is a failure', async () => {
        const { origin, url } = await openOrigin(10, [], { tls: { names: ['DNS:other.example'] } });
        const transport = openTransport({ extraAuthorities: [origin.ca ?? ''] });
        expect(await get(transport, url)).toEqual({
          kind: 'failed',
          failure: { kind: 'tls', host: '127.0.0.1', code: 'ERR_TLS_CERT_ALTNAME_INVALID' },
        });
      });

      test('a certificate that is trusted serves the file', async () => {
        const { origin, url } = await openOrigin(MiB, [], { tls: true });
        const taker = new Taker();
        expect(await get(openTransport({ extraAuthorities: [origin.ca ?? ''] }), url, taker)).toEqual({ kind: 'ended' });
        expect(taker.bytes.equals(seededBytes(1, { start: 0, end: MiB }))).toBe(true);
      });

      test('a server that speaks no TLS is a failure', async () => {
        const url = await rawServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n'));
        expect(await get(openTransport(), url.replace('http:', 'https:'))).toMatchObject({ kind: 'failed', failure: { kind: 'tls' } });
      });
    });

    describe('connections that are dropped', () => {
      test('while a body arrives let it finish, and the next request has a new one', async () => {
        const { origin, url } = await openOrigin(8 * MiB);
        const release = origin.hold(PATH, { afterBytes: MiB });
        const transport = openTransport();
        const taker = new Taker();
        const outcome = get(transport, url, taker);
        await taker.begun;
        const dropped = transport.dropIdleConnections();
        const second = get(transport, url);
        release();
        expect(await outcome).toEqual({ kind: 'ended' });
        expect(await second).toEqual({ kind: 'ended' });
        await dropped;
        expect(origin.requests.map((request) => request.socket)).toEqual([1, 2]);
        expect(taker.length).toBe(8 * MiB);
      });

      test('while idle are closed', async () => {
        const { origin, url } = await openOrigin(10);
        const transport = openTransport();
        await get(transport, url);
        await transport.dropIdleConnections();
        await origin.untilConnections(0);
        expect(await get(transport, url)).toEqual({ kind: 'ended' });
      });
    });

    describe('a transport that is closed', () => {
      test('during a body ends the exchange without calling it whole, and closes its connection', async () => {
        const { origin, url } = await openOrigin(64 * MiB);
        const transport = openTransport();
        const taker = new Taker();
        const outcome = get(transport, url, taker).catch(() => ({ kind: 'fault' }));
        await taker.begun;
        await transport.close();
        expect((await outcome).kind).not.toBe('ended');
        await origin.untilConnections(0);
      });

      test('twice is no trouble', async () => {
        const transport = openTransport();
        await transport.close();
        await transport.close();
      });
    });
  });
}
