/** Connections that wait for another request to the same server, the one that was used last first. */
import { DirectConnection, type ConnectionOptions } from './direct-connection.ts';

type Surroundings = Omit<ConnectionOptions, 'server' | 'sessions'>;

const MAX_SESSIONS = 100;

export class DirectPool {
  readonly #surroundings: Surroundings;
  readonly #idle = new Map<string, DirectConnection[]>();
  readonly #all = new Set<DirectConnection>();
  readonly #sessions = new Map<string, Buffer>();
  /** Those that were opened before the last renewal are not used again. */
  #current = new WeakSet<DirectConnection>();

  constructor(surroundings: Surroundings) {
    this.#surroundings = surroundings;
  }

  /** One that waits for a request to `server`, or null. */
  take(server: URL): DirectConnection | null {
    return this.#idle.get(server.origin)?.pop() ?? null;
  }

  /** A new one. There is no cap: how many connections a server gets is decided above the transport. */
  open(server: URL): DirectConnection {
    const sessions = { get: (key: string) => this.#sessions.get(key), set: this.#remember.bind(this) };
    const connection: DirectConnection = DirectConnection.open({ ...this.#surroundings, server, sessions }, () => {
      this.#all.delete(connection);
      this.#forget(server.origin, connection);
    });
    this.#all.add(connection);
    this.#current.add(connection);
    return connection;
  }

  /** Puts a connection back that is free; one that is gone, or was opened before a renewal, is closed. */
  put(server: URL, connection: DirectConnection): void {
    if (connection.isGone) return;
    if (!this.#current.has(connection)) return connection.close();
    const idle = this.#idle.get(server.origin) ?? [];
    idle.push(connection);
    this.#idle.set(server.origin, idle);
  }

  /** Closes what is idle; what is under way ends on its old socket. */
  renew(): void {
    const idle = [...this.#idle.values()].flat();
    this.#idle.clear();
    this.#current = new WeakSet();
    this.#sessions.clear();
    for (const connection of idle) connection.close();
  }

  /** Closes everything. */
  close(): void {
    for (const connection of [...this.#all]) connection.close();
  }

  #remember(server: string, session: Buffer): void {
    const [oldest] = this.#sessions.keys();
    if (oldest !== undefined && this.#sessions.size >= MAX_SESSIONS) this.#sessions.delete(oldest);
    this.#sessions.set(server, session);
  }

  #forget(origin: string, connection: DirectConnection): void {
    const idle = this.#idle.get(origin)?.filter((other) => other !== connection) ?? [];
    if (idle.length > 0) this.#idle.set(origin, idle);
    else this.#idle.delete(origin);
  }
}
