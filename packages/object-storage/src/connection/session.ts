/** What is learned of a connection while the program runs: the store's clock, and where a bucket really is (spec G6). */
import type { Connection } from '@sluice/model';
import { parseEndpoint, regionIn } from '../address/endpoint.ts';
import { placeOf, type Place } from '../address/place.ts';

/** A clock that differs by more is rather nonsense in a header. */
const MAX_OFFSET_MS = 366 * 24 * 3600 * 1000;
const MAX_REMEMBERED = 1024;

export class Sessions {
  readonly #offsets = new Map<string, number>();
  readonly #moved = new Map<string, { readonly endpoint?: string; readonly region?: string }>();

  /** How far the store's clock is ahead of ours, in milliseconds. */
  offsetMs(connection: Connection): number {
    return this.#offsets.get(keyOf(connection)) ?? 0;
  }

  /** Takes the store's own time for signatures from now on; false when it is what is used already, or nonsense. */
  noteClock(connection: Connection, storeMs: number, ourMs: number): boolean {
    const offset = storeMs - ourMs;
    if (Math.abs(offset) > MAX_OFFSET_MS || Math.abs(offset - this.offsetMs(connection)) < 60_000) return false;
    remember(this.#offsets, keyOf(connection), offset);
    return true;
  }

  /** Where the bucket is, as far as is known; null: the connection does not say. */
  place(connection: Connection, bucket: string): Place | null {
    const { endpoint, region } = this.#moved.get(bucketKey(connection, bucket)) ?? {};
    if (endpoint !== undefined) return withRegion(placeOf({ ...connection, endpoint, region: null }, bucket), region);
    // S3 has a host for every region; an endpoint that was written down stays what it is.
    if (region !== undefined && connection.endpoint === null) return placeOf({ ...connection, region }, bucket);
    return withRegion(placeOf(connection, bucket), region);
  }

  /** The bucket is at another endpoint; false when nothing new was said. The scheme stays as it is. */
  noteEndpoint(connection: Connection, bucket: string, host: string): boolean {
    const key = bucketKey(connection, bucket);
    const place = this.place(connection, bucket);
    const parsed = parseEndpoint(host);
    if (place === null || parsed === null || this.#moved.get(key)?.endpoint !== undefined) return false;
    const bare = parsed.host.startsWith(`${bucket}.`) ? parsed.host.slice(bucket.length + 1) : parsed.host;
    const endpoint = `${place.scheme}//${bare}`;
    if (connection.endpoint === endpoint || bare === connection.endpoint || !mayFollow(place.host, bare)) return false;
    const region = regionIn(connection.provider, bare);
    remember(this.#moved, key, region === null ? { endpoint } : { endpoint, region });
    return true;
  }

  /** The bucket's region is another one than was signed; false when nothing new was said. */
  noteRegion(connection: Connection, bucket: string, region: string): boolean {
    const key = bucketKey(connection, bucket);
    if (!/^[a-z0-9-]{1,63}$/.test(region) || this.place(connection, bucket)?.region === region) return false;
    const known = this.#moved.get(key);
    if (known?.region !== undefined && known.endpoint === undefined) return false;
    remember(this.#moved, key, { ...known, region });
    return true;
  }
}

/** An answer must not lead signed requests away from the provider: only its own names are followed, and this computer's to itself. */
export function mayFollow(from: string, to: string): boolean {
  const isLocal = (host: string): boolean =>
    /^(?:127\.\d+\.\d+\.\d+|localhost|\[::1\])(?::\d+)?$/.test(host) || /\.localhost(?::\d+)?$/.test(host);
  if (isLocal(from)) return isLocal(to);
  return /\.(?:aliyuncs\.com|amazonaws\.com|amazonaws\.com\.cn)$/.test(to) && sameProvider(from, to);
}

/** A custom domain (CNAME) may lead to any of the providers' hosts. */
function sameProvider(from: string, to: string): boolean {
  const aliyun = (host: string): boolean => host.endsWith('.aliyuncs.com');
  const amazon = (host: string): boolean => /\.amazonaws\.com(?:\.cn)?$/.test(host);
  return (!aliyun(from) && !amazon(from)) || aliyun(from) === aliyun(to);
}

function withRegion(place: Place | null, region: string | undefined): Place | null {
  return place === null || region === undefined ? place : { ...place, region };
}

function remember<V>(map: Map<string, V>, key: string, value: V): void {
  const oldest = map.keys().next();
  if (map.size >= MAX_REMEMBERED && oldest.done !== true) map.delete(oldest.value);
  map.set(key, value);
}

function keyOf({ id, provider, endpoint, region }: Connection): string {
  return JSON.stringify([id, provider, endpoint, region]);
}

function bucketKey(connection: Connection, bucket: string): string {
  return `${keyOf(connection)} ${bucket}`;
}
