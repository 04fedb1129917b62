/** The Transport for what nearly every download is: HTTP/1.1 straight to the server, read into the writer's own memory. */
import type { LookupFunction } from 'node:net';
import type { Clock } from '../clock.ts';
import { systemClock } from '../system-clock.ts';
import type { DirectConnection } from './direct-connection.ts';
import type { ExchangeEnd } from './direct-exchange.ts';
import { DirectPool } from './direct-pool.ts';
import { splitUrl, type Target } from './split-url.ts';
import { DEFAULT_TIMEOUTS, failureOf, type Timeouts } from './undici-failure.ts';
import { trustedContext } from './tls-trust.ts';
import type { ResponseReceiver, Transport, TransportOutcome, TransportRequest } from './transport.ts';

export interface DirectTransportOptions {
  readonly timeouts?: Partial<Timeouts>;
  /** PEM certificates trusted beside those that Node.js and the system trust. */
  readonly extraAuthorities?: readonly string[];
  /** How names are looked up; absent: as the system does. */
  readonly lookup?: LookupFunction;
  readonly clock?: Clock;
}

/** Opens a transport that knows no proxies; its sockets live until `close`. */
export function openDirectTransport(options: DirectTransportOptions = {}): Transport {
  return new DirectTransport(options);
}

class DirectTransport implements Transport {
  readonly #timeouts: Timeouts;
  readonly #pool: DirectPool;
  #isClosed = false;

  constructor({ timeouts, extraAuthorities = [], lookup, clock = systemClock }: DirectTransportOptions) {
    this.#timeouts = { ...DEFAULT_TIMEOUTS, ...timeouts };
    const secureContext = trustedContext(extraAuthorities);
    this.#pool = new DirectPool({ timeouts: this.#timeouts, clock, secureContext, lookup: lookup ?? null });
  }

  async get(request: TransportRequest, receiver: ResponseReceiver, signal: AbortSignal): Promise<TransportOutcome> {
    if (this.#isClosed) throw new Error('the transport is closed');
    if (signal.aborted) return { kind: 'aborted' };
    const target = splitUrl(request.url);
    const server = new URL(target.origin);
    const text = requestText(target, server, request.headers);
    const waiting = this.#pool.take(server);
    const end = await this.#exchange(waiting ?? this.#pool.open(server), server, text, receiver, signal);
    if (end.kind !== 'lost' || end.answered || waiting === null) return this.#judge(end, server);
    // The server closed it just when it was used again, and nothing was answered: a new one tells whether it is there (RFC 9112 §9.3.1).
    if (signal.aborted) return { kind: 'aborted' };
    if (this.#isClosed) return { kind: 'aborted' };
    return this.#judge(await this.#exchange(this.#pool.open(server), server, text, receiver, signal), server);
  }

  dropIdleConnections(): Promise<void> {
    this.#pool.renew();
    return Promise.resolve();
  }

  close(): Promise<void> {
    this.#isClosed = true;
    this.#pool.close();
    return Promise.resolve();
  }

  async #exchange(
    connection: DirectConnection,
    server: URL,
    text: string,
    receiver: ResponseReceiver,
    signal: AbortSignal,
  ): Promise<ExchangeEnd> {
    const end = await connection.exchange(text, receiver, signal);
    this.#pool.put(server, connection);
    return end;
  }

  #judge(end: ExchangeEnd, server: URL): TransportOutcome {
    switch (end.kind) {
      case 'over':
        return end.outcome;
      case 'fault':
        throw end.cause;
      case 'lost': {
        if (end.error === null) return { kind: 'failed', failure: { kind: 'reset', host: server.hostname } };
        const failure = failureOf(end.error, server, this.#timeouts);
        if (failure === null) throw end.error;
        return { kind: 'failed', failure };
      }
    }
  }
}

/** RFC 9112 §3: the path as it is given, `Host` first. What may stand in a header was checked by whoever chose this transport. */
function requestText({ path }: Target, server: URL, headers: TransportRequest['headers']): string {
  const lines = headers.map(([name, value]) => `${name}: ${value}\r\n`);
  return `GET ${path} HTTP/1.1\r\nHost: ${server.host}\r\nConnection: keep-alive\r\n${lines.join('')}\r\n`;
}
