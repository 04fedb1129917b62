/** The Transport of the program: straight to the server where that can be, through undici otherwise. */
import { chooseProxy } from './choose-proxy.ts';
import { chooseTransport } from './choose-transport.ts';
import { openDirectTransport } from './direct-transport.ts';
import { DIRECT, type ProxyFor } from './proxy.ts';
import { splitUrl } from './split-url.ts';
import type { ResponseReceiver, Transport, TransportOutcome, TransportRequest } from './transport.ts';
import type { UndiciTransport, UndiciTransportOptions } from './undici-transport.ts';

export type TransportOptions = UndiciTransportOptions;

const ALWAYS_DIRECT: ProxyFor = () => Promise.resolve(DIRECT);

/** Opens a transport; its sockets live until `close`. */
export function openTransport(options: TransportOptions = {}): Transport {
  return new ChoosingTransport(options);
}

class ChoosingTransport implements Transport {
  readonly #options: TransportOptions;
  readonly #proxyFor: ProxyFor;
  readonly #direct: Transport;
  #undici: Promise<UndiciTransport> | null = null;
  #isClosed = false;

  constructor(options: TransportOptions) {
    this.#options = options;
    this.#proxyFor = options.proxyFor ?? ALWAYS_DIRECT;
    this.#direct = openDirectTransport(options);
  }

  async get(request: TransportRequest, receiver: ResponseReceiver, signal: AbortSignal): Promise<TransportOutcome> {
    const proxy = await chooseProxy(request, new URL(splitUrl(request.url).origin), this.#proxyFor, signal);
    if (proxy === null) return { kind: 'aborted' };
    if (chooseTransport(request, proxy) === 'direct') return this.#direct.get(request, receiver, signal);
    const undici = await this.#openUndici();
    return undici.getThrough(proxy, request, receiver, signal);
  }

  async dropIdleConnections(): Promise<void> {
    await Promise.all([this.#direct.dropIdleConnections(), this.#undici?.then((undici) => undici.dropIdleConnections())]);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.all([this.#direct.close(), this.#undici?.then((undici) => undici.close())]);
  }

  /** Loaded when it is needed first: most runs never do, and it takes a tenth of the memory and of the time to start. */
  #openUndici(): Promise<UndiciTransport> {
    if (this.#isClosed) return Promise.reject(new Error('the transport is closed'));
    this.#undici ??= import('./undici-transport.ts').then(({ openUndiciTransport }) => openUndiciTransport(this.#options));
    return this.#undici;
  }
}
