/** One accepted connection: bytes out with back-pressure, request heads in, and the three ways in which it can end. */
import type { Socket } from 'node:net';
import { TLSSocket, type SecureContext } from 'node:tls';
import { RequestReader, type RequestHead } from './read-request.ts';

export class Connection {
  readonly number: number;
  /** Aborts once the connection is gone, whoever ended it. */
  readonly closed: AbortSignal;
  readonly #raw: Socket;
  readonly #stream: Socket;
  readonly #reader = new RequestReader();

  constructor(number: number, raw: Socket, secureContext: SecureContext | null) {
    this.number = number;
    this.#raw = raw;
    this.#stream = secureContext === null ? raw : new TLSSocket(raw, { isServer: true, secureContext });
    const closed = new AbortController();
    this.closed = closed.signal;
    for (const socket of new Set([this.#raw, this.#stream])) {
      socket.on('error', () => socket.destroy());
      socket.once('close', () => closed.abort());
    }
    raw.setNoDelay(true);
  }

  /** Calls back, for each request head, once the one before was answered; false ends that. Nonsense closes the connection. */
  serve(answer: (request: RequestHead) => Promise<boolean>): void {
    let busy = false;
    const pump = async (): Promise<void> => {
      if (busy) return;
      busy = true;
      let request = this.#reader.next();
      while (request !== null && (await answer(request))) request = this.#reader.next();
      busy = request !== null;
    };
    this.#stream.on('data', (bytes: Buffer) => {
      this.#reader.push(bytes);
      pump().catch(() => this.#stream.destroy());
    });
  }

  /** Hands bytes to the system and resolves when it has taken them: false when the connection is gone. */
  write(bytes: Uint8Array | string): Promise<boolean> {
    if (this.closed.aborted) return Promise.resolve(false);
    return new Promise((resolve) => {
      this.#stream.write(bytes, 'latin1', (error) => resolve(error === null || error === undefined));
    });
  }

  /** Ends it cleanly, with a FIN after everything that was written. */
  end(): void {
    this.#stream.end();
  }

  /** Ends it with an RST. */
  reset(): void {
    this.#raw.resetAndDestroy();
  }

  /** Closes it without ceremony. */
  destroy(): void {
    this.#stream.destroy();
    this.#raw.destroy();
  }
}
