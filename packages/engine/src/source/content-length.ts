/** The announced length of a body. A second, different announcement is an attack or a bug: nothing is taken on its word (spec B5). */
import { headerValues, type ResponseHead } from './response-head.ts';
import { parseCount, type Count } from './parse-count.ts';

export type ContentLength = Count | { readonly kind: 'absent' } | { readonly kind: 'malformed' };

/**
 * Content-Length of a response. Absent also where a transfer coding frames the body, which overrides it (RFC 9112 §6.3).
 * Malformed when it is not plain digits, or repeated with different values.
 */
export function contentLengthOf(head: ResponseHead): ContentLength {
  const [first, ...rest] = headerValues(head, 'content-length');
  if (first === undefined || headerValues(head, 'transfer-encoding').length > 0) return { kind: 'absent' };
  if (rest.some((value) => value !== first)) return { kind: 'malformed' };
  return parseCount(first.trim()) ?? { kind: 'malformed' };
}
