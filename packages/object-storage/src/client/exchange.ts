/** A control request and its small answer: lists, restores, heads. Signed like the parts, and corrected by the same refusals. */
import { openResponse, type ResponseHead } from '@sluice/engine';
import type { Connection, Failure } from '@sluice/model';
import { collectBody } from '../answer/collect-body.ts';
import { MAX_ERROR_BYTES, parseError } from '../answer/parse-error.ts';
import type { ObjectClient, Wanted } from './object-client.ts';

export type Exchanged =
  | { readonly kind: 'answered'; readonly head: ResponseHead; readonly body: Uint8Array; readonly whole: boolean }
  | { readonly kind: 'aborted' }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** The first request, and one for each of: the clock, the endpoint, the region. */
export const MAX_TURNS = 4;

/** Answers of any status are `answered`; at most `maxBytes` of a good one's body are read. */
export async function exchange(
  client: ObjectClient,
  connection: Connection,
  bucket: string,
  wanted: Wanted,
  signal: AbortSignal,
  maxBytes = MAX_ERROR_BYTES,
): Promise<Exchanged> {
  for (let turn = 1; ; turn += 1) {
    const prepared = await client.prepare(connection, bucket, wanted);
    if ('failure' in prepared) return { kind: 'failed', failure: prepared.failure };
    const opened = await openResponse(client.ports.transport, prepared.request, signal);
    if (opened.kind !== 'open') return opened;
    const { head } = opened;
    const body = await collectBody(opened, head.status < 300 ? maxBytes : MAX_ERROR_BYTES);
    if (body.kind === 'aborted') return body;
    const teachable = head.status >= 300 && turn < MAX_TURNS;
    if (teachable && client.learn(connection, prepared.attempt, head, parseError(head, body.bytes))) continue;
    return { kind: 'answered', head, body: body.bytes, whole: body.whole };
  }
}
