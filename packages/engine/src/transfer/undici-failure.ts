/** Turns what undici, net and tls throw into failures; anything unknown is a fault and stays an exception. */
import type { HttpFailure, NetworkFailure } from '@sluice/model';

export interface Timeouts {
  readonly connectMs: number;
  readonly headMs: number;
  readonly bodyIdleMs: number;
}

/** The failure that `error` stands for, or null when it is not about the network or the peer. */
export function failureOf(error: unknown, origin: URL, timeouts: Timeouts): NetworkFailure | HttpFailure | null {
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

/** The code of an error, or of the first of several that happy eyeballs collected. */
function codeOf(error: unknown): string | null {
  if (error instanceof AggregateError) return error.errors.map(codeOf).find((code) => code !== null) ?? null;
  if (!(error instanceof Error)) return null;
  if ('code' in error && typeof error.code === 'string') return error.code;
  return codeOf(error.cause);
}

function isTlsCode(code: string): boolean {
  return /^(CERT_|ERR_TLS_|ERR_SSL_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|HOSTNAME_MISMATCH|INVALID_CA|EPROTO)/.test(code);
}
