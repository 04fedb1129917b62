/** The Transport for general HTTP, over undici's dispatch: no promise or stream per chunk, back-pressure by pausing the socket. */
import { rootCertificates } from 'node:tls';
import { Agent, type Dispatcher } from 'undici';
import type { Appetite, ResponseReceiver, Transport, TransportOutcome, TransportRequest } from './transport.ts';
import { failureOf, type Timeouts } from './undici-failure.ts';

/** A response head over this is refused (spec B5). */
const MAX_HEAD_BYTES = 64 * 1024;
const MAX_CONNECTIONS_PER_ORIGIN = 64;

export interface UndiciTransportOptions {
  readonly timeouts?: Partial<Timeouts>;
  /** PEM certificates trusted beside those that Node.js trusts. */
  readonly extraAuthorities?: readonly string[];
}

const DEFAULT_TIMEOUTS: Timeouts = { connectMs: 15_000, headMs: 30_000, bodyIdleMs: 30_000 };

/** Opens a transport; its sockets live until `close`. */
export function openUndiciTransport(options: UndiciTransportOptions = {}): Transport {
  return new UndiciTransport({ ...DEFAULT_TIMEOUTS, ...options.timeouts }, options.extraAuthorities ?? []);
}

class UndiciTransport implements Transport {
  readonly #timeouts: Timeouts;
  readonly #authorities: readonly string[];
  #agent: Agent;

  constructor(timeouts: Timeouts, authorities: readonly string[]) {
    this.#timeouts = timeouts;
    this.#authorities = authorities;
    this.#agent = this.#openAgent();
  }

  get(request: TransportRequest, receiver: ResponseReceiver, signal: AbortSignal): Promise<TransportOutcome> {
    const { origin, path } = splitUrl(request.url);
    return new Promise((resolve, reject) => {
      if (signal.aborted) return resolve({ kind: 'aborted' });
      const exchange = new Exchange(receiver, signal, resolve, (error) => {
        const failure = failureOf(error, new URL(origin), this.#timeouts);
        if (failure === null) reject(error);
        else resolve({ kind: 'failed', failure });
      });
      this.#agent.dispatch({ origin, path, method: 'GET', headers: request.headers.flat() }, exchange);
    });
  }

  /** In-flight exchanges finish on the old agent; new ones open new sockets. */
  async dropIdleConnections(): Promise<void> {
    const old = this.#agent;
    this.#agent = this.#openAgent();
    await old.close();
  }

  async close(): Promise<void> {
    await this.#agent.destroy();
  }

  #openAgent(): Agent {
    return new Agent({
      connections: MAX_CONNECTIONS_PER_ORIGIN,
      pipelining: 1,
      allowH2: false,
      maxHeaderSize: MAX_HEAD_BYTES,
      headersTimeout: this.#timeouts.headMs,
      bodyTimeout: this.#timeouts.bodyIdleMs,
      connect: {
        timeout: this.#timeouts.connectMs,
        autoSelectFamily: true,
        ...(this.#authorities.length > 0 ? { ca: [...rootCertificates, ...this.#authorities] } : {}),
      },
    });
  }
}

/** One request and its answer, as undici tells of it. */
class Exchange implements Dispatcher.DispatchHandler {
  readonly #receiver: ResponseReceiver;
  readonly #signal: AbortSignal;
  readonly #finish: (outcome: TransportOutcome) => void;
  readonly #fail: (error: unknown) => void;
  readonly #onAbort = (): void => this.#stop({ kind: 'aborted' });
  #controller: Dispatcher.DispatchController | null = null;
  #over = false;
  /** Settles when the receiver is done with the last chunk. */
  #idle: Promise<void> = Promise.resolve();

  constructor(
    receiver: ResponseReceiver,
    signal: AbortSignal,
    finish: (outcome: TransportOutcome) => void,
    fail: (error: unknown) => void,
  ) {
    this.#receiver = receiver;
    this.#signal = signal;
    this.#finish = finish;
    this.#fail = fail;
    signal.addEventListener('abort', this.#onAbort, { once: true });
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#over) controller.abort(new Error('not wanted any more'));
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: Readonly<Record<string, string | string[] | undefined>>,
  ): void {
    if (this.#over || status < 200) return;
    const pairs = Object.entries(headers).flatMap(([name, value]) => [value ?? []].flat().map((one) => [name.toLowerCase(), one] as const));
    this.#guard(() => {
      if (this.#receiver.head({ status, headers: pairs }) === 'discard') this.#stop({ kind: 'discarded' });
    });
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Uint8Array): void {
    if (this.#over) return;
    this.#guard(() => {
      const appetite = this.#receiver.chunk(chunk);
      if (appetite === 'enough') this.#stop({ kind: 'discarded' });
      else if (appetite !== 'more') this.#holdUntil(appetite, controller);
    });
  }

  onResponseEnd(): void {
    // The end can be announced while the receiver still works on the last chunk.
    this.#whenIdle(() => this.#settle(() => this.#finish({ kind: 'ended' })));
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.#whenIdle(() => this.#settle(() => this.#fail(error)));
  }

  #whenIdle(action: () => void): void {
    this.#idle.then(action, action);
  }

  #holdUntil(appetite: Promise<Appetite>, controller: Dispatcher.DispatchController): void {
    controller.pause();
    this.#idle = appetite.then(
      (settled) => {
        if (settled === 'enough') this.#stop({ kind: 'discarded' });
        else if (!this.#over) controller.resume();
      },
      (fault: unknown) => this.#settle(() => this.#breakOff(fault)),
    );
  }

  #guard(action: () => void): void {
    try {
      action();
    } catch (fault) {
      this.#settle(() => this.#breakOff(fault));
    }
  }

  #breakOff(fault: unknown): void {
    this.#fail(fault);
    this.#controller?.abort(new Error('receiver failed'));
  }

  #stop(outcome: TransportOutcome): void {
    this.#settle(() => {
      this.#finish(outcome);
      this.#controller?.abort(new Error('not wanted any more'));
    });
  }

  #settle(action: () => void): void {
    if (this.#over) return;
    this.#over = true;
    this.#signal.removeEventListener('abort', this.#onAbort);
    action();
  }
}

/** Splits without normalising: object keys such as `a/../b` must reach the server as they are. */
function splitUrl(url: string): { readonly origin: string; readonly path: string } {
  const match = /^(https?:\/\/[^/?#]+)([^#]*)/i.exec(url);
  if (match?.[1] === undefined) throw new TypeError('not an absolute http(s) URL');
  const path = match[2] ?? '';
  return { origin: match[1], path: path.startsWith('/') ? path : `/${path}` };
}
