/** Which of the two transports a request takes. Decided by the request alone: nothing is ever sent twice to find out. */
import type { ProxyChoice } from './proxy.ts';
import { splitUrl } from './split-url.ts';
import type { TransportRequest } from './transport.ts';

export type TransportName = 'direct' | 'undici';

/** Headers that change what the answer or its framing means, or that the direct transport sends by itself. */
const UNUSUAL: ReadonlySet<string> = new Set([
  'host',
  'connection',
  'proxy-connection',
  'keep-alive',
  'te',
  'trailer',
  'transfer-encoding',
  'content-length',
  'upgrade',
  'expect',
]);
const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
/** Nothing that could end the line, or that has no form in Latin-1. */
const FIELD_TEXT = /^[\t\x20-\x7e\x80-\xff]*$/;
const PATH = /^[\x21-\x7e]+$/;

/**
 * Straight to the server goes whatever can be written down as a plain GET; proxies, and requests that are odd in any way, go through
 * undici, which knows more and refuses what can't be sent. See docs/decisions/0013-direct-transport.md.
 */
export function chooseTransport(request: TransportRequest, proxy: ProxyChoice): TransportName {
  const isPlain = request.headers.every(([name, value]) => isPlainHeader(name, value));
  // Control requests of object stores have verbs and bodies of their own.
  if (request.method !== undefined) return 'undici';
  return proxy.kind === 'direct' && isPlain && PATH.test(splitUrl(request.url).path) ? 'direct' : 'undici';
}

function isPlainHeader(name: string, value: string): boolean {
  return TOKEN.test(name) && FIELD_TEXT.test(value) && !UNUSUAL.has(name.toLowerCase());
}
