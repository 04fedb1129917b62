/** Which bucket and key a request means: by virtual host, by path, or by a domain that was bound to a bucket (CNAME). */
import { isIP } from 'node:net';
import type { QueryPair, RawTarget } from './raw-target.ts';

export interface Address {
  /** Null for a request to the service itself. */
  readonly bucket: string | null;
  /** Empty for a request to the bucket. */
  readonly key: string;
  readonly query: readonly QueryPair[];
  /** The host without its port. */
  readonly host: string;
  /** The path decoded once, as sent: with the bucket in it when that is how it was addressed. */
  readonly path: string;
}

export interface HostNames {
  /** Endpoint host → region. */
  readonly endpoints: Readonly<Record<string, string>>;
  /** Custom domain → bucket. */
  readonly cnames: Readonly<Record<string, string>>;
}

/** Resolves the Host header and the target. An IP address, localhost and an endpoint itself are addressed by path. */
export function resolveAddress(hostHeader: string, target: RawTarget, names: HostNames): Address {
  const host = hostHeader.replace(/:\d+$/, '').toLowerCase();
  const { path, query } = target;
  const bound = names.cnames[host] ?? bucketBefore(host, Object.keys(names.endpoints));
  if (bound !== null) return { bucket: bound, key: path.slice(1), query, host, path };
  const slash = path.indexOf('/', 1);
  const bucket = slash < 0 ? path.slice(1) : path.slice(1, slash);
  return { bucket: bucket === '' ? null : bucket, key: slash < 0 ? '' : path.slice(slash + 1), query, host, path };
}

/** The region that the host speaks for; null for addresses that could be anyone's. */
export function regionOf(host: string, { endpoints }: HostNames): string | null {
  const endpoint = Object.keys(endpoints).find((name) => host === name || host.endsWith(`.${name}`));
  return endpoint === undefined || isIP(host) !== 0 ? null : (endpoints[endpoint] ?? null);
}

function bucketBefore(host: string, endpoints: readonly string[]): string | null {
  const endpoint = endpoints.find((name) => host.endsWith(`.${name}`));
  return endpoint === undefined ? null : host.slice(0, -endpoint.length - 1);
}
