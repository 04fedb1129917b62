/** How a connector tells the transport that a proxy was the trouble: undici wants an Error, the engine a Failure. */
import type { NetworkFailure, ProxyTrouble } from '@sluice/model';
import { codeOf, isTlsCode } from './error-code.ts';
import type { ProxyServer } from './proxy.ts';

/** The proxy's certificate was refused; the code is OpenSSL's. */
interface TlsTrouble {
  readonly tlsCode: string;
}

/** Has no `code`, so that undici takes no other error for it, and no text with an address in it. */
export class ProxyError extends Error {
  readonly trouble: ProxyTrouble | TlsTrouble;

  constructor(trouble: ProxyTrouble | TlsTrouble) {
    super('the proxy did not let the request through');
    this.trouble = trouble;
  }
}

export function proxyFailure({ host, port }: ProxyServer, { trouble }: ProxyError): NetworkFailure {
  return typeof trouble === 'string' ? { kind: 'proxy', host, port, cause: trouble } : { kind: 'tls', host, code: trouble.tlsCode };
}

/** What an error on the way to the proxy itself means; null: it is not about the network. */
export function troubleOf(error: unknown): ProxyError['trouble'] | null {
  const code = codeOf(error) ?? '';
  if (/^(ENOTFOUND|EAI_)/.test(code)) return 'dns';
  if (code === 'ECONNREFUSED') return 'refused';
  if (code === 'UND_ERR_CONNECT_TIMEOUT' || code === 'ETIMEDOUT') return 'timeout';
  if (/^(EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL|ENETDOWN|EHOSTDOWN)$/.test(code)) return 'unreachable';
  if (/^(ECONNRESET|ECONNABORTED|EPIPE|UND_ERR_SOCKET)$/.test(code)) return 'protocol';
  return isTlsCode(code) ? { tlsCode: code } : null;
}
