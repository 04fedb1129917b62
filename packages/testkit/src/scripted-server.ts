/** What every scripted server is: a door, connections over TLS or not, answers put on them, and a record of every request. */
import type { Socket } from 'node:net';
import { createSecureContext, type SecureContext } from 'node:tls';
import { BodyGate } from './body-gate.ts';
import { makeCertificate } from './certificate.ts';
import { Connection } from './connection.ts';
import { FrontDoor } from './front-door.ts';
import type { RequestHead } from './read-request.ts';
import { RequestLog, type RecordedRequest, type RequestNote } from './request-log.ts';
import type { Answer } from './respond-with-faults.ts';
import { sendResponse, untilClosed, type Outlet } from './send-response.ts';
import { suitedTo } from './suit-client.ts';

/** What TLS needs; null without it. */
export interface Identity {
  readonly secureContext: SecureContext;
  /** The PEM certificate to trust. */
  readonly ca: string;
}

export interface Decision {
  readonly answer: Answer;
  /** What bodies of the served thing pass; null when nothing is served there. */
  readonly gate: BodyGate | null;
}

/** Makes a self-signed certificate when TLS is wanted, for 127.0.0.1 and localhost or the given alternative names. */
export async function makeIdentity(tls: boolean | { readonly names: readonly string[] } | undefined): Promise<Identity | null> {
  if (tls === undefined || tls === false) return null;
  const certificate = await makeCertificate(typeof tls === 'object' ? tls.names : undefined);
  return { secureContext: createSecureContext(certificate), ca: certificate.cert };
}

export abstract class ScriptedServer {
  readonly #identity: Identity | null;
  readonly #log = new RequestLog();
  readonly #door: FrontDoor;
  #accepted = 0;

  constructor(identity: Identity | null) {
    this.#identity = identity;
    this.#door = new FrontDoor(
      () => this.doorLimit(),
      (socket) => this.#accept(socket),
    );
  }

  /** The name under which a request is recorded. */
  protected abstract pathOf(request: RequestHead): string;

  /** The answer to a request; `underWay` counts it and all for the same path that are being answered. */
  protected abstract decide(path: string, request: RequestHead, underWay: number): Decision;

  /** How many connections the door lets in. */
  protected abstract doorLimit(): number;

  /** To be called when `doorLimit` may have changed. */
  protected adjustDoor(): void {
    this.#door.adjust();
  }

  /** The PEM certificate to trust; null without TLS. */
  get ca(): string | null {
    return this.#identity?.ca ?? null;
  }

  async open(): Promise<void> {
    await this.#door.open();
  }

  /** Ends all connections and stops listening. */
  async close(): Promise<void> {
    await this.#door.close();
  }

  /** `http://127.0.0.1:PORT`, without a slash at its end. */
  get url(): string {
    return `${this.#identity === null ? 'http' : 'https'}://127.0.0.1:${this.#door.port}`;
  }

  get port(): number {
    return this.#door.port;
  }

  /** All requests so far, as they stand now. */
  get requests(): readonly RecordedRequest[] {
    return this.#log.requests;
  }

  /** Bytes of the file at the path that were sent, over all requests; pages about refusals don't count. */
  bytesSent(path: string): number {
    return this.#log.bytesSent(path);
  }

  openConnections(): number {
    return this.#door.openConnections;
  }

  /** Resolves once `count` requests have arrived, since the server was started. */
  untilRequests(count: number): Promise<void> {
    return this.#log.until(() => this.#log.count >= count);
  }

  /** Resolves once `bytesSent(path)` is at least `bytes`. */
  untilBytesSent(path: string, bytes: number): Promise<void> {
    return this.#log.until(() => this.bytesSent(path) >= bytes);
  }

  /** Resolves once no request is being answered. */
  untilIdle(): Promise<void> {
    return this.#log.until(() => this.#log.underWay() === 0);
  }

  /** Resolves once at most `count` connections are open. */
  untilConnections(count: number): Promise<void> {
    return this.#log.until(() => this.openConnections() <= count);
  }

  #accept(socket: Socket): void {
    const connection = new Connection(++this.#accepted, socket, this.#identity?.secureContext ?? null);
    socket.once('close', () => this.#log.changed());
    connection.serve((request) => this.#answer(connection, request));
  }

  async #answer(connection: Connection, request: RequestHead): Promise<boolean> {
    const path = this.pathOf(request);
    const note = this.#log.begin(request, path, connection.number);
    try {
      const { answer, gate } = this.decide(path, request, this.#log.underWay(path));
      return await carryOut(answer, connection, request, note, gate ?? new BodyGate());
    } finally {
      note.ended();
    }
  }
}

async function carryOut(answer: Answer, connection: Connection, request: RequestHead, note: RequestNote, gate: BodyGate): Promise<boolean> {
  switch (answer.kind) {
    case 'silence':
      await untilClosed(connection.closed);
      return false;
    case 'reset':
      connection.reset();
      return false;
    case 'respond': {
      const plan = suitedTo(request, answer.plan);
      note.answered(plan);
      const outlet: Outlet = { gate: plan.ofFile ? gate : new BodyGate(), sent: (bytes) => note.sent(bytes) };
      return sendResponse(connection, plan, request.method !== 'HEAD', outlet);
    }
  }
}
