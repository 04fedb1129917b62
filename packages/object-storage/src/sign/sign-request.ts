/** A request for a bucket or an object as it goes to the transport: addressed, and signed the way the connection wants it. */
import { USER_AGENT, type TransportRequest } from '@sluice/engine';
import type { Connection } from '@sluice/model';
import { queryText } from '../address/escape-key.ts';
import { pathAt, type Place } from '../address/place.ts';
import { signV1Header } from './oss-v1.ts';
import { signV4Header } from './oss-v4.ts';
import { signS3Header } from './sig-v4.ts';
import type { Credentials, Pair } from './signing.ts';

export interface SignOrder {
  readonly place: Place;
  readonly signature: Connection['signature'];
  /** Null: anonymous. */
  readonly credentials: Credentials | null;
  readonly verb: 'GET' | 'HEAD' | 'POST';
  readonly key: string;
  readonly query: readonly Pair[];
  /** The provider's own (`x-oss-*`, `x-amz-*`) and content headers: these are signed. */
  readonly headers: readonly Pair[];
  /** Such as `Range` and `If-Match`: sent and not signed. */
  readonly unsigned: readonly Pair[];
  readonly body?: string;
  /** By the store's clock as far as it is known. */
  readonly nowMs: number;
}

export function signRequest(order: SignOrder): TransportRequest {
  const { place, verb, key, query, headers, unsigned, body } = order;
  const search = queryText(query);
  const url = `${place.scheme}//${place.host}${pathAt(place, key)}${search === '' ? '' : `?${search}`}`;
  const all: readonly Pair[] = [['User-Agent', USER_AGENT], ...unsigned, ...headers, ...authorization(order)];
  return { url, headers: all, ...(verb === 'GET' ? {} : { method: verb }), ...(body === undefined ? {} : { body }) };
}

function authorization({ place, signature, credentials, verb, key, query, headers, body, nowMs }: SignOrder): readonly Pair[] {
  if (credentials === null) return [];
  const { bucket, host, region } = place;
  if (place.provider === 's3') {
    const request = { verb, host, path: pathAt(place, key), query, headers, body: body ?? '' };
    return signS3Header(request, credentials, { region: region ?? 'us-east-1', nowMs });
  }
  const request = { verb, bucket, key, query, headers };
  // Version 4 signs the region: where nobody knows it, only version 1 can be right.
  if (signature === 'v1' || region === null) return signV1Header(request, credentials, nowMs);
  return signV4Header(request, credentials, { region, product: 'oss', nowMs });
}
