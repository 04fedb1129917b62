/** Through whom a request leaves (spec F6). What is parsed here holds credentials: it is never stored in the clear, logged or shown (D4). */
import { parseUrl } from '../source/parse-url.ts';

export interface ProxyServer {
  readonly scheme: 'http' | 'https' | 'socks5';
  /** As in a URL: IPv6 addresses in brackets. */
  readonly host: string;
  readonly port: number;
  readonly credentials: ProxyCredentials | null;
}

export interface ProxyCredentials {
  readonly user: string;
  readonly password: string;
}

export type ProxyChoice = { readonly kind: 'direct' } | { readonly kind: 'proxy'; readonly proxy: ProxyServer };

/** Which way an address is reached; asked for every request, so that it may change at any time. Rejects for a fault only. */
export type ProxyFor = (url: URL) => Promise<ProxyChoice>;

export const DIRECT: ProxyChoice = { kind: 'direct' };

const SCHEMES: Readonly<Record<string, ProxyServer['scheme']>> = {
  'http:': 'http',
  'https:': 'https',
  'socks5:': 'socks5',
  // Names are always looked up by the proxy here, which is what this spelling asks for elsewhere.
  'socks5h:': 'socks5',
};
const DEFAULT_PORT: Readonly<Record<ProxyServer['scheme'], number>> = { http: 80, https: 443, socks5: 1080 };
const MAX_LENGTH = 4096;
/** RFC 1929 §2 has one byte for a length; what is longer can't be sent. */
const MAX_SOCKS_CREDENTIAL_BYTES = 255;

/**
 * Reads `none`, or `http://`, `https://`, `socks5://` with `[user:password@]host[:port]` and nothing behind it. Without a scheme, `http`
 * is meant, as everywhere. Null: neither.
 */
export function parseProxy(text: string): ProxyChoice | null {
  const given = text.trim();
  if (given.length > MAX_LENGTH || /[\p{Cc}\s\\]/u.test(given)) return null;
  if (given.toLowerCase() === 'none') return DIRECT;
  const full = given.includes('://') ? given : `http://${given}`;
  const shape = /^([a-z0-9]+:)\/\/([^/?#]+)\/?$/i.exec(full);
  const scheme = SCHEMES[shape?.[1]?.toLowerCase() ?? ''];
  // Parsed as http: for other schemes the URL parser checks no host and fills in no port.
  const url = scheme === undefined ? null : parseUrl(`http://${shape?.[2] ?? ''}`);
  if (scheme === undefined || url === null || url.hostname === '') return null;
  const credentials = credentialsOf(url);
  if (credentials === 'unfit' || (scheme === 'socks5' && credentials !== null && !fitsSocks(credentials))) return null;
  const port = portOf(shape?.[2] ?? '', url, scheme);
  return port === 0 ? null : { kind: 'proxy', proxy: { scheme, host: url.hostname, port, credentials } };
}

/** The proxy's address without its credentials; fit to be shown. */
export function proxyAddress({ scheme, host, port }: ProxyServer): string {
  return `${scheme}://${host}:${port}`;
}

/** As `net.connect` wants a host: without the brackets of a URL. */
export function bareHost(host: string): string {
  return host.startsWith('[') ? host.slice(1, -1) : host;
}

/** The `http:` parser drops `:80`, which is another port than the default of other schemes. */
function portOf(authority: string, url: URL, scheme: ProxyServer['scheme']): number {
  if (url.port !== '') return Number(url.port);
  return /:0*80$/.test(authority) ? 80 : DEFAULT_PORT[scheme];
}

function credentialsOf({ username, password }: URL): ProxyCredentials | null | 'unfit' {
  if (username === '' && password === '') return null;
  try {
    const credentials = { user: decodeURIComponent(username), password: decodeURIComponent(password) };
    // RFC 7617 §2: a colon in the name would move the border between the two.
    return /\p{Cc}/u.test(credentials.user + credentials.password) || credentials.user.includes(':') ? 'unfit' : credentials;
  } catch {
    return 'unfit';
  }
}

function fitsSocks({ user, password }: ProxyCredentials): boolean {
  const fits = (text: string): boolean => Buffer.byteLength(text) <= MAX_SOCKS_CREDENTIAL_BYTES;
  return user !== '' && fits(user) && fits(password);
}
