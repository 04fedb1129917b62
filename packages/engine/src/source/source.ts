/** The port behind which kinds of addresses live: plain HTTP here, object stores in their own package. */
import type { Failure, JobSecrets, ObjectOptions, Validator } from '@sluice/model';
import type { OpenResponse } from '../transfer/open-response.ts';
import type { TransportRequest } from '../transfer/transport.ts';
import type { ResponseHead } from './response-head.ts';

export interface RangeAsk {
  /** The URL to ask: the user's, or where it led to. */
  readonly url: string;
  /** `end: null` asks for everything from `start` on. */
  readonly start: number;
  readonly end: number | null;
  /** Makes the request conditional on the representation that was begun. */
  readonly validator: Validator | null;
  readonly secrets: JobSecrets;
  /** False after a redirect to another origin: credentials and the user's headers stay behind (spec B8). */
  readonly sameOrigin: boolean;
  /** True: `Range` alone, for a presigned URL that refused even the headers that are always safe (spec B2). */
  readonly bare?: boolean;
  /** Ask for everything, without a range or a condition: the server's answers to ranges make no sense. */
  readonly plain?: boolean;
}

/** There is no request to send, because a connection or its credentials are missing. */
export interface NoRequest {
  readonly failure: Failure;
}

/** What a source makes of a response before anybody else looks at it. */
export type Reception =
  /** It is judged like any other, by this head. */
  | { readonly kind: 'take'; readonly head: ResponseHead }
  /** Something was learned, such as the server's clock: ask again at once. A source says so a few times at the most; the body is discarded. */
  | { readonly kind: 'again' }
  | { readonly kind: 'aborted' }
  /** No retry helps. The body is read or discarded. */
  | { readonly kind: 'failed'; readonly failure: Failure };

export interface Source {
  /** Whether this source serves addresses with the given scheme, such as `https:`. */
  serves(scheme: string): boolean;
  /** The request for a range, complete with conditions, signature and the user's headers. */
  request(ask: RangeAsk): Promise<TransportRequest | NoRequest>;
  /** What a response that is neither 200 nor 206 means at this source; `body` is its beginning, at most 64 KiB. */
  explain(head: ResponseHead, body: Uint8Array): Failure;
  /** Sees every response first, where a source has refusals of its own to read. Absent: all are taken as they are. */
  receive?(response: OpenResponse, ask: RangeAsk, signal: AbortSignal): Promise<Reception>;
  /** The source as one job uses it: what the user asked of the object goes into every request (spec G7). Absent: there is nothing to ask. */
  withOptions?(options: ObjectOptions): Source;
}
