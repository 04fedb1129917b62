/** How long a server wants to be left alone. Its word is honoured up to a bound: it must not park a job for a year. */
import { parseHttpDate } from './http-date.ts';

/** The longest Retry-After that is honoured (spec B6). */
export const MAX_RETRY_AFTER_MS = 10 * 60 * 1000;

/** Milliseconds to wait by a Retry-After value, in seconds or as a date (RFC 9110 §10.2.3): 0…10 minutes; null when absent or neither form. */
export function retryAfterMs(value: string | null, nowMs: number): number | null {
  const text = value?.trim() ?? '';
  if (/^[0-9]{1,40}$/.test(text)) return Math.min(Number(text) * 1000, MAX_RETRY_AFTER_MS);
  const atMs = parseHttpDate(text);
  return atMs === null ? null : Math.min(Math.max(0, atMs - nowMs), MAX_RETRY_AFTER_MS);
}
