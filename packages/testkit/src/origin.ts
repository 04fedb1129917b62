/** A scripted origin server on real sockets: serves seeded files, does wrong what its faults say, and records every request. */
import type { Socket } from 'node:net';
import { createSecureContext, type SecureContext } from 'node:tls';
import { BodyGate } from './body-gate.ts';
import { makeCertificate } from './certificate.ts';
import { Connection } from './connection.ts';
import { FrontDoor } from './front-door.ts';
import { plainResponse } from './plan-response.ts';
import { parseRange, type RequestHead } from './read-request.ts';
import { RequestLog, type RecordedRequest, type RequestNote } from './request-log.ts';
import { answerRequest, type Answer } from './respond-with-faults.ts';
import { FaultSelector } from './select-faults.ts';
import { sendResponse, untilClosed, type Outlet } from './send-response.ts';
import { replacedOptions, servedFile, type ServeOptions } from './served-file.ts';

export interface OriginOptions {
  /** Speak TLS with a self-signed certificate, for 127.0.0.1 and localhost or the given alternative names. */
  readonly tls?: boolean | { readonly names: readonly string[] };
}

/** Starts an origin on a free port of 127.0.0.1. Whoever starts it closes it. */
export async function startOrigin(options: OriginOptions = {}): Promise<Origin> {
  const names = typeof options.tls === 'object' ? options.tls.names : undefined;
  const certificate = options.tls === undefined || options.tls === false ? null : await makeCertificate(names);
  const origin = new Origin(certificate === null ? null : createSecureContext(certificate), certificate?.cert ?? null);
  await origin.open();
  return origin;
}

interface Entry {
  options: ServeOptions;
  faults: FaultSelector;
  readonly gate: BodyGate;
  requests: number;
  gets: number;
  readonly getsByTarget: Map<string, number>;
}

export class Origin {
  /** The PEM certificate to trust; null without TLS. */
  readonly ca: string | null;
  readonly #secureContext: SecureContext | null;
  readonly #log = new RequestLog();
  readonly #entries = new Map<string, Entry>();
  readonly #door: FrontDoor;
  #accepted = 0;

  constructor(secureContext: SecureContext | null, ca: string | null) {
    this.ca = ca;
    this.#secureContext = secureContext;
    this.#door = new FrontDoor(
      () => this.#doorLimit(),
      (socket) => this.#accept(socket),
    );
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
    return `${this.#secureContext === null ? 'http' : 'https'}://127.0.0.1:${this.#door.port}`;
  }

  /** Serves a file at the path (any query is ignored) from now on, and forgets what was there; returns its URL. */
  serve(path: string, options: ServeOptions): string {
    const gate = this.#entries.get(path)?.gate ?? new BodyGate();
    this.#entries.set(path, {
      options,
      faults: new FaultSelector(options.faults ?? []),
      gate,
      requests: 0,
      gets: 0,
      getsByTarget: new Map(),
    });
    this.#door.adjust();
    return `${this.url}${path}`;
  }

  /** The remote file changed: another seed or size, another ETag and date unless given. Faults go on counting unless new ones are given. */
  replace(path: string, change: Partial<ServeOptions>): void {
    const entry = this.#entry(path);
    entry.options = replacedOptions(entry.options, change);
    if (change.faults !== undefined) entry.faults = new FaultSelector(change.faults);
    this.#door.adjust();
  }

  /** Stops all transfers of the file once `bytesSent(path)` is exactly `afterBytes`, until the returned function is called. */
  hold(path: string, { afterBytes }: { readonly afterBytes: number }): () => void {
    return this.#entry(path).gate.hold(afterBytes);
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

  /** Resolves once `count` requests have arrived, since the origin was started. */
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

  #entry(path: string): Entry {
    const entry = this.#entries.get(path);
    if (entry === undefined) throw new Error(`the origin serves nothing at ${path}`);
    return entry;
  }

  #accept(socket: Socket): void {
    const connection = new Connection(++this.#accepted, socket, this.#secureContext);
    socket.once('close', () => this.#log.changed());
    connection.serve((request) => this.#answer(connection, request));
  }

  async #answer(connection: Connection, request: RequestHead): Promise<boolean> {
    const path = request.target.replace(/[?#].*$/s, '');
    const entry = this.#entries.get(path);
    const note = this.#log.begin(request, path, connection.number);
    try {
      const answer = entry === undefined ? NOT_FOUND : this.#decide(entry, path, request);
      return await carryOut(answer, connection, request, note, entry?.gate ?? new BodyGate());
    } finally {
      note.ended();
    }
  }

  #decide(entry: Entry, path: string, request: RequestHead): Answer {
    entry.requests += 1;
    if (request.method !== 'HEAD') entry.gets += 1;
    const file = servedFile(entry.options);
    const asked = parseRange(request.headers['range']);
    const firstByte = asked === null ? 0 : asked.kind === 'from' ? asked.start : Math.max(0, file.sizeBytes - asked.length);
    const targetNumber = (entry.getsByTarget.get(request.target) ?? 0) + 1;
    entry.getsByTarget.set(request.target, targetNumber);
    const underWay = this.#log.underWay(path);
    const situation = { request, requestNumber: entry.requests, getNumber: entry.gets, targetNumber, underWay };
    const { answer, by } = answerRequest(file, entry.faults.next(firstByte), situation);
    entry.faults.struck(by);
    return answer;
  }

  /** How many connections the door lets in: the least that a `max-connections` fault with `refuse` says. */
  #doorLimit(): number {
    const faults = [...this.#entries.values()].flatMap((entry) => entry.options.faults ?? []);
    return Math.min(...faults.map((fault) => (fault.kind === 'max-connections' && fault.then === 'refuse' ? fault.connections : Infinity)));
  }
}

const NOT_FOUND: Answer = { kind: 'respond', plan: plainResponse(404, 'text/plain', 'nothing here\n') };

async function carryOut(answer: Answer, connection: Connection, request: RequestHead, note: RequestNote, gate: BodyGate): Promise<boolean> {
  switch (answer.kind) {
    case 'silence':
      await untilClosed(connection.closed);
      return false;
    case 'reset':
      connection.reset();
      return false;
    case 'respond': {
      note.answered(answer.plan);
      const outlet: Outlet = { gate: answer.plan.ofFile ? gate : new BodyGate(), sent: (bytes) => note.sent(bytes) };
      return sendResponse(connection, answer.plan, request.method !== 'HEAD', outlet);
    }
  }
}
