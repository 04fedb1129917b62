/** Which validator of a response may join bytes of two responses: only a strong one (spec B1). */
import type { Validator } from '@sluice/model';
import { parseEtag } from './etag.ts';
import { parseHttpDate } from './http-date.ts';
import { headerValue, type ResponseHead } from './response-head.ts';

/**
 * The strong ETag, else a Last-Modified that is strong, else null. An empty ETag (`""`) is legal, but servers that send it send it
 * for everything.
 *
 * RFC 9110 §13.1.5 wants no date in If-Range where the server sent an entity tag. Beside a *weak* tag the strong date is used all the
 * same: file servers with weak tags (`W/"size-mtime"`) could not be resumed otherwise, and a server that minds answers 200,
 * which costs a request and no bytes.
 */
export function validatorOf(head: ResponseHead): Validator | null {
  const etag = headerValue(head, 'etag')?.trim() ?? '';
  const tag = parseEtag(etag);
  if (tag !== null && !tag.weak && tag.opaque !== '""') return { kind: 'strong-etag', etag };
  return strongDateOf(head);
}

/**
 * Last-Modified where it is a strong validator, whatever the ETag. A date is strong for a client by RFC 9110 §8.8.2.2 when the
 * response's Date is at least one second after it and both come from one clock: then the file can't have changed again within the
 * second that Last-Modified names. That both stand in one response head is taken as the same clock.
 */
export function strongDateOf(head: ResponseHead): Validator | null {
  const lastModified = headerValue(head, 'last-modified')?.trim() ?? '';
  const modifiedMs = parseHttpDate(lastModified);
  const sentMs = parseHttpDate(headerValue(head, 'date')?.trim() ?? '');
  const strong = modifiedMs !== null && sentMs !== null && sentMs - modifiedMs >= 1000;
  return strong ? { kind: 'strong-date', lastModified } : null;
}
