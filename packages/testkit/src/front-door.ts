/** The listening socket: accepts connections, and stops listening altogether while there are as many as it may have. */
import { createServer, type Server, type Socket } from 'node:net';

export class FrontDoor {
  readonly #server: Server;
  readonly #open = new Set<Socket>();
  readonly #limit: () => number;
  #port = 0;
  #closing = false;

  /** `limit` is asked at every change of the number of connections. */
  constructor(limit: () => number, accept: (socket: Socket) => void) {
    this.#limit = limit;
    this.#server = createServer((socket) => {
      this.#open.add(socket);
      socket.once('close', () => {
        this.#open.delete(socket);
        this.adjust();
      });
      this.adjust();
      accept(socket);
    });
  }

  get port(): number {
    return this.#port;
  }

  get openConnections(): number {
    return this.#open.size;
  }

  /** Listens on a free port of 127.0.0.1. */
  async open(): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(0, '127.0.0.1', resolve);
    });
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('the origin has no port');
    this.#port = address.port;
  }

  /** Stops or begins to listen, as the limit says. */
  adjust(): void {
    const full = this.#closing || this.#open.size >= this.#limit();
    if (full && this.#server.listening) this.#server.close();
    if (!full && !this.#server.listening && this.#port !== 0) this.#server.listen(this.#port, '127.0.0.1');
  }

  /** Stops listening and ends all connections. */
  async close(): Promise<void> {
    this.#closing = true;
    this.adjust();
    const closed = [...this.#open].map((socket) => new Promise<void>((resolve) => socket.once('close', () => resolve())));
    for (const socket of this.#open) socket.destroy();
    await Promise.all(closed);
  }
}
