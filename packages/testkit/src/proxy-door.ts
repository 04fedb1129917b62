/** What both scripted proxies share: a listening socket, the connections through it, and the names that only the proxy knows. */
import { connect, createServer, type Server, type Socket } from 'node:net';
import { TLSSocket, createSecureContext } from 'node:tls';
import type { Certificate } from './certificate.ts';

export interface ProxyOptions {
  /** Only who shows these is let through. */
  readonly credentials?: { readonly user: string; readonly password: string };
  /** Names that the proxy resolves to 127.0.0.1, whatever the rest of the world thinks. */
  readonly names?: readonly string[];
  /** The port there; absent: the one that is asked for. */
  readonly portOfNames?: number;
  /** Speak TLS with clients. */
  readonly certificate?: Certificate;
}

export class ProxyDoor {
  /** Connections to servers that were made, as `host:port` in the client's words. */
  readonly targets: string[] = [];
  readonly #server: Server;
  readonly #names: ReadonlySet<string>;
  readonly #portOfNames: number | null;
  readonly #sockets = new Set<Socket>();

  constructor({ names = [], portOfNames, certificate }: ProxyOptions, serve: (client: Socket) => Promise<void>) {
    this.#names = new Set(names);
    this.#portOfNames = portOfNames ?? null;
    const secureContext = certificate === undefined ? null : createSecureContext(certificate);
    this.#server = createServer((raw) => {
      const client = secureContext === null ? raw : new TLSSocket(raw, { isServer: true, secureContext });
      for (const socket of new Set([raw, client])) this.#keep(socket);
      serve(client).catch(() => client.destroy());
    });
  }

  async open(): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(0, '127.0.0.1', resolve);
    });
  }

  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  get port(): number {
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('the proxy has no port');
    return address.port;
  }

  get openConnections(): number {
    return this.#sockets.size;
  }

  /** Connects to the server; null: it can't be reached. */
  reach(host: string, port: number): Promise<Socket | null> {
    this.targets.push(`${host}:${port}`);
    return new Promise((resolve) => {
      const socket = connect(this.#names.has(host) ? { host: '127.0.0.1', port: this.#portOfNames ?? port } : { host, port });
      this.#keep(socket);
      socket.once('connect', () => resolve(socket)).once('error', () => resolve(null));
    });
  }

  #keep(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.once('close', () => this.#sockets.delete(socket));
  }
}

/** Passes bytes both ways until one side ends. */
export function join(client: Socket, server: Socket): void {
  client.pipe(server).pipe(client);
  client.once('close', () => server.destroy());
  server.once('close', () => client.destroy());
}

/** Reads from a socket in the given amounts, or up to a mark. Rejects when it closes. */
export class SocketReader {
  readonly #socket: Socket;
  #received = Buffer.alloc(0);

  constructor(socket: Socket) {
    this.#socket = socket;
  }

  bytes(count: number): Promise<Buffer> {
    return this.#take(() => (this.#received.length >= count ? count : -1));
  }

  /** Up to and with the mark. */
  through(mark: string): Promise<Buffer> {
    return this.#take(() => {
      const at = this.#received.indexOf(mark);
      return at < 0 ? -1 : at + mark.length;
    });
  }

  /** What was received too early goes back onto the socket. */
  release(): void {
    if (this.#received.length > 0) this.#socket.unshift(this.#received);
    this.#received = Buffer.alloc(0);
  }

  async #take(length: () => number): Promise<Buffer> {
    while (length() < 0) await this.#more();
    const end = length();
    const taken = this.#received.subarray(0, end);
    this.#received = this.#received.subarray(end);
    return taken;
  }

  #more(): Promise<void> {
    return new Promise((resolve, reject) => {
      const onReadable = (): void => {
        const chunk: unknown = this.#socket.read();
        if (!Buffer.isBuffer(chunk)) return;
        this.#received = Buffer.concat([this.#received, chunk]);
        finish(resolve);
      };
      const onClose = (): void => finish(() => reject(new Error('closed')));
      const finish = (action: () => void): void => {
        this.#socket.off('readable', onReadable).off('close', onClose);
        action();
      };
      this.#socket.on('readable', onReadable).once('close', onClose);
    });
  }
}
