/** Where requests for a bucket go: the origin, and what stands before the key in the path. */
import type { Connection } from '@sluice/model';
import { endpointOf, isPathOnly } from './endpoint.ts';
import { escapePath } from './escape-key.ts';

export interface Place {
  readonly provider: Connection['provider'];
  readonly scheme: 'http:' | 'https:';
  /** The Host header. */
  readonly host: string;
  readonly region: string | null;
  readonly bucket: string;
  /** Whether the bucket stands in the path. */
  readonly byPath: boolean;
}

/** Null when the connection does not say where. */
export function placeOf(connection: Connection, bucket: string): Place | null {
  const endpoint = endpointOf(connection);
  if (endpoint === null) return null;
  const { provider, addressing } = connection;
  const place = { provider, scheme: endpoint.scheme, region: endpoint.region, bucket };
  const byPath = isPathOnly(endpoint.host) || addressing === 'path' || !fitsBeforeHost(bucket, endpoint.scheme);
  if (byPath && addressing !== 'cname') return { ...place, host: endpoint.host, byPath };
  if (isPathOnly(endpoint.host)) return { ...place, host: endpoint.host, byPath: true };
  return { ...place, host: addressing === 'cname' ? endpoint.host : `${bucket}.${endpoint.host}`, byPath: false };
}

/** The path as sent: escaped, never normalised. An empty key means the bucket. */
export function pathAt({ bucket, byPath }: Place, key: string): string {
  return byPath ? `/${bucket}/${escapePath(key)}` : `/${escapePath(key)}`;
}

/** A dot in the bucket's name does not fit the certificate, and capitals or underscores no host name. */
function fitsBeforeHost(bucket: string, scheme: Place['scheme']): boolean {
  return /^[a-z0-9][a-z0-9.-]*[a-z0-9]$/.test(bucket) && !(scheme === 'https:' && bucket.includes('.'));
}
