/** The Transport for general HTTP over undici's dispatch. Which socket a request takes is decided here; what the answer means, above. */
import type { LookupFunction } from 'node:net';
import { ProxyError } from './proxy-error.ts';
import { DIRECT, parseProxy, type ProxyChoice, type ProxyFor } from './proxy.ts';
import type { ResponseReceiver, Transport, TransportOutcome, TransportRequest } from './transport.ts';
import { UndiciAgents, type Target, type Way } from './undici-agents.ts';
import { Exchange } from './undici-exchange.ts';
import { failureOf, type Timeouts } from './undici-failure.ts';

export interface UndiciTransportOptions {
  readonly timeouts?: Partial<Timeouts>;
  /** PEM certificates trusted beside those that Node.js and the system trust. */
  readonly extraAuthorities?: readonly string[];
  /** The way for requests that name none themselves; absent: direct. Asked anew for every request. */
  readonly proxyFor?: ProxyFor;
  /** How names are looked up; absent: as the system does. */
  readonly lookup?: LookupFunction;
}

const DEFAULT_TIMEOUTS: Timeouts = { connectMs: 15_000, headMs: 30_000, bodyIdleMs: 30_000 };
const ALWAYS_DIRECT: ProxyFor = () => Promise.resolve(DIRECT);

/** Opens a transport; its sockets live until `close`. */
export function openUndiciTransport(options: UndiciTransportOptions = {}): Transport {
  return new UndiciTransport(options);
}

class UndiciTransport implements Transport {
  readonly #timeouts: Timeouts;
  readonly #proxyFor: ProxyFor;
  readonly #agents: UndiciAgents;

  constructor({ timeouts, extraAuthorities = [], proxyFor = ALWAYS_DIRECT, lookup }: UndiciTransportOptions) {
    this.#timeouts = { ...DEFAULT_TIMEOUTS, ...timeouts };
    this.#proxyFor = proxyFor;
    this.#agents = new UndiciAgents(this.#timeouts, extraAuthorities, lookup ?? null);
  }

  async get(request: TransportRequest, receiver: ResponseReceiver, signal: AbortSignal): Promise<TransportOutcome> {
    const target = splitUrl(request.url);
    const choice = await this.#choose(request, new URL(target.origin), signal);
    return choice === null ? { kind: 'aborted' } : this.#exchange(this.#agents.wayTo(target, choice), request, receiver, signal);
  }

  /** In-flight exchanges finish on the old agents; new ones open new sockets. */
  async dropIdleConnections(): Promise<void> {
    await this.#agents.renew();
  }

  async close(): Promise<void> {
    await this.#agents.close();
  }

  /** Null: the request was called off meanwhile. A proxy script may take its time, a pause does not wait for it. */
  #choose({ proxy }: TransportRequest, url: URL, signal: AbortSignal): Promise<ProxyChoice | null> {
    return new Promise((resolve, reject) => {
      const callOff = (): void => resolve(null);
      if (signal.aborted) return callOff();
      signal.addEventListener('abort', callOff, { once: true });
      const chosen = proxy === undefined ? this.#proxyFor(url) : Promise.resolve(ownProxy(proxy));
      chosen.then(resolve, reject).finally(() => signal.removeEventListener('abort', callOff));
    });
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
      agent.dispatch({ origin, path, method: 'GET', headers: [...request.headers, ...extraHeaders].flat() }, exchange);
    });
  }
}

function ownProxy(text: string): ProxyChoice {
  const choice = parseProxy(text);
  // Never with the text: it may hold a password. It was checked when the job was made.
  if (choice === null) throw new TypeError('a proxy that can not be read');
  return choice;
}

/** Splits without normalising: object keys such as `a/../b` must reach the server as they are. */
function splitUrl(url: string): Target {
  const match = /^(https?:\/\/[^/?#]+)([^#]*)/i.exec(url);
  if (match?.[1] === undefined) throw new TypeError('not an absolute http(s) URL');
  const path = match[2] ?? '';
  return { origin: match[1], path: path.startsWith('/') ? path : `/${path}` };
}
