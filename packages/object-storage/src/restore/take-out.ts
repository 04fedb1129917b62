/** An object that is in an archive: what the store says of it, the wish to take it out, and when to look again (spec G8). */
import { headerValue, type ResponseHead } from '@sluice/engine';
import type { Connection, Failure } from '@sluice/model';
import { failureFrom } from '../answer/judge-error.ts';
import { parseError } from '../answer/parse-error.ts';
import { exchange } from '../client/exchange.ts';
import type { ObjectClient } from '../client/object-client.ts';
import { objectHeaders, queryOf, type ObjectWish } from '../source/object-headers.ts';
import { restoreStateOf, usualRestoreMs } from './parse-restore.ts';
import type { RestoreWatch } from './restore-watch.ts';

export type TakeOut =
  /** It can be read now. */
  { readonly kind: 'readable' } | { readonly kind: 'aborted' } | { readonly kind: 'failed'; readonly failure: Failure };

/** How long it stays readable. */
const DAYS = 3;
const XML: Readonly<Record<Connection['provider'], string>> = {
  oss: `<RestoreRequest><Days>${DAYS}</Days></RestoreRequest>`,
  s3:
    `<RestoreRequest xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Days>${DAYS}</Days>` +
    '<GlacierJobParameters><Tier>Standard</Tier></GlacierJobParameters></RestoreRequest>',
};

/** The refusal that said so may name the class; the head of the object tells the rest. Asks for the restore only where the user wants it. */
export async function takeOut(
  { client, connection, watch, wish }: { client: ObjectClient; connection: Connection; watch: RestoreWatch; wish: ObjectWish },
  toldClass: string | null,
  signal: AbortSignal,
): Promise<TakeOut> {
  const { address, options, secrets } = wish;
  const { bucket, key, provider } = address;
  const order = { key, query: queryOf(wish), headers: objectHeaders(provider, options, secrets), unsigned: [] };
  const looked = await exchange(client, connection, bucket, { ...order, verb: 'HEAD' }, signal);
  if (looked.kind === 'aborted') return looked;
  // The head is only for the details; a store that refuses it has said enough already.
  const head: ResponseHead = looked.kind === 'answered' && looked.head.status < 300 ? looked.head : { status: 0, headers: [] };
  const storageClass = headerValue(head, `x-${provider === 'oss' ? 'oss' : 'amz'}-storage-class`) ?? toldClass;
  const state = restoreStateOf(head);
  if (state === 'restored') return { kind: 'readable' };
  const id = JSON.stringify([connection.id, bucket, key, options.versionId ?? address.versionId]);
  if (state === 'ongoing' || options.requestRestore !== true) return waiting(id, state === 'ongoing');
  const body = XML[provider];
  const headers = [...order.headers, ['Content-Type', 'application/xml'] as const];
  const query = [...order.query, ['restore', ''] as const];
  const asked = await exchange(client, connection, bucket, { ...order, verb: 'POST', query, headers, body }, signal);
  if (asked.kind !== 'answered') return asked;
  switch (asked.head.status) {
    case 200:
      // It was readable already, and is now for longer.
      return { kind: 'readable' };
    case 202:
      watch.noteRequested(id, client.ports.clock.nowMs());
      return waiting(id, true);
    case 409:
      return waiting(id, true);
    default:
      return { kind: 'failed', failure: failureFrom(provider, 'restore', asked.head.status, parseError(asked.head, asked.body)) };
  }

  function waiting(object: string, ongoing: boolean): TakeOut {
    const sinceMs = watch.requestedAtMs(object);
    const usualMs = usualRestoreMs(storageClass);
    const expectedEndAtMs = ongoing && sinceMs !== null && usualMs !== null ? sinceMs + usualMs : null;
    const pollAfterMs = watch.nextPollMs(object);
    return { kind: 'failed', failure: { kind: 'restore-needed', storageClass, ongoing, expectedEndAtMs, pollAfterMs } };
  }
}
