/** The port behind which kinds of addresses live: plain HTTP here, object stores in their own package. */
import type { Failure, JobSecrets, Validator } from '@sluice/model';
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

export interface Source {
  /** Whether this source serves addresses with the given scheme, such as `https:`. */
  serves(scheme: string): boolean;
  /** The request for a range, complete with conditions, signature and the user's headers. */
  request(ask: RangeAsk): Promise<TransportRequest>;
  /** What a response that is neither 200 nor 206 means at this source; `body` is its beginning, at most 64 KiB. */
  explain(head: ResponseHead, body: Uint8Array): Failure;
}
