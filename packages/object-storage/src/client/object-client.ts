/** What every request to a store needs: where the bucket is, whose keys sign, and what was learned on the way. */
import {
  parseHttpDate,
  headerValue,
  type Clock,
  type NoRequest,
  type ResponseHead,
  type Transport,
  type TransportRequest,
} from '@sluice/engine';
import type { Connection, ConnectionRef, ObjectProvider } from '@sluice/model';
import { adviceFor } from '../answer/judge-error.ts';
import type { ErrorFacts } from '../answer/parse-error.ts';
import type { Place } from '../address/place.ts';
import type { ConnectionBook } from '../connection/connection-book.ts';
import type { CredentialsProvider } from '../connection/credentials.ts';
import { Sessions } from '../connection/session.ts';
import { signRequest, type SignOrder } from '../sign/sign-request.ts';

/** What the user is told of a connection. */
export type ConnectionNews =
  | {
      readonly kind: 'endpoint-followed';
      readonly connection: string;
      readonly bucket: string;
      readonly from: string;
      readonly to: string;
    }
  /** This computer's clock differs from the store's, whose time is signed from now on. Positive: ours is behind. */
  | { readonly kind: 'clock-differs'; readonly connection: string; readonly offsetMs: number };

export interface ClientPorts {
  readonly transport: Transport;
  readonly clock: Pick<Clock, 'nowMs'>;
  readonly book: ConnectionBook;
  readonly credentials: CredentialsProvider;
  /** Absent: nobody listens. */
  readonly tell?: (news: ConnectionNews) => void;
}

export type Wanted = Pick<SignOrder, 'verb' | 'key' | 'query' | 'headers' | 'unsigned' | 'body'>;

/** How a request was signed, to see whether anything has been learned since. */
export interface Attempt {
  readonly place: Place;
  readonly offsetMs: number;
}

export type Prepared = { readonly request: TransportRequest; readonly attempt: Attempt } | NoRequest;

/** A difference that a store does not mind. */
const NEGLIGIBLE_MS = 60_000;

export class ObjectClient {
  readonly ports: ClientPorts;
  readonly #sessions = new Sessions();

  constructor(ports: ClientPorts) {
    this.ports = ports;
  }

  /** The connection that a job names, or the one that is known for its bucket. */
  connection(provider: ObjectProvider, bucket: string, ref: ConnectionRef | undefined): Connection | NoRequest {
    const { book } = this.ports;
    const found = ref === undefined ? book.forBucket(provider, bucket) : ref.kind === 'given' ? ref.connection : book.find(ref.id);
    const name = ref?.kind === 'saved' ? ref.name : bucket;
    return found ?? { failure: { kind: 'connection', trouble: 'unknown', provider, name } };
  }

  async prepare(connection: Connection, bucket: string, wanted: Wanted): Promise<Prepared> {
    const { provider, name, signature } = connection;
    const place = this.#sessions.place(connection, bucket);
    if (place === null) return { failure: { kind: 'connection', trouble: 'no-endpoint', provider, name } };
    const anonymous = connection.credentials === 'anonymous';
    const credentials = anonymous ? null : await this.ports.credentials.credentials(connection);
    if (credentials === null && !anonymous) return { failure: { kind: 'connection', trouble: 'no-credentials', provider, name } };
    const offsetMs = this.#sessions.offsetMs(connection);
    const nowMs = this.ports.clock.nowMs() + offsetMs;
    return { request: signRequest({ ...wanted, place, signature, credentials, nowMs }), attempt: { place, offsetMs } };
  }

  /** Takes what a refusal teaches; whether a request signed anew differs from the attempt in what was wrong with it. */
  learn(connection: Connection, attempt: Attempt, head: ResponseHead, facts: ErrorFacts): boolean {
    const { bucket } = attempt.place;
    const advice = adviceFor(facts, head.status);
    if (advice === 'clock-skew') {
      const storeMs = parseHttpDate(headerValue(head, 'date')?.trim() ?? '');
      if (storeMs !== null && this.#sessions.noteClock(connection, storeMs, this.ports.clock.nowMs()))
        this.ports.tell?.({ kind: 'clock-differs', connection: connection.name, offsetMs: this.#sessions.offsetMs(connection) });
      return Math.abs(this.#sessions.offsetMs(connection) - attempt.offsetMs) >= NEGLIGIBLE_MS;
    }
    if (facts.endpoint !== null && advice === 'wrong-endpoint' && this.#sessions.noteEndpoint(connection, bucket, facts.endpoint)) {
      const to = this.#sessions.place(connection, bucket)?.host ?? '';
      this.ports.tell?.({ kind: 'endpoint-followed', connection: connection.name, bucket, from: attempt.place.host, to });
    }
    if (facts.region !== null && connection.provider === 's3') this.#sessions.noteRegion(connection, bucket, facts.region);
    const now = this.#sessions.place(connection, bucket);
    return now !== null && (now.host !== attempt.place.host || now.region !== attempt.place.region);
  }
}
