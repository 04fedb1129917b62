/** The Transport for general HTTP over undici's dispatch. Which socket a request takes is decided here; what the answer means, above. */
import type { LookupFunction } from 'node:net';
import { ProxyError } from './proxy-error.ts';
import { chooseProxy } from './choose-proxy.ts';
import { DIRECT, type ProxyChoice, type ProxyFor } from './proxy.ts';
import { splitUrl } from './split-url.ts';
import type { ResponseReceiver, Transport, TransportOutcome, TransportRequest } from './transport.ts';
import { UndiciAgents, type Way } from './undici-agents.ts';
import { Exchange } from './undici-exchange.ts';
import { DEFAULT_TIMEOUTS, failureOf, type Timeouts } from './undici-failure.ts';

export interface UndiciTransportOptions {
  readonly timeouts?: Partial<Timeouts>;
  /** PEM certificates trusted beside those that Node.js and the system trust. */
  readonly extraAuthorities?: readonly string[];
  /** The way for requests that name none themselves; absent: direct. Asked anew for every request. */
  readonly proxyFor?: ProxyFor;
  /** How names are looked up; absent: as the system does. */
  readonly lookup?: LookupFunction;
}

const ALWAYS_DIRECT: ProxyFor = () => Promise.resolve(DIRECT);

/** Opens a transport; its sockets live until `close`. */
export function openUndiciTransport(options: UndiciTransportOptions = {}): UndiciTransport {
  return new UndiciTransport(options);
}

export class UndiciTransport implements Transport {
  readonly #timeouts: Timeouts;
  readonly #proxyFor: ProxyFor;
  readonly #agents: UndiciAgents;

  constructor({ timeouts, extraAuthorities = [], proxyFor = ALWAYS_DIRECT, lookup }: UndiciTransportOptions) {
    this.#timeouts = { ...DEFAULT_TIMEOUTS, ...timeouts };
    this.#proxyFor = proxyFor;
    this.#agents = new UndiciAgents(this.#timeouts, extraAuthorities, lookup ?? null);
  }

  async get(request: TransportRequest, receiver: ResponseReceiver, signal: AbortSignal): Promise<TransportOutcome> {
    const choice = await chooseProxy(request, new URL(splitUrl(request.url).origin), this.#proxyFor, signal);
    return choice === null ? { kind: 'aborted' } : this.getThrough(choice, request, receiver, signal);
  }

  /** As `get`, the way being chosen already. */
  getThrough(choice: ProxyChoice, request: TransportRequest, receiver: ResponseReceiver, signal: AbortSignal): Promise<TransportOutcome> {
    return this.#exchange(this.#agents.wayTo(splitUrl(request.url), choice), request, receiver, signal);
  }

  /** In-flight exchanges finish on the old agents; new ones open new sockets. */
  async dropIdleConnections(): Promise<void> {
    await this.#agents.renew();
  }

  async close(): Promise<void> {
    await this.#agents.close();
  }

  #exchange(way: Way, request: TransportRequest, receiver: ResponseReceiver, signal: AbortSignal): Promise<TransportOutcome> {
    const { agent, origin, path, extraHeaders, server, proxy, forwarded } = way;
    return new Promise((resolve, reject) => {
      const fail = (error: unknown): void => {
        const failure = failureOf(error, server, this.#timeouts, proxy);
        if (failure === null) reject(error);
        else resolve({ kind: 'failed', failure });
      };
      // Without a tunnel the proxy's own refusal comes as if from the server; only this one can be told apart (RFC 9110 §15.5.8).
      const statusError = (status: number): Error | null => (forwarded && status === 407 ? new ProxyError('auth') : null);
      const exchange = new Exchange(receiver, signal, resolve, fail, statusError);
      agent.dispatch(
        {
          origin,
          path,
          method: request.method ?? 'GET',
          body: request.body ?? null,
          headers: [...request.headers, ...extraHeaders].flat(),
        },
        exchange,
      );
    });
  }
}
