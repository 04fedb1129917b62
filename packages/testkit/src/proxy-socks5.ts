/** A scripted SOCKS5 proxy on a real socket (RFC 1928, RFC 1929): CONNECT only. */
import type { Socket } from 'node:net';
import { ProxyDoor, SocketReader, join, type ProxyOptions } from './proxy-door.ts';

export interface Socks5ProxyOptions extends ProxyOptions {
  /** What it does instead of connecting: a reply code of RFC 1928 §6, silence, or closing. */
  readonly instead?: { readonly kind: 'reply'; readonly code: number } | { readonly kind: 'hang' } | { readonly kind: 'close' };
  /** How it names its own end of the connection in a good reply. */
  readonly boundAddress?: 'ipv4' | 'ipv6' | 'name';
}

export interface Socks5Proxy {
  /** `socks5://127.0.0.1:PORT` */
  readonly url: string;
  readonly port: number;
  readonly targets: readonly string[];
  /** The kind of address of each request: how the client leaves names to the proxy shows here. */
  readonly addressKinds: readonly ('ipv4' | 'name' | 'ipv6')[];
  readonly openConnections: () => number;
  close(): Promise<void>;
}

/** Starts a proxy on a free port of 127.0.0.1. Whoever starts it closes it. */
export async function startSocks5Proxy(options: Socks5ProxyOptions = {}): Promise<Socks5Proxy> {
  const addressKinds: ('ipv4' | 'name' | 'ipv6')[] = [];
  const door: ProxyDoor = new ProxyDoor(options, (client) => serve(client, door, options, (kind) => addressKinds.push(kind)));
  await door.open();
  return {
    url: `socks5://127.0.0.1:${door.port}`,
    port: door.port,
    targets: door.targets,
    addressKinds,
    openConnections: () => door.openConnections,
    close: () => door.close(),
  };
}

const BOUND = {
  ipv4: [1, 127, 0, 0, 1],
  ipv6: [4, ...Array<number>(15).fill(0), 1],
  name: [3, 5, ...Buffer.from('proxy')],
} as const;

async function serve(
  client: Socket,
  door: ProxyDoor,
  { credentials, instead, boundAddress = 'ipv4' }: Socks5ProxyOptions,
  note: (kind: 'ipv4' | 'name' | 'ipv6') => void,
): Promise<void> {
  const reader = new SocketReader(client);
  const [version, count = 0] = await reader.bytes(2);
  const methods = await reader.bytes(count);
  const method = credentials === undefined ? 0 : 2;
  if (version !== 5 || !methods.includes(method)) {
    client.end(Buffer.from([5, 0xff]));
    return;
  }
  client.write(Buffer.from([5, method]));
  if (credentials !== undefined) {
    const user = await text(reader, (await reader.bytes(2))[1] ?? 0);
    const password = await text(reader, (await reader.bytes(1))[0] ?? 0);
    const right = user === credentials.user && password === credentials.password;
    client.write(Buffer.from([1, right ? 0 : 1]));
    if (!right) {
      client.end();
      return;
    }
  }
  const [, , , type = 0] = await reader.bytes(4);
  const { kind, host } = await readAddress(reader, type);
  const port = (await reader.bytes(2)).readUInt16BE();
  note(kind);
  if (instead?.kind === 'hang') return;
  if (instead?.kind === 'close') {
    client.destroy();
    return;
  }
  const server = instead === undefined ? await door.reach(host, port) : null;
  if (server === null) {
    client.end(Buffer.from([5, instead?.code ?? 5, 0, 1, 0, 0, 0, 0, 0, 0]));
    return;
  }
  client.write(Buffer.from([5, 0, 0, ...BOUND[boundAddress], 0, 80]));
  reader.release();
  join(client, server);
}

async function readAddress(
  reader: SocketReader,
  type: number,
): Promise<{ readonly kind: 'ipv4' | 'name' | 'ipv6'; readonly host: string }> {
  if (type === 1) return { kind: 'ipv4', host: [...(await reader.bytes(4))].join('.') };
  if (type === 3) return { kind: 'name', host: await text(reader, (await reader.bytes(1))[0] ?? 0) };
  const words = (await reader.bytes(16)).toString('hex').match(/.{4}/g) ?? [];
  return { kind: 'ipv6', host: words.join(':') };
}

async function text(reader: SocketReader, length: number): Promise<string> {
  return (await reader.bytes(length)).toString('utf8');
}
