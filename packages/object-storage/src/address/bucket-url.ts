/** Is an https address an object of a bucket that a connection knows? Then it can be fetched as that, signed (spec G1, G4). */
import type { Connection, ObjectAddress } from '@sluice/model';
import { endpointOf, isPathOnly, parseEndpoint } from './endpoint.ts';
import { unescapePath } from './escape-key.ts';

/**
 * The object that `url` names under `connection`, whatever its query signs; null when the host is another. `bound`: the bucket of a
 * connection whose endpoint is the bucket's own domain, which does not say it.
 */
export function objectInUrl(connection: Connection, url: string, bound: string | null = null): ObjectAddress | null {
  const match = /^https?:\/\/([^/?#@]+)\/([^?#]*)(?:\?([^#]*))?/i.exec(url);
  const host = parseEndpoint(match?.[1] ?? '')?.host;
  const path = unescapePath(match?.[2] ?? '');
  if (host === undefined || path === null) return null;
  const isBound = connection.addressing === 'cname' && !isPathOnly(host);
  const found = isBound ? onOwnDomain(connection, host, path, bound) : splitPath(connection, host, path);
  if (found === null || found.key === '') return null;
  return { provider: connection.provider, ...found, versionId: versionIn(match?.[3] ?? '') };
}

type Found = { readonly bucket: string; readonly key: string } | null;

function onOwnDomain(connection: Connection, host: string, path: string, bound: string | null): Found {
  return bound !== null && host === endpointOf(connection)?.host ? { bucket: bound, key: path } : null;
}

function splitPath(connection: Connection, host: string, path: string): Found {
  for (const network of ['public', 'internal', 'accelerate', 'dual-stack'] as const) {
    const endpoint = endpointOf(connection.endpoint === null ? { ...connection, network } : connection)?.host;
    if (endpoint === undefined) continue;
    if (host === endpoint && (connection.addressing === 'path' || isPathOnly(host) || connection.addressing === 'virtual-host')) {
      const slash = path.indexOf('/');
      return slash <= 0 ? null : { bucket: path.slice(0, slash), key: path.slice(slash + 1) };
    }
    if (connection.addressing !== 'cname' && host.endsWith(`.${endpoint}`))
      return { bucket: host.slice(0, -endpoint.length - 1), key: path };
  }
  return null;
}

function versionIn(query: string): string | null {
  const version = new URLSearchParams(query).get('versionId') ?? '';
  return version === '' ? null : version;
}
