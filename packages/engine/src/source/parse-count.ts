/** Decimal counts of bytes in headers: digits only, and one too large to count exactly is told apart from garbage (spec A5). */
import { MAX_SIZE_BYTES } from '@sluice/model';

export type Count = { readonly kind: 'count'; readonly value: number } | { readonly kind: 'too-large'; readonly size: string };

const SHOWN_DIGITS = 40;
const MAX_DIGITS = 1024;

/** Reads `1*DIGIT` (RFC 9110 §8.6); null for anything else, signs and spaces included. */
export function parseCount(text: string): Count | null {
  if (text.length > MAX_DIGITS || !/^[0-9]+$/.test(text)) return null;
  const digits = text.replace(/^0+(?=.)/, '');
  const value = Number(digits);
  return value <= MAX_SIZE_BYTES ? { kind: 'count', value } : { kind: 'too-large', size: digits.slice(0, SHOWN_DIGITS) };
}
