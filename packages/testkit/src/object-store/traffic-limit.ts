/** `x-oss-traffic-limit`, in a header or in a link: a number of bits per second within bounds. */
import type { RequestHead } from '../read-request.ts';
import { parameter, type QueryPair } from './raw-target.ts';
import { storeError, type Dialect, type StoreError } from './store-error.ts';

const LEAST_BITS = 819_200;
const MOST_BITS = 838_860_800;

export interface TrafficLimit {
  readonly error: StoreError | null;
  /** Null without a limit. */
  readonly bytesPerSecond: number | null;
}

/** Reads the limit that the request sets itself. S3 has none. */
export function readTrafficLimit({ headers }: RequestHead, query: readonly QueryPair[], dialect: Dialect): TrafficLimit {
  const said = headers['x-oss-traffic-limit'] ?? parameter(query, 'x-oss-traffic-limit');
  if (said === null || dialect === 's3') return { error: null, bytesPerSecond: null };
  const bits = Number(said);
  if (/^\d+$/.test(said) && bits >= LEAST_BITS && bits <= MOST_BITS) return { error: null, bytesPerSecond: bits / 8 };
  return {
    error: storeError('InvalidArgument', { message: 'The traffic limit is not within the range of 819200 to 838860800.' }),
    bytesPerSecond: null,
  };
}
