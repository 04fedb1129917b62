/** Which server a connection means: an endpoint as written, or the one that a region has for a kind of network. */
import { isIP } from 'node:net';
import type { Connection, ObjectProvider } from '@sluice/model';

export interface Endpoint {
  readonly scheme: 'http:' | 'https:';
  /** With its port where it has one. */
  readonly host: string;
  /** The bare one that `v4` signs; null: not known. */
  readonly region: string | null;
}

/** Null when the connection has neither an endpoint that can be read nor a region. */
export function endpointOf({ provider, endpoint, region, network }: Connection): Endpoint | null {
  const bare = bareRegion(region);
  if (endpoint === null) return bare === null ? null : { scheme: 'https:', host: hostFor(provider, bare, network), region: bare };
  const parsed = parseEndpoint(endpoint);
  return parsed === null ? null : { ...parsed, region: bare ?? regionIn(provider, parsed.host) ?? defaultRegion(provider) };
}

/** A host with or without a scheme and a port, and nothing behind; null for anything else. */
export function parseEndpoint(text: string): Pick<Endpoint, 'scheme' | 'host'> | null {
  const match = /^(?:(https?):\/\/)?((?:\[[0-9a-f:.]+\]|[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?)(?::\d{1,5})?)\/?$/i.exec(text.trim());
  const scheme = match?.[1]?.toLowerCase() === 'http' ? 'http:' : 'https:';
  // The port that the scheme has anyway is not sent, and so it must not be signed.
  const host = match?.[2]?.toLowerCase().replace(scheme === 'http:' ? /:80$/ : /:443$/, '');
  return host === undefined ? null : { scheme, host };
}

/** Whether the server can have no bucket before its name, so that it is addressed by path without being asked. */
export function isPathOnly(host: string): boolean {
  const name = host.replace(/:\d+$/, '').replace(/^\[|\]$/g, '');
  return isIP(name) !== 0 || name === 'localhost';
}

/** `oss-cn-hangzhou` and `cn-hangzhou` are one; null when it is none. */
export function bareRegion(text: string | null): string | null {
  const region = text?.trim().toLowerCase().replace(/^oss-/, '') ?? '';
  return /^[a-z0-9][a-z0-9-]{0,62}$/.test(region) ? region : null;
}

/** The region that the provider's own host names carry. */
export function regionIn(provider: ObjectProvider, host: string): string | null {
  const name = host.replace(/:\d+$/, '');
  if (provider === 'oss') {
    const oss = /(?:^|\.)oss-([a-z0-9-]+?)(?:-internal)?\.aliyuncs\.com$/.exec(name)?.[1];
    const dualStack = /(?:^|\.)([a-z0-9-]+)\.oss\.aliyuncs\.com$/.exec(name)?.[1];
    return oss?.startsWith('accelerate') === true ? null : (oss ?? dualStack ?? null);
  }
  return /(?:^|\.)s3[.-](?:dualstack\.)?([a-z]{2}(?:-[a-z]+)+-\d)\.amazonaws\.com(?:\.cn)?$/.exec(name)?.[1] ?? null;
}

/** S3-compatible stores that don't care for regions take this one. */
function defaultRegion(provider: ObjectProvider): string | null {
  return provider === 's3' ? 'us-east-1' : null;
}

function hostFor(provider: ObjectProvider, region: string, network: Connection['network']): string {
  if (provider === 'oss') {
    const HOSTS = {
      public: `oss-${region}.aliyuncs.com`,
      internal: `oss-${region}-internal.aliyuncs.com`,
      accelerate: 'oss-accelerate.aliyuncs.com',
      'dual-stack': `${region}.oss.aliyuncs.com`,
    } as const;
    return HOSTS[network];
  }
  const domain = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
  if (network === 'accelerate') return `s3-accelerate.${domain}`;
  return network === 'dual-stack' ? `s3.dualstack.${region}.${domain}` : `s3.${region}.${domain}`;
}
