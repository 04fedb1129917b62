/** The tunnel of an HTTP proxy: CONNECT (RFC 9110 §9.3.6). */
import type { Socket } from 'node:net';
import { USER_AGENT } from '../source/user-agent.ts';
import { ProxyError } from './proxy-error.ts';
import type { ProxyCredentials } from './proxy.ts';
import { readSocket } from './read-socket.ts';

const MAX_HEAD_BYTES = 16 * 1024;

/** Asks for a tunnel to `authority` (`host:port`). Resolves once the socket leads there; throws a ProxyError otherwise. */
export async function connectThroughHttp(socket: Socket, authority: string, credentials: ProxyCredentials | null): Promise<void> {
  const lines = [`CONNECT ${authority} HTTP/1.1`, `Host: ${authority}`, `User-Agent: ${USER_AGENT}`];
  if (credentials !== null) lines.push(`Proxy-Authorization: ${proxyAuthorization(credentials)}`);
  socket.write(`${lines.join('\r\n')}\r\n\r\n`, 'latin1');
  const status = await readSocket(socket, MAX_HEAD_BYTES, takeStatus);
  if (status >= 200 && status < 300) return;
  if (status === 407) throw new ProxyError('auth');
  if (status === 502 || status === 503 || status === 504) throw new ProxyError('target');
  // Squid, for one, answers 403 where its rules forbid the address, and 405 where it tunnels to no such port.
  throw new ProxyError(status >= 400 && status < 500 ? 'denied' : 'protocol');
}

/** RFC 7617, in UTF-8. */
export function proxyAuthorization({ user, password }: ProxyCredentials): string {
  return `Basic ${Buffer.from(`${user}:${password}`, 'utf8').toString('base64')}`;
}

/** A successful CONNECT has no body: what follows its head belongs to the tunnel. */
function takeStatus(bytes: Buffer): { readonly value: number; readonly length: number } | null {
  // Something that is no HTTP must not be waited for until it has sent 16 KiB.
  if (!'HTTP/1.'.startsWith(bytes.subarray(0, 7).toString('latin1'))) throw new ProxyError('protocol');
  const end = bytes.indexOf('\r\n\r\n');
  if (end < 0) return null;
  const status = /^HTTP\/1\.[01] ([2-5]\d\d)(?: |\r|$)/.exec(bytes.toString('latin1', 0, Math.min(end, 64)))?.[1];
  if (status === undefined) throw new ProxyError('protocol');
  return { value: Number(status), length: end + 4 };
}
