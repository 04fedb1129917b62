/** The handshake of SOCKS5 (RFC 1928) with names left to the proxy, and a user name and password (RFC 1929). */
import { isIP, type Socket } from 'node:net';
import type { ProxyTrouble } from '@sluice/model';
import { ProxyError } from './proxy-error.ts';
import { bareHost, type ProxyCredentials } from './proxy.ts';
import { readSocket, type Take } from './read-socket.ts';

const VERSION = 5;
const NO_AUTHENTICATION = 0;
const USER_AND_PASSWORD = 2;
const MAX_REPLY_BYTES = 4 + 1 + 255 + 2;

/** Asks for a connection to `host:port`. Resolves once the socket leads there; throws a ProxyError otherwise. */
export async function connectThroughSocks5(
  socket: Socket,
  host: string,
  port: number,
  credentials: ProxyCredentials | null,
): Promise<void> {
  const methods = credentials === null ? [NO_AUTHENTICATION] : [NO_AUTHENTICATION, USER_AND_PASSWORD];
  socket.write(Buffer.from([VERSION, methods.length, ...methods]));
  const method = await readSocket(socket, 2, pair(VERSION));
  if (method === USER_AND_PASSWORD && credentials !== null) await authenticate(socket, credentials);
  else if (method === 0xff || method === USER_AND_PASSWORD) throw new ProxyError('auth');
  else if (method !== NO_AUTHENTICATION) throw new ProxyError('protocol');
  const address = addressBytes(bareHost(host));
  socket.write(Buffer.concat([Buffer.from([VERSION, 1, 0]), address, Buffer.from([port >> 8, port & 0xff])]));
  const reply = await readSocket(socket, MAX_REPLY_BYTES, takeReply);
  if (reply !== 0) throw new ProxyError(REPLIES[reply] ?? 'target');
}

/** RFC 1928 §6. */
const REPLIES: Readonly<Record<number, ProxyTrouble>> = { 2: 'denied', 7: 'protocol', 8: 'protocol' };

async function authenticate(socket: Socket, { user, password }: ProxyCredentials): Promise<void> {
  socket.write(Buffer.concat([Buffer.from([1]), lengthAndText(user), lengthAndText(password)]));
  const status = await readSocket(socket, 2, pair(1));
  if (status !== 0) throw new ProxyError('auth');
}

function lengthAndText(text: string): Buffer {
  const bytes = Buffer.from(text, 'utf8');
  return Buffer.concat([Buffer.from([bytes.length]), bytes]);
}

function addressBytes(host: string): Buffer {
  switch (isIP(host)) {
    case 4:
      return Buffer.from([1, ...host.split('.').map(Number)]);
    case 6:
      return Buffer.concat([Buffer.from([4]), ipv6Bytes(host)]);
    default: {
      const name = Buffer.from(host, 'latin1');
      if (name.length > 255) throw new ProxyError('target');
      return Buffer.concat([Buffer.from([3, name.length]), name]);
    }
  }
}

/** The host of a URL is a normalised address: `::` at most once, and no dotted tail. */
function ipv6Bytes(host: string): Buffer {
  const [head = '', tail] = host.split('::');
  const words = (text: string): readonly number[] => (text === '' ? [] : text.split(':').map((word) => Number.parseInt(word, 16)));
  const before = words(head);
  const after = words(tail ?? '');
  const all = tail === undefined ? before : [...before, ...Array<number>(8 - before.length - after.length).fill(0), ...after];
  return Buffer.from(all.flatMap((word) => [word >> 8, word & 0xff]));
}

/** Two bytes: a version that must be right, and the value. */
function pair(version: number): Take<number> {
  return (bytes) => {
    if (bytes.length > 0 && bytes[0] !== version) throw new ProxyError('protocol');
    const value = bytes[1];
    return value === undefined ? null : { value, length: 2 };
  };
}

function takeReply(bytes: Buffer): { readonly value: number; readonly length: number } | null {
  if (bytes.length > 0 && bytes[0] !== VERSION) throw new ProxyError('protocol');
  const [, status, , kind, nameLength] = bytes;
  if (status === undefined) return null;
  // Some proxies send no address behind a refusal.
  if (status !== 0) return { value: status, length: bytes.length };
  if (kind === undefined || nameLength === undefined) return null;
  const addressLength = kind === 1 ? 4 : kind === 4 ? 16 : kind === 3 ? 1 + nameLength : null;
  if (addressLength === null) throw new ProxyError('protocol');
  const length = 4 + addressLength + 2;
  return bytes.length < length ? null : { value: status, length };
}
