/** Where a response's body ends, and whether its connection may serve another request (RFC 9112 §6.3, §9.3). */
import type { ProtocolFault } from '@sluice/model';
import { headerValues } from '../source/response-head.ts';
import type { ParsedHead } from './response-head-parser.ts';

export type Framing =
  | { readonly kind: 'length'; /** At least this many where the number is not exact any more. */ readonly bytes: number }
  | { readonly kind: 'chunked' }
  /** The body ends with its connection. */
  | { readonly kind: 'close' }
  | { readonly kind: 'refused'; readonly fault: ProtocolFault };

/** Lengths over this are refused by other parsers; what is over 2^53 is refused above the transport, with the number (spec A5). */
const MAX_LENGTH = 2n ** 64n - 1n;
const DEFAULT_IDLE_MS = 4_000;
/** How much earlier than the server announced a connection is given up, so that no request meets its end. */
const IDLE_MARGIN_MS = 2_000;
const MAX_IDLE_MS = 600_000;

/** Two framings that could be read differently by somebody between are refused, even where both say the same (spec B5). */
export function framingOf(head: ParsedHead): Framing {
  const framing = announced(head);
  // RFC 9112 §6.3: these never have a body.
  return framing.kind !== 'refused' && (head.status === 204 || head.status === 304) ? { kind: 'length', bytes: 0 } : framing;
}

function announced(head: ParsedHead): Framing {
  const lengths = headerValues(head, 'content-length');
  const codings = headerValues(head, 'transfer-encoding');
  // Nobody asked for another protocol.
  if (head.status === 101) return { kind: 'refused', fault: 'status' };
  if (lengths.length > 1) return { kind: 'refused', fault: 'content-length' };
  if (codings.length > 0) return lengths.length > 0 ? { kind: 'refused', fault: 'content-length' } : chunkedOnly(codings);
  const [length] = lengths;
  return length === undefined ? { kind: 'close' } : lengthOf(length);
}

/** How long the connection may lie idle after this response; null: it serves no other request. */
export function reusableForMs(head: ParsedHead, framing: Framing): number | null {
  if (head.minor === 0 || framing.kind === 'close' || framing.kind === 'refused') return null;
  const options = headerValues(head, 'connection').flatMap((value) => value.toLowerCase().split(','));
  if (options.some((option) => option.trim() === 'close')) return null;
  const timeouts = headerValues(head, 'keep-alive').flatMap((value) => /(?:^|[,\s])timeout=(\d{1,6})(?:$|[,\s])/i.exec(value)?.[1] ?? []);
  const [seconds] = timeouts;
  if (seconds === undefined) return DEFAULT_IDLE_MS;
  const idleMs = Math.min(Number(seconds) * 1000 - IDLE_MARGIN_MS, MAX_IDLE_MS);
  return idleMs > 0 ? idleMs : null;
}

function chunkedOnly(codings: readonly string[]): Framing {
  const [coding = '', ...more] = codings;
  return more.length === 0 && coding.toLowerCase() === 'chunked' ? { kind: 'chunked' } : { kind: 'refused', fault: 'content-coding' };
}

function lengthOf(text: string): Framing {
  if (!/^[0-9]{1,20}$/.test(text) || BigInt(text) > MAX_LENGTH) return { kind: 'refused', fault: 'content-length' };
  return { kind: 'length', bytes: Number(text) };
}
