/** Law 2, check, then write: a response to a part request is compared with what was asked before its first byte is written. */
import { assertNever, type ByteRange, type HttpFailure, type ProtocolFault, type RemoteFile } from '@sluice/model';
import { contentLengthOf } from './content-length.ts';
import { parseContentRange } from './content-range.ts';
import { sameTagWeakly } from './etag.ts';
import { sameDate } from './http-date.ts';
import { contentCodingOf, isHtml, mediaTypeOf } from './media-type.ts';
import { headerValue, type ResponseHead } from './response-head.ts';
import { retryAfterMs } from './retry-after.ts';
import { validatorOf } from './validator-of.ts';

/** What was asked, and what is known of the file that was begun: `{ ...remote, range, sizeBytes, resumed }`. */
export interface PartAsk extends Pick<RemoteFile, 'validator' | 'etag' | 'lastModified' | 'mediaType' | 'contentCoding'> {
  readonly range: ByteRange;
  readonly sizeBytes: number;
  /** Whether the job has bytes from before: of an earlier run or connection, since when a session may have ended. */
  readonly resumed: boolean;
  /** Whether a strong validator vouches for the file that was begun: then its size is the known one, though the server writes `*`. */
  readonly proved?: boolean;
}

export type PartVerdict =
  /** The body may be written: it is this range, which may be shorter than asked. Bytes past it are never written (B3). */
  | { readonly kind: 'accept'; readonly range: ByteRange }
  /** Another file is there now (C6). */
  | { readonly kind: 'remote-changed'; readonly what: 'validator' | 'size' }
  /** The server sends the whole, unchanged file: it has no ranges now (B4). Stop reading at once. */
  | { readonly kind: 'no-ranges' }
  /** The range is not there: what is there must be asked anew (B5). */
  | { readonly kind: 'probe-again' }
  | { readonly kind: 'refused'; readonly failure: HttpFailure };

/** Judges the head of a response to a request for `ask.range`: spec B3, B4, B5, A8. Pure; nothing in the head can make it throw. */
export function checkPartResponse(ask: PartAsk, head: ResponseHead, nowMs: number): PartVerdict {
  const { status } = head;
  if (status === 206) return checkPartial(ask, head);
  if (status === 200) return checkWhole(ask, head);
  if (status === 412) return { kind: 'remote-changed', what: 'validator' };
  if (status === 416) return { kind: 'probe-again' };
  if (status < 400 || status > 599) return fault('status');
  return refused({ kind: 'http-status', status, retryAfterMs: retryAfterMs(headerValue(head, 'retry-after'), nowMs) });
}

function checkPartial(ask: PartAsk, head: ResponseHead): PartVerdict {
  if (mediaTypeOf(head) === 'multipart/byteranges') return fault('multipart');
  const value = headerValue(head, 'content-range');
  if (value === null) return fault('no-content-range');
  const told = parseContentRange(value);
  if (told?.kind === 'too-large') return refused(told);
  if (told?.kind !== 'bytes') return fault('content-range-syntax');
  const page = pageInstead(ask, head, told.totalBytes);
  if (page !== null) return page;
  if (contentCodingOf(head) !== null || ask.contentCoding !== null) return fault('content-coding');
  if (told.totalBytes === null && ask.proved !== true) return fault('content-range-total');
  const changed = whatChanged(ask, head, told.totalBytes);
  if (changed !== null) return { kind: 'remote-changed', what: changed };
  if (told.range.start !== ask.range.start) return fault('content-range-start');
  if (told.range.end > ask.range.end) return fault('content-range-end');
  const length = contentLengthOf(head);
  const fits = length.kind === 'absent' || (length.kind === 'count' && length.value === told.range.end - told.range.start);
  return fits ? { kind: 'accept', range: told.range } : fault('content-length');
}

function checkWhole(ask: PartAsk, head: ResponseHead): PartVerdict {
  if (mediaTypeOf(head) === 'multipart/byteranges') return fault('multipart');
  const length = contentLengthOf(head);
  if (length.kind === 'malformed') return fault('content-length');
  const totalBytes = length.kind === 'count' ? length.value : null;
  const page = pageInstead(ask, head, totalBytes);
  if (page !== null) return page;
  // Length and tags belong to one coding of the file; those of another can't prove that it changed.
  if (contentCodingOf(head) !== ask.contentCoding) return fault('content-coding');
  if (length.kind === 'too-large') return { kind: 'remote-changed', what: 'size' };
  const changed = whatChanged(ask, head, totalBytes);
  return changed === null ? { kind: 'no-ranges' } : { kind: 'remote-changed', what: changed };
}

/**
 * A8: HTML of another (or an unknown) size where the file was no HTML. Where it was, a page without any validator that answers
 * a resume is taken for a login page too: to stop keeps the bytes, to restart would fetch the page and call it done.
 */
function pageInstead(ask: PartAsk, head: ResponseHead, totalBytes: number | null): PartVerdict | null {
  const mediaType = mediaTypeOf(head);
  if (mediaType === null || !isHtml(mediaType) || totalBytes === ask.sizeBytes) return null;
  const unsigned = headerValue(head, 'etag') === null && headerValue(head, 'last-modified') === null;
  return !isHtml(ask.mediaType) || (ask.resumed && unsigned) ? refused({ kind: 'not-the-file', mediaType }) : null;
}

/** What proves that another file is there now; null when nothing does. What the server leaves out proves nothing. */
function whatChanged(ask: PartAsk, head: ResponseHead, totalBytes: number | null): 'validator' | 'size' | null {
  if (validatorDiffers(ask, head)) return 'validator';
  return totalBytes === null || totalBytes === ask.sizeBytes ? null : 'size';
}

/** Equal strong ETags decide alone: nodes of one service often disagree on dates. Else every validator sent must be the known one. */
function validatorDiffers(ask: PartAsk, head: ResponseHead): boolean {
  const sent = validatorOf(head);
  const etag = headerValue(head, 'etag')?.trim() ?? null;
  const lastModified = headerValue(head, 'last-modified')?.trim() ?? null;
  const known = knownValidators(ask);
  if (known.etag !== null && etag !== null) {
    if (ask.validator?.kind === 'strong-etag' && sent?.kind === 'strong-etag' && ask.validator.etag === sent.etag) return false;
    if (!sameTagWeakly(known.etag, etag)) return true;
  }
  return known.lastModified !== null && lastModified !== null && !sameDate(known.lastModified, lastModified);
}

function knownValidators(ask: PartAsk): { readonly etag: string | null; readonly lastModified: string | null } {
  const { validator, etag, lastModified } = ask;
  if (validator === null) return { etag, lastModified };
  switch (validator.kind) {
    case 'strong-etag':
      return { etag: validator.etag, lastModified };
    case 'strong-date':
      return { etag, lastModified: validator.lastModified };
    default:
      return assertNever(validator);
  }
}

function fault(protocolFault: ProtocolFault): PartVerdict {
  return refused({ kind: 'protocol', fault: protocolFault });
}

function refused(failure: HttpFailure): PartVerdict {
  return { kind: 'refused', failure };
}
