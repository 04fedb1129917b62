/** The direct transport keeps the promises of the port; and what it does with connections, lent memory and framings of its own. */
import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { describe, expect, onTestFinished, test } from 'vitest';
import { makeCertificate, seededBytes, startOrigin } from '@sluice/testkit';
import { openDirectTransport, type DirectTransportOptions } from './direct-transport.ts';
import { transportContract } from './testing/transport-contract.ts';
import type { Appetite, ResponseReceiver, Transport, TransportOutcome } from './transport.ts';

transportContract({ name: 'the direct transport', open: openDirectTransport, isUndici: false });

const KiB = 1024;
const RESET = { kind: 'failed', failure: { kind: 'reset', host: '127.0.0.1' } };
const failed = (fault: string): object => ({ kind: 'failed', failure: { kind: 'protocol', fault } });

type Talk = (socket: Socket, request: string, nth: number) => void;

interface RawServer {
  readonly url: string;
  /** Requests as they came, each with the number of its connection. */
  readonly asked: readonly number[];
  readonly connections: () => number;
}

async function rawServer(talk: Talk, certificate?: { readonly cert: string; readonly key: string }): Promise<RawServer> {
  const asked: number[] = [];
  const sockets = new Set<Socket>();
  const serve = (socket: Socket): void => {
    const nth = sockets.add(socket).size;
    socket.on('error', () => undefined);
    socket.on('data', (data: Buffer) => {
      asked.push(nth);
      talk(socket, data.toString('latin1'), asked.length);
    });
  };
  const server: Server = certificate === undefined ? createServer(serve) : createTlsServer(certificate, serve);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http${certificate === undefined ? '' : 's'}://127.0.0.1:${port}/`, asked, connections: () => sockets.size };
}

function open(options: DirectTransportOptions = {}): Transport {
  const transport = openDirectTransport(options);
  onTestFinished(() => transport.close());
  return transport;
}

class Collector implements ResponseReceiver {
  text = '';
  readonly #answer: () => Appetite | Promise<Appetite>;

  constructor(answer: () => Appetite | Promise<Appetite> = () => 'more') {
    this.#answer = answer;
  }

  head(): 'read' {
    return 'read';
  }

  chunk(bytes: Uint8Array): Appetite | Promise<Appetite> {
    this.text += Buffer.from(bytes).toString('latin1');
    return this.#answer();
  }
}

function get(transport: Transport, url: string, receiver: ResponseReceiver = new Collector()): Promise<TransportOutcome> {
  return transport.get({ url, headers: [] }, receiver, new AbortController().signal);
}

const turn = (): Promise<Appetite> => new Promise((resolve) => setImmediate(() => resolve('more')));
const answer = (body: string, headers = ''): string => `HTTP/1.1 200 OK\r\nContent-Length: ${body.length}\r\n${headers}\r\n${body}`;
const CHUNKED = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n';

describe('a body', () => {
  test.each([
    ['in chunks', `${CHUNKED}5\r\n12345\r\n3;x=y\r\n678\r\n0\r\nT: x\r\n\r\n`, '12345678'],
    ['that ends with its connection', 'HTTP/1.1 200 OK\r\n\r\n12345678', '12345678'],
    ['of HTTP/1.0', 'HTTP/1.0 200 OK\r\nContent-Length: 8\r\n\r\n12345678', '12345678'],
  ])('%s is read, also by a receiver that holds back every piece of it', async (_, text, body) => {
    for (const cut of [text.length, 1, 7]) {
      const { url } = await rawServer((socket) => {
        for (let at = 0; at < text.length; at += cut) socket.write(text.slice(at, at + cut));
        socket.end();
      });
      for (const collector of [new Collector(), new Collector(turn)]) {
        expect(await get(open(), url, collector)).toEqual({ kind: 'ended' });
        expect(collector.text).toBe(body);
      }
    }
  });

  test.each([
    ['in chunks, cut', `${CHUNKED}5\r\n123`, RESET],
    ['in chunks, without the last one', `${CHUNKED}5\r\n12345\r\n`, RESET],
    ['in chunks, cut within the trailers', `${CHUNKED}0\r\nT: x\r\n`, RESET],
    ['in chunks that are longer than they say', `${CHUNKED}4\r\n12345\r\n0\r\n\r\n`, failed('malformed')],
    ['in chunks of a negative size', `${CHUNKED}-5\r\n`, failed('malformed')],
    ['in chunks with a size line without end', CHUNKED + '0'.repeat(5_000), failed('malformed')],
    ['with trailers without end', `${CHUNKED}0\r\n${'T: xxxxxxxx\r\n'.repeat(3_000)}`, failed('malformed')],
    ['in chunks and of a length', answer('12345', 'Transfer-Encoding: chunked\r\n'), failed('content-length')],
    ['of two lengths that agree', answer('12345', 'Content-Length: 5\r\n'), failed('content-length')],
    ['of a length that is none', 'HTTP/1.1 200 OK\r\nContent-Length: 5x\r\n\r\n12345', failed('content-length')],
    ['in a transfer coding beside chunked', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n', failed('content-coding')],
    ['of another protocol', 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n', failed('status')],
    ['after interim answers without end', 'HTTP/1.1 102 Processing\r\n\r\n'.repeat(30), failed('status')],
  ])('%s is a failure', async (_, text, outcome) => {
    const { url } = await rawServer((socket) => socket.end(text));
    expect(await get(open(), url)).toEqual(outcome);
  });
});

describe('a connection', () => {
  test('is used again after a chunked body, and after one whose receiver held back its end', async () => {
    const { url, asked } = await rawServer((socket) => socket.write(`${CHUNKED}5\r\n12345\r\n0\r\n\r\n`));
    const transport = open();
    for (let nth = 0; nth < 3; nth += 1) expect(await get(transport, url, new Collector(turn))).toEqual({ kind: 'ended' });
    expect(asked).toEqual([1, 1, 1]);
  });

  test.each([
    ['says that it closes', answer('12345', 'Connection: x, Close\r\n')],
    ['speaks HTTP/1.0', answer('12345').replace('1.1', '1.0')],
    ['sent more than it announced', `${answer('12345')}HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n`],
    ['sent more after its last chunk', `${CHUNKED}0\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n`],
    ['leaves no time for another request', answer('12345', 'Keep-Alive: timeout=1\r\n')],
  ])('whose server %s is not used again', async (_, text) => {
    const { url, asked } = await rawServer((socket) => socket.write(text));
    const transport = open();
    for (let nth = 0; nth < 2; nth += 1) expect(await get(transport, url)).toEqual({ kind: 'ended' });
    expect(asked).toEqual([1, 2]);
  });

  test('on which something comes while nobody asks is closed, and what came answers nothing', async () => {
    let unasked: Socket | null = null;
    const { url, asked } = await rawServer((socket, _request, nth) => {
      socket.write(answer(`body ${nth}`));
      if (nth === 1) unasked = socket;
    });
    const transport = open();
    await get(transport, url);
    const closed = once(unasked as unknown as Socket, 'close');
    (unasked as unknown as Socket).write(answer('body X'));
    await closed;
    const collector = new Collector();
    expect(await get(transport, url, collector)).toEqual({ kind: 'ended' });
    expect([collector.text, asked]).toEqual(['body 2', [1, 2]]);
  });

  test('that its server closes just when it is used again is replaced, once, because nothing was answered', async () => {
    const { url, asked } = await rawServer((socket, _request, nth) => (nth === 2 ? socket.destroy() : socket.write(answer('12345'))));
    const transport = open();
    await get(transport, url);
    expect(await get(transport, url)).toEqual({ kind: 'ended' });
    expect(asked).toEqual([1, 1, 2]);
  });

  test('that is new and closed without an answer is a failure, and the request is not sent again', async () => {
    const { url, asked } = await rawServer((socket) => socket.destroy());
    expect(await get(open(), url)).toMatchObject(RESET);
    expect(asked).toEqual([1]);
  });

  test('that breaks after the first byte of an answer is a failure, and the request is not sent again', async () => {
    const { url, asked } = await rawServer((socket, _request, nth) => (nth === 2 ? socket.end('H') : socket.write(answer('12345'))));
    const transport = open();
    await get(transport, url);
    expect(await get(transport, url)).toEqual(RESET);
    expect(asked).toEqual([1, 1]);
  });

  test('whose server never greets is given up when the time for connecting is over', async () => {
    const silent = await rawServer(() => undefined);
    const url = silent.url.replace('http:', 'https:');
    expect(await get(open({ timeouts: { connectMs: 50 } }), url)).toMatchObject({
      kind: 'failed',
      failure: { kind: 'connect', cause: 'timeout' },
    });
  });

  test('resumes the TLS session of the one before', async () => {
    const certificate = await makeCertificate();
    const resumed: boolean[] = [];
    const { url } = await rawServer((socket) => {
      resumed.push('isSessionReused' in socket && (socket as Socket & { isSessionReused(): boolean }).isSessionReused());
      socket.write(answer('12345', 'Connection: close\r\n'));
    }, certificate);
    const transport = open({ extraAuthorities: [certificate.cert] });
    for (let nth = 0; nth < 2; nth += 1) expect(await get(transport, url)).toEqual({ kind: 'ended' });
    expect(resumed).toEqual([false, true]);
  });
});

describe('the time for a body', () => {
  test('does not run while its receiver is busy', async () => {
    const { url } = await rawServer((socket) => socket.write(answer('12345')));
    const slow = new Collector(() => new Promise((resolve) => setTimeout(() => resolve('more'), 120)));
    expect(await get(open({ timeouts: { bodyIdleMs: 40 } }), url, slow)).toEqual({ kind: 'ended' });
  });
});

/** Lends one slab that it fills from its start, as the writer of the engine does, and waits at its end. */
class Lender implements ResponseReceiver {
  readonly #slab: Uint8Array;
  #filled = 0;
  copied = 0;
  onHead: () => void = () => undefined;
  readonly parts: Uint8Array[] = [];

  constructor(slabBytes: number) {
    this.#slab = new Uint8Array(slabBytes);
  }

  head(): 'read' {
    this.onHead();
    return 'read';
  }

  lend(): Uint8Array {
    return this.#slab.subarray(this.#filled === this.#slab.byteLength ? 0 : this.#filled);
  }

  chunk(bytes: Uint8Array): Appetite | Promise<Appetite> {
    if (bytes.buffer === this.#slab.buffer) {
      expect(bytes.byteOffset).toBe(this.#filled);
      this.#filled += bytes.byteLength;
    } else {
      this.copied += bytes.byteLength;
      this.#flush();
      this.parts.push(bytes.slice());
    }
    if (this.#filled < this.#slab.byteLength) return 'more';
    return new Promise((resolve) =>
      setImmediate(() => {
        this.#flush();
        resolve('more');
      }),
    );
  }

  bytes(): Buffer {
    this.#flush();
    return Buffer.concat(this.parts);
  }

  #flush(): void {
    this.parts.push(this.#slab.slice(0, this.#filled));
    this.#filled = 0;
  }
}

describe('lent memory', () => {
  test.each([false, true])('is read into, and the file is whole; TLS: %s', async (tls) => {
    const origin = await startOrigin({ tls });
    onTestFinished(() => origin.close());
    const sizeBytes = 4 * 1024 * KiB + 11;
    const url = origin.serve('/f.bin', { seed: 3, sizeBytes });
    const lender = new Lender(100 * KiB);
    const transport = open({ extraAuthorities: origin.ca === null ? [] : [origin.ca] });
    expect(await get(transport, url, lender)).toEqual({ kind: 'ended' });
    expect(lender.bytes().equals(seededBytes(3, { start: 0, end: sizeBytes }))).toBe(true);
    // The first bytes come with the head; with TLS, also those after each wait.
    expect(lender.copied).toBeLessThan(sizeBytes / (tls ? 2 : 20));
  });

  test('is never written to once the answer is over', async () => {
    const sockets: Socket[] = [];
    const server = await rawServer((socket) => {
      sockets.push(socket);
      socket.write(answer('12345').replace('12345', ''));
    });
    const lender = new Lender(KiB);
    // The body comes after the head was read, and so into what was lent.
    lender.onHead = () => sockets[0]?.write('12345');
    expect(await get(open(), server.url, lender)).toEqual({ kind: 'ended' });
    expect([lender.bytes().toString(), lender.copied]).toEqual(['12345', 0]);
    const [socket] = sockets;
    if (socket === undefined) throw new Error('nobody asked');
    const closed = once(socket, 'close');
    socket.write('x'.repeat(KiB));
    await closed;
    expect([...lender.lend()].filter((byte) => byte === 'x'.charCodeAt(0))).toEqual([]);
  });
});
