/** The port through which requests leave the engine. It moves bytes and judges nothing: redirects, retries and checks are decided above it. */
import type { HttpFailure, NetworkFailure } from '@sluice/model';
import type { ResponseHead } from '../source/response-head.ts';

export interface TransportRequest {
  /** Absolute http: or https: URL, sent as it is. */
  readonly url: string;
  /** Absent: GET. Any other goes by undici: these are control requests of object stores, a few hundred bytes each. */
  readonly method?: 'GET' | 'HEAD' | 'POST';
  /** Only with POST. */
  readonly body?: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** This request's own way out: `none`, or a proxy's URL with its credentials. Absent: as the transport is set. */
  readonly proxy?: string;
}

export type Appetite = 'more' | 'enough';

export interface ResponseReceiver {
  /** Decides by the head alone whether the body may be read (law 2). Called once; 1xx are skipped by the transport. */
  head(head: ResponseHead): 'read' | 'discard';
  /**
   * Takes the bytes over before it returns (the buffer is reused). A promise holds the socket back until it settles.
   * `enough` closes the connection without reading on.
   */
  chunk(bytes: Uint8Array): Appetite | Promise<Appetite>;
  /**
   * Memory into which the next bytes of the body may be read, so that nobody has to copy them; null: none now. It is the transport's
   * until `chunk` is called or the exchange is over, but not while a promise of `chunk` is pending: it may be in use until then. Asked
   * after each chunk at most; a transport that can't use it never asks.
   */
  lend?(): Uint8Array | null;
}

/** How one exchange ended. Expected trouble is a value; `get` rejects only for a fault, such as a receiver that throws. */
export type TransportOutcome =
  /** The body was read to its announced end. */
  | { readonly kind: 'ended' }
  /** The receiver did not want the body, or wanted no more of it. */
  | { readonly kind: 'discarded' }
  | { readonly kind: 'aborted' }
  | { readonly kind: 'failed'; readonly failure: NetworkFailure | HttpFailure };

export interface Transport {
  /** One GET. Resolves when the exchange is over and its socket is released or closed. */
  get(request: TransportRequest, receiver: ResponseReceiver, signal: AbortSignal): Promise<TransportOutcome>;
  /** Closes pooled idle connections, for use after sleep or a change of network. */
  dropIdleConnections(): Promise<void>;
  close(): Promise<void>;
}
