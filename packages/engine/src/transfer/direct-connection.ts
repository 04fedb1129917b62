/**
 * One socket to a server and the exchange on it. Bytes are read with `onread` straight into the memory that the receiver lends, so that
 * neither a buffer is made nor a stream is fed for them. See docs/decisions/0013-direct-transport.md.
 */
import { connect as connectPlain, isIP, type LookupFunction, type OnReadOpts, type Socket } from 'node:net';
import { connect as connectTls, type SecureContext } from 'node:tls';
import type { Clock } from '../clock.ts';
import { DirectExchange, type ExchangeEnd, type Line } from './direct-exchange.ts';
import { bareHost } from './proxy.ts';
import { CIPHERS } from './tls-trust.ts';
import type { ResponseReceiver, TransportOutcome } from './transport.ts';
import type { Timeouts } from './undici-failure.ts';

/** For heads, for bodies whose receiver lends nothing, and for the first bytes after a wait. */
const OWN_BUFFER_BYTES = 64 * 1024;
const KEEP_ALIVE_PROBE_MS = 60_000;

export interface ConnectionOptions {
  readonly server: URL;
  readonly timeouts: Timeouts;
  readonly clock: Clock;
  /** Null: Node's own trust. */
  readonly secureContext: SecureContext | null;
  readonly lookup: LookupFunction | null;
  readonly sessions: TlsSessions;
}

/** TLS sessions by server, so that only the first connection pays for a whole handshake. */
interface TlsSessions {
  get(server: string): Buffer | undefined;
  set(server: string, session: Buffer): void;
}

const CONNECT_TIMEOUT = Object.assign(new Error('no connection in time'), { code: 'UND_ERR_CONNECT_TIMEOUT' });

export class DirectConnection implements Line {
  readonly #options: ConnectionOptions;
  readonly #socket: Socket;
  readonly #ownBuffer: Uint8Array;
  readonly #onGone: () => void;
  #exchange: DirectExchange | null = null;
  #connected = false;
  #isGone = false;
  #requests = 0;
  /** Waits for the connection. */
  #request: string | null = null;
  #cancelTimer: (() => void) | null = null;

  /** Takes the socket over; `open` is the way to get one. */
  constructor(options: ConnectionOptions, socket: Socket, ownBuffer: Uint8Array, onGone: () => void) {
    this.#options = options;
    this.#socket = socket;
    this.#ownBuffer = ownBuffer;
    this.#onGone = onGone;
  }

  /** Begins to connect; `onGone` is called once, when the socket is of no use any more. */
  static open(options: ConnectionOptions, onGone: () => void): DirectConnection {
    // No Buffer: the `slice` of one is no copy, and receivers keep bytes with it.
    const ownBuffer = new Uint8Array(OWN_BUFFER_BYTES);
    let opened: DirectConnection | null = null;
    // Node.js asks for the first buffer before it gives the socket.
    const socket = openSocket(options, {
      buffer: () => (opened === null ? ownBuffer : opened.#nextBuffer()),
      callback: (count, buffer) => (opened === null ? false : opened.#read(count, buffer)),
    });
    opened = new DirectConnection(options, socket, ownBuffer, onGone);
    opened.#listen();
    return opened;
  }

  /** Whether it has served a request: the server may close such a connection just as the next one is sent. */
  get isUsed(): boolean {
    return this.#requests > 1;
  }

  /** TLS hands over what it has decrypted, even after it was told to stop. */
  get stopsAtOnce(): boolean {
    return this.#options.server.protocol === 'http:';
  }

  get isGone(): boolean {
    return this.#isGone;
  }

  /** Sends `request` and reads its answer. One at a time. Settles when the connection is free or closed; never rejects. */
  exchange(request: string, receiver: ResponseReceiver, signal: AbortSignal): Promise<ExchangeEnd> {
    return new Promise((resolve) => {
      const callOff = (): void => exchange.stop({ kind: 'aborted' });
      const exchange = new DirectExchange(receiver, this, (end) => {
        signal.removeEventListener('abort', callOff);
        this.#release(end);
        resolve(end);
      });
      this.#exchange = exchange;
      this.#requests += 1;
      signal.addEventListener('abort', callOff, { once: true });
      this.#socket.ref();
      this.#socket.setTimeout(0);
      if (this.#isGone) exchange.lose(null);
      else if (this.#connected) this.#send(request);
      else this.#request = request;
    });
  }

  /** Ends what is under way, too. */
  close(outcome: TransportOutcome = { kind: 'aborted' }): void {
    this.#exchange?.stop(outcome);
    this.#discard();
  }

  headCame(): void {
    this.#cancelTimer?.();
    this.#socket.setTimeout(this.#options.timeouts.bodyIdleMs);
  }

  held(): void {
    this.#socket.setTimeout(0);
  }

  resume(): void {
    this.#socket.setTimeout(this.#options.timeouts.bodyIdleMs);
    this.#socket.resume();
  }

  #listen(): void {
    const socket = this.#socket;
    const { clock, server, sessions, timeouts } = this.#options;
    const isTls = server.protocol === 'https:';
    this.#cancelTimer = clock.after(timeouts.connectMs, () => this.#lose(CONNECT_TIMEOUT));
    socket.once(isTls ? 'secureConnect' : 'connect', () => this.#ready());
    socket.on('timeout', () => this.#onSilence());
    socket.on('error', (error) => this.#lose(error));
    socket.on('end', () => this.#lose(null));
    socket.on('close', () => this.#lose(null));
    if (isTls) socket.on('session', (session: Buffer) => sessions.set(server.host, session));
  }

  #ready(): void {
    this.#connected = true;
    this.#cancelTimer?.();
    const request = this.#request;
    this.#request = null;
    if (request !== null) this.#send(request);
  }

  #send(request: string): void {
    const { clock, timeouts } = this.#options;
    this.#socket.write(request, 'latin1');
    const afterMs = timeouts.headMs;
    this.#cancelTimer = clock.after(afterMs, () =>
      this.close({ kind: 'failed', failure: { kind: 'timeout', waitedFor: 'head', afterMs } }),
    );
  }

  #read(count: number, buffer: Uint8Array): boolean {
    if (this.#exchange !== null) return this.#exchange.feed(count === buffer.byteLength ? buffer : buffer.subarray(0, count));
    // An answer that nobody asked for.
    this.#discard();
    return false;
  }

  /** Asked after each read, for the next one. Without an exchange it is never memory of others. */
  #nextBuffer(): Uint8Array {
    return this.#exchange?.lend() ?? this.#ownBuffer;
  }

  /** No byte for too long: of a body, or while nobody wants one. */
  #onSilence(): void {
    const afterMs = this.#options.timeouts.bodyIdleMs;
    this.close({ kind: 'failed', failure: { kind: 'timeout', waitedFor: 'body', afterMs } });
  }

  #lose(error: unknown): void {
    this.#exchange?.lose(error);
    this.#discard();
  }

  #release(end: ExchangeEnd): void {
    this.#exchange = null;
    this.#cancelTimer?.();
    if (end.kind !== 'over' || end.idleMs === null || this.#isGone) return this.#discard();
    this.#socket.setTimeout(end.idleMs);
    this.#socket.unref();
    // The last bytes may have held it back.
    this.#socket.resume();
  }

  #discard(): void {
    if (this.#isGone) return;
    this.#isGone = true;
    this.#cancelTimer?.();
    this.#socket.destroy();
    this.#onGone();
  }
}

function openSocket({ server, secureContext, lookup, sessions }: ConnectionOptions, reading: Reading): Socket {
  const host = bareHost(server.hostname);
  const isTls = server.protocol === 'https:';
  const common = {
    host,
    port: Number(server.port) || (isTls ? 443 : 80),
    autoSelectFamily: true,
    noDelay: true,
    keepAlive: true,
    keepAliveInitialDelay: KEEP_ALIVE_PROBE_MS,
    ...(lookup === null ? {} : { lookup }),
    // The types know only a fixed buffer; a function is documented since Node 12.10.
    onread: reading as unknown as OnReadOpts,
  };
  if (!isTls) return connectPlain(common);
  const session = sessions.get(server.host);
  return connectTls({
    ...common,
    // RFC 6066 §3: never an address.
    ...(isIP(host) === 0 ? { servername: host } : {}),
    ALPNProtocols: ['http/1.1'],
    ...(secureContext === null ? CIPHERS : { secureContext }),
    ...(session === undefined ? {} : { session }),
  });
}

interface Reading {
  readonly buffer: () => Uint8Array;
  readonly callback: (count: number, buffer: Uint8Array) => boolean;
}
