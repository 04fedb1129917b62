/** Turns what undici, net and tls throw into failures; anything unknown is a fault and stays an exception. */
import type { HttpFailure, NetworkFailure } from '@sluice/model';
import { codeOf, isTlsCode } from './error-code.ts';
import { ProxyError, proxyFailure } from './proxy-error.ts';
import type { ProxyServer } from './proxy.ts';

export interface Timeouts {
  readonly connectMs: number;
  readonly headMs: number;
  readonly bodyIdleMs: number;
}

export const DEFAULT_TIMEOUTS: Timeouts = { connectMs: 15_000, headMs: 30_000, bodyIdleMs: 30_000 };

/**
 * The failure that `error` stands for, or null when it is not about the network or the peers: the server, and the proxy that stands
 * between, if one does.
 */
export function failureOf(
  error: unknown,
  origin: URL,
  timeouts: Timeouts,
  proxy: ProxyServer | null = null,
): NetworkFailure | HttpFailure | null {
  if (error instanceof ProxyError && proxy !== null) return proxyFailure(proxy, error);
  const code = codeOf(error);
  if (code === null) return null;
  const host = origin.hostname;
  const port = Number(origin.port) || (origin.protocol === 'https:' ? 443 : 80);
  switch (code) {
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'EAI_FAIL':
    case 'EAI_NODATA':
      return { kind: 'dns', host };
    case 'ECONNREFUSED':
      return { kind: 'connect', host, port, cause: 'refused' };
    case 'UND_ERR_CONNECT_TIMEOUT':
    case 'ETIMEDOUT':
      return { kind: 'connect', host, port, cause: 'timeout' };
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
    case 'EADDRNOTAVAIL':
    case 'ENETDOWN':
    case 'EHOSTDOWN':
      return { kind: 'connect', host, port, cause: 'unreachable' };
    case 'ECONNRESET':
    case 'ECONNABORTED':
    case 'EPIPE':
    case 'UND_ERR_SOCKET':
    case 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH':
      return { kind: 'reset', host };
    case 'UND_ERR_HEADERS_TIMEOUT':
      return { kind: 'timeout', waitedFor: 'head', afterMs: timeouts.headMs };
    case 'UND_ERR_BODY_TIMEOUT':
      return { kind: 'timeout', waitedFor: 'body', afterMs: timeouts.bodyIdleMs };
    case 'UND_ERR_HEADERS_OVERFLOW':
    case 'HPE_HEADER_OVERFLOW':
      return { kind: 'protocol', fault: 'head-too-large' };
    default:
      if (code.startsWith('HPE_')) return { kind: 'protocol', fault: 'malformed' };
      return isTlsCode(code) ? { kind: 'tls', host, code } : null;
  }
}
