/** Does a response carry the representation that was begun? The validator ladder (spec B1), as far as heads can tell; pure. */
import type { RemoteFile } from '@sluice/model';
import { parseEtag, sameTagWeakly } from './etag.ts';
import { sameDate } from './http-date.ts';
import { headerValue, type ResponseHead } from './response-head.ts';

export type Continuity =
  /** A strong validator says so, or the server does by honouring If-Range. */
  | 'same'
  /** Nothing contradicts and nothing proves it: only bytes can. */
  | 'unproved'
  /** The ETag is another while the date agrees: nodes of one service often disagree so. Only bytes can tell. */
  | 'other-node'
  | 'changed';

export type KnownValidators = Pick<RemoteFile, 'validator' | 'etag' | 'lastModified'>;

/**
 * Judges the validators of a 200 or 206; its size is `checkPartResponse`'s. `conditional`: the request carried If-Range, so that a
 * 206 is the server's word that the representation is the one named there (RFC 9110 §13.1.5).
 */
export function judgeContinuity(known: KnownValidators, head: ResponseHead, conditional: boolean): Continuity {
  const tags = compareTags(known, head);
  const dates = compareDates(known, head);
  if (tags === 'strongly-equal') return 'same';
  if (tags === 'different') return dates === 'equal' ? 'other-node' : 'changed';
  if (dates === 'different') return 'changed';
  if (conditional && head.status === 206) return 'same';
  return known.validator?.kind === 'strong-date' && dates === 'equal' ? 'same' : 'unproved';
}

function compareTags({ validator, etag }: KnownValidators, head: ResponseHead): 'strongly-equal' | 'no-contradiction' | 'different' {
  const known = validator?.kind === 'strong-etag' ? validator.etag : etag;
  const sent = headerValue(head, 'etag')?.trim() ?? null;
  if (known === null || sent === null) return 'no-contradiction';
  if (validator?.kind === 'strong-etag' && sent === known && parseEtag(sent)?.weak === false) return 'strongly-equal';
  return sameTagWeakly(known, sent) ? 'no-contradiction' : 'different';
}

function compareDates({ validator, lastModified }: KnownValidators, head: ResponseHead): 'equal' | 'no-contradiction' | 'different' {
  const known = validator?.kind === 'strong-date' ? validator.lastModified : lastModified;
  const sent = headerValue(head, 'last-modified')?.trim() ?? null;
  if (known === null || sent === null) return 'no-contradiction';
  return sameDate(known, sent) ? 'equal' : 'different';
}
