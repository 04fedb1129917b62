/** The engine's source of `oss://` and `s3://` addresses: signs, reads refusals, and presents an object as a file (spec G). */
import {
  headerValue,
  type NoRequest,
  type OpenResponse,
  type RangeAsk,
  type Reception,
  type ResponseHead,
  type Source,
} from '@sluice/engine';
import type { TransportRequest } from '@sluice/engine';
import { OBJECT_SCHEMES, parseObjectAddress, type Connection, type Failure, type ObjectOptions } from '@sluice/model';
import { collectBody } from '../answer/collect-body.ts';
import { failureFrom } from '../answer/judge-error.ts';
import { MAX_ERROR_BYTES, parseError, type ErrorFacts } from '../answer/parse-error.ts';
import { MAX_TURNS, exchange } from '../client/exchange.ts';
import { ObjectClient, type Attempt, type ClientPorts } from '../client/object-client.ts';
import { RestoreWatch } from '../restore/restore-watch.ts';
import { takeOut } from '../restore/take-out.ts';
import { objectHeaders, queryOf, signedHeaders, unsignedHeaders, type ObjectWish } from './object-headers.ts';
import { headOfSubRange } from './sub-range.ts';

/** Statuses that mean to the engine what they mean everywhere: content, conditions, and trouble that passes. */
const TAKEN: ReadonlySet<number> = new Set([200, 206, 408, 412, 416, 425, 429]);

function passes(status: number): boolean {
  return TAKEN.has(status) || status >= 500;
}

interface Asked {
  readonly connection: Connection;
  readonly wish: ObjectWish;
  attempt: Attempt;
  turns: number;
}

/** One for the program: what is learned of clocks and endpoints serves all its jobs. */
export function openObjectSource(ports: ClientPorts): Source {
  return new ObjectSource(new ObjectClient(ports), new RestoreWatch(), {});
}

class ObjectSource implements Source {
  readonly #client: ObjectClient;
  readonly #watch: RestoreWatch;
  readonly #options: ObjectOptions;
  /** How each request that is under way was signed. */
  readonly #asked = new WeakMap<RangeAsk, Asked>();

  constructor(client: ObjectClient, watch: RestoreWatch, options: ObjectOptions) {
    this.#client = client;
    this.#watch = watch;
    this.#options = options;
  }

  serves(scheme: string): boolean {
    return OBJECT_SCHEMES.includes(scheme);
  }

  withOptions(options: ObjectOptions): Source {
    return new ObjectSource(this.#client, this.#watch, options);
  }

  explain(head: ResponseHead, body: Uint8Array): Failure {
    if (passes(head.status)) return { kind: 'http-status', status: head.status, retryAfterMs: null };
    return failureFrom('oss', 'get', head.status, parseError(head, body));
  }

  async request(ask: RangeAsk): Promise<TransportRequest | NoRequest> {
    const address = parseObjectAddress(ask.url);
    if (address === null) throw new TypeError('no address of an object');
    const connection = this.#client.connection(address.provider, address.bucket, this.#options.connection);
    if ('failure' in connection) return connection;
    const wish: ObjectWish = { address, options: this.#options, secrets: ask.secrets };
    const order = {
      verb: 'GET',
      key: address.key,
      query: queryOf(wish),
      headers: signedHeaders(wish),
      unsigned: unsignedHeaders(ask, wish),
    } as const;
    const prepared = await this.#client.prepare(connection, address.bucket, order);
    if ('failure' in prepared) return prepared;
    const turns = (this.#asked.get(ask)?.turns ?? 0) + 1;
    this.#asked.set(ask, { connection, wish, attempt: prepared.attempt, turns });
    return prepared.request;
  }

  async receive(response: OpenResponse, ask: RangeAsk, signal: AbortSignal): Promise<Reception> {
    const asked = this.#asked.get(ask);
    if (asked === undefined) throw new Error('an answer that nobody asked for');
    const { head } = response;
    if (passes(head.status)) return this.#take(response, ask, asked, signal);
    const body = await collectBody(response, MAX_ERROR_BYTES);
    if (body.kind === 'aborted') return body;
    return this.#refused(head, parseError(head, body.bytes), asked, signal);
  }

  async #take(response: OpenResponse, ask: RangeAsk, asked: Asked, signal: AbortSignal): Promise<Reception> {
    const { head } = response;
    const { subRange } = this.#options;
    if (subRange === undefined) return { kind: 'take', head: await this.#withChecksum(head, ask, asked, signal) };
    if (head.status === 416 && ask.start === 0) {
      await response.discard();
      const value = `${subRange.start}-${subRange.end === null ? '' : subRange.end - 1}`;
      return { kind: 'failed', failure: { kind: 'invalid-option', option: 'sub-range', value } };
    }
    if (head.status === 200) {
      await response.discard();
      return { kind: 'failed', failure: { kind: 'protocol', fault: 'no-content-range' } };
    }
    return { kind: 'take', head: headOfSubRange(head, subRange) };
  }

  /** S3 tells the checksum of an object only where all of it is asked for, and no range: a HEAD does that for a few hundred bytes. */
  async #withChecksum(head: ResponseHead, ask: RangeAsk, { connection, wish }: Asked, signal: AbortSignal): Promise<ResponseHead> {
    const { provider, bucket, key } = wish.address;
    const isFirst = head.status === 206 && ask.start === 0 && ask.end === null;
    if (provider !== 's3' || !isFirst || head.headers.some(([name]) => name.startsWith('x-amz-checksum-'))) return head;
    const headers = [...objectHeaders(provider, wish.options, wish.secrets), ['x-amz-checksum-mode', 'ENABLED'] as const];
    const looked = await exchange(
      this.#client,
      connection,
      bucket,
      { verb: 'HEAD', key, query: queryOf(wish), headers, unsigned: [] },
      signal,
    );
    if (looked.kind !== 'answered' || looked.head.status !== 200) return head;
    if (headerValue(looked.head, 'etag') !== headerValue(head, 'etag')) return head;
    return { ...head, headers: [...head.headers, ...looked.head.headers.filter(([name]) => name.startsWith('x-amz-checksum-'))] };
  }

  async #refused(head: ResponseHead, facts: ErrorFacts, asked: Asked, signal: AbortSignal): Promise<Reception> {
    const { connection, wish, attempt, turns } = asked;
    const mayAsk = turns < MAX_TURNS;
    if (mayAsk && this.#client.learn(connection, attempt, head, facts)) return { kind: 'again' };
    const { provider, versionId } = wish.address;
    if (facts.code === 'InvalidObjectState') {
      const taken = await takeOut({ client: this.#client, connection, watch: this.#watch, wish }, facts.storageClass, signal);
      if (taken.kind !== 'readable') return taken;
      if (mayAsk) return { kind: 'again' };
    }
    const operation = (this.#options.versionId ?? versionId) === null ? 'get' : 'get-version';
    return { kind: 'failed', failure: failureFrom(provider, operation, head.status, facts) };
  }
}
