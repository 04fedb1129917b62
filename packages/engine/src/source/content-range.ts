/** Content-Range is what a part is judged by, so it is read strictly: RFC 9110 §14.4, unit `bytes` only. */
import { byteRange, type ByteRange } from '@sluice/model';
import { parseCount, type Count } from './parse-count.ts';

export type ContentRange =
  | { readonly kind: 'bytes'; readonly range: ByteRange; /** Null for `*`: the server does not know. */ readonly totalBytes: number | null }
  /** The form of a 416. Null where the server wrote a `*` there too. */
  | { readonly kind: 'unsatisfied'; readonly totalBytes: number | null }
  | { readonly kind: 'too-large'; readonly size: string };

const MAX_LENGTH = 256;
const SHAPE = /^bytes (?:([0-9]+)-([0-9]+)|\*)\/([0-9]+|\*)$/i;

/** Reads the value; null when it does not follow the grammar, or contradicts itself. */
export function parseContentRange(value: string): ContentRange | null {
  const match = value.length <= MAX_LENGTH ? SHAPE.exec(value.trim()) : null;
  if (match === null) return null;
  const [, firstText, lastText, totalText = '*'] = match;
  const total = totalText === '*' ? null : parseCount(totalText);
  if (total?.kind === 'too-large') return total;
  const totalBytes = total?.value ?? null;
  if (firstText === undefined || lastText === undefined) return { kind: 'unsatisfied', totalBytes };
  return satisfied(parseCount(firstText), parseCount(lastText), totalBytes);
}

function satisfied(first: Count | null, last: Count | null, totalBytes: number | null): ContentRange | null {
  if (first === null || last === null) return null;
  if (first.kind === 'too-large') return first;
  if (last.kind === 'too-large') return last;
  if (last.value === Number.MAX_SAFE_INTEGER) return { kind: 'too-large', size: String(last.value) };
  if (last.value < first.value || (totalBytes !== null && totalBytes <= last.value)) return null;
  return { kind: 'bytes', range: byteRange(first.value, last.value + 1), totalBytes };
}
