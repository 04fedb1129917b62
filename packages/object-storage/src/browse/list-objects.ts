/** The objects of a bucket, page by page: nothing is held but the page that is looked at (spec G9). */
import { delay, type Clock } from '@sluice/engine';
import type { Connection, Failure } from '@sluice/model';
import { failureFrom } from '../answer/judge-error.ts';
import { parseError } from '../answer/parse-error.ts';
import { exchange, type Exchanged } from '../client/exchange.ts';
import { ObjectClient, type ClientPorts } from '../client/object-client.ts';
import type { Pair } from '../sign/signing.ts';
import { parseListing, type Listing } from './parse-listing.ts';

export interface ListOrder {
  readonly connection: Connection;
  readonly bucket: string;
  /** Empty: all. */
  readonly prefix: string;
  /** `/` shows one level; null: everything below the prefix. */
  readonly delimiter: '/' | null;
  readonly requestPayer?: boolean;
  /** 1…1,000; absent: 1,000. */
  readonly pageSize?: number;
  /** Where to go on: the `next` of an earlier page. */
  readonly from?: string;
}

export type ListStep =
  | { readonly kind: 'page'; readonly objects: Listing['objects']; readonly prefixes: readonly string[]; readonly next: string | null }
  /** What came before is right, but not all. */
  | { readonly kind: 'failed'; readonly failure: Failure };

/** A thousand keys of 1,023 bytes, escaped threefold, with what stands around them. */
const MAX_PAGE_BYTES = 8 * 1024 * 1024;
/** No bucket has so many thousands: a store that names ever new pages is lying. */
const MAX_PAGES = 1_000_000;
const ATTEMPTS = 4;

/** Ends after the last page, after a failure, or quietly when `signal` aborts. The next page is asked for when it is wanted. */
export async function* listObjects(
  ports: ClientPorts & { readonly clock: Clock },
  order: ListOrder,
  signal: AbortSignal,
): AsyncGenerator<ListStep, void> {
  const client = new ObjectClient(ports);
  let token: string | null = order.from ?? null;
  for (let pages = 0; pages < MAX_PAGES; pages += 1) {
    const answered = await askPage(client, ports.clock, order, token, signal);
    if (answered.kind === 'aborted') return;
    if (answered.kind === 'failed') {
      yield answered;
      return;
    }
    const listing = readPage(order.connection, answered);
    if ('kind' in listing) {
      yield listing;
      return;
    }
    yield { kind: 'page', objects: listing.objects, prefixes: listing.prefixes, next: listing.next };
    if (listing.next === null || listing.next === token) return;
    token = listing.next;
  }
}

function readPage(
  { provider }: Connection,
  { head, body, whole }: Extract<Exchanged, { kind: 'answered' }>,
): Listing | Extract<ListStep, { kind: 'failed' }> {
  if (head.status !== 200) return { kind: 'failed', failure: failureFrom(provider, 'list', head.status, parseError(head, body)) };
  const listing = whole ? parseListing(Buffer.from(body).toString('utf8')) : null;
  return listing ?? { kind: 'failed', failure: { kind: 'protocol', fault: 'malformed' } };
}

/** Trouble that passes is waited for a little; a user who looks at a list wants to know soon. */
async function askPage(
  client: ObjectClient,
  clock: Clock,
  order: ListOrder,
  token: string | null,
  signal: AbortSignal,
): Promise<Exchanged> {
  const { connection, bucket, requestPayer } = order;
  const headers: readonly Pair[] =
    requestPayer === true ? [[connection.provider === 'oss' ? 'x-oss-request-payer' : 'x-amz-request-payer', 'requester']] : [];
  const wanted = { verb: 'GET', key: '', query: queryFor(order, token), headers, unsigned: [] } as const;
  for (let attempt = 1; ; attempt += 1) {
    const answered = await exchange(client, connection, bucket, wanted, signal, MAX_PAGE_BYTES);
    if (attempt >= ATTEMPTS || !mayPass(answered)) return answered;
    await delay(clock, 250 * 2 ** attempt, signal);
    if (signal.aborted) return { kind: 'aborted' };
  }
}

function mayPass(answered: Exchanged): boolean {
  if (answered.kind === 'answered')
    return answered.head.status >= 500 || answered.head.status === 429 || (answered.head.status === 200 && !answered.whole);
  return answered.kind === 'failed' && ['reset', 'timeout', 'connect', 'dns'].includes(answered.failure.kind);
}

function queryFor({ prefix, delimiter, pageSize = 1000 }: ListOrder, token: string | null): readonly Pair[] {
  return [
    ['list-type', '2'],
    ['encoding-type', 'url'],
    ['max-keys', String(Math.max(1, Math.min(1000, pageSize)))],
    ...(prefix === '' ? [] : [['prefix', prefix] as const]),
    ...(delimiter === null ? [] : [['delimiter', delimiter] as const]),
    ...(token === null ? [] : [['continuation-token', token] as const]),
  ];
}
