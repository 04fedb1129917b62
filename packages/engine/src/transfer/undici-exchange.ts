/** One request and its answer, as undici tells of it: no promise or stream per chunk, back-pressure by pausing the socket. */
import type { Dispatcher } from 'undici';
import type { Appetite, ResponseReceiver, TransportOutcome } from './transport.ts';

/** `statusError` judges a status that the server can't have sent, such as a proxy's own. */
export class Exchange implements Dispatcher.DispatchHandler {
  readonly #receiver: ResponseReceiver;
  readonly #signal: AbortSignal;
  readonly #finish: (outcome: TransportOutcome) => void;
  readonly #fail: (error: unknown) => void;
  readonly #statusError: (status: number) => Error | null;
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
    statusError: (status: number) => Error | null,
  ) {
    this.#receiver = receiver;
    this.#signal = signal;
    this.#finish = finish;
    this.#fail = fail;
    this.#statusError = statusError;
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
    const error = this.#statusError(status);
    if (error !== null) return this.#settle(() => this.#breakOff(error));
    const pairs = Object.entries(headers).flatMap(([name, value]) => [value ?? []].flat().map((one) => [name.toLowerCase(), one] as const));
    this.#guard(() => {
      if (this.#receiver.head({ status, headers: pairs }) === 'discard') this.#stop({ kind: 'discarded' });
    });
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Uint8Array): void {
    // Resumed where a body ends with its connection, undici tells of an empty chunk: who held it back again would turn for ever.
    if (this.#over || chunk.byteLength === 0) return;
    this.#guard(() => {
      const appetite = this.#receiver.chunk(chunk);
      if (appetite === 'enough') this.#stop({ kind: 'discarded' });
      else if (appetite !== 'more') this.#holdUntil(appetite, controller);
    });
  }

  onResponseEnd(): void {
    // The end can be announced while the receiver still works on the last chunk. undici gives the connection free one turn later:
    // told before, the next request would open another one.
    this.#whenIdle(() => setImmediate(() => this.#settle(() => this.#finish({ kind: 'ended' }))));
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
