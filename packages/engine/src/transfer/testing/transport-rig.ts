/** What the tests of a Transport share: servers, a receiver that remembers, and the exchange itself. */
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';
import { startOrigin, type Fault, type Origin, type OriginOptions } from '@sluice/testkit';
import type { ResponseHead } from '../../source/response-head.ts';
import type { Appetite, ResponseReceiver, Transport, TransportOutcome } from '../transport.ts';
import type { UndiciTransportOptions } from '../undici-transport.ts';

export const KiB = 1024;
export const MiB = 1024 * KiB;
export const PATH = '/f.bin';

/** Takes everything, and remembers it. */
export class Taker implements ResponseReceiver {
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

/** A scripted server with one file, closed when the test is over. */
export async function openOrigin(
  sizeBytes: number,
  faults: readonly Fault[] = [],
  options: OriginOptions = {},
): Promise<{ origin: Origin; url: string }> {
  const origin = await startOrigin(options);
  onTestFinished(() => origin.close());
  return { origin, url: origin.serve(PATH, { seed: 1, sizeBytes, faults }) };
}

/** One exchange; without a receiver the body is taken and dropped with the test. */
export function get(
  transport: Transport,
  url: string,
  receiver: ResponseReceiver = new Taker(),
  signal?: AbortSignal,
): Promise<TransportOutcome> {
  return transport.get({ url, headers: [] }, receiver, signal ?? new AbortController().signal);
}

/** A server that answers each connection with `talk`; returns its URL. */
export async function rawServer(talk: (socket: Socket, request: string) => void): Promise<string> {
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

/** A whole response with this body. */
export const ok = (body: string, headers = ''): string => `HTTP/1.1 200 OK\r\nContent-Length: ${body.length}\r\n${headers}\r\n${body}`;

/** Resolves once a number has stayed the same for many turns of the event loop. */
export async function untilStill(count: () => number): Promise<void> {
  const last = { seen: -1, turns: 0 };
  while (last.turns < 400) {
    last.turns = count() === last.seen ? last.turns + 1 : 0;
    last.seen = count();
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** What a part of the contract is run against. */
export interface ContractRig {
  /** Closed when the test is over. */
  readonly openTransport: (options?: UndiciTransportOptions) => Transport;
  /** undici gives up connections that say `100 Continue` unasked, and has one code for two lengths and a cut body. */
  readonly isUndici: boolean;
}
