/** A scripted HTTP proxy on a real socket: CONNECT and requests in absolute form. */
import type { Socket } from 'node:net';
import { ProxyDoor, SocketReader, join, type ProxyOptions } from './proxy-door.ts';

export interface HttpProxyOptions extends ProxyOptions {
  /** What it does with every request instead of serving it. */
  readonly instead?:
    | { readonly kind: 'status'; readonly status: number }
    /** Accepts, and never answers. */
    | { readonly kind: 'hang' }
    /** Answers with something that is no HTTP. */
    | { readonly kind: 'garbage' }
    | { readonly kind: 'close' };
}

interface ProxiedRequest {
  readonly method: string;
  readonly target: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
}

export interface HttpProxy {
  /** `http://127.0.0.1:PORT`, or https. */
  readonly url: string;
  readonly port: number;
  readonly requests: readonly ProxiedRequest[];
  /** Servers it was asked to reach and tried. */
  readonly targets: readonly string[];
  readonly openConnections: () => number;
  close(): Promise<void>;
}

/** Starts a proxy on a free port of 127.0.0.1. Whoever starts it closes it. */
export async function startHttpProxy(options: HttpProxyOptions = {}): Promise<HttpProxy> {
  const requests: ProxiedRequest[] = [];
  const door: ProxyDoor = new ProxyDoor(options, (client) => serve(client, door, options, requests));
  await door.open();
  return {
    url: `${options.certificate === undefined ? 'http' : 'https'}://127.0.0.1:${door.port}`,
    port: door.port,
    requests,
    targets: door.targets,
    openConnections: () => door.openConnections,
    close: () => door.close(),
  };
}

/** A 407 must say how to sign in (RFC 9110 §15.5.8); browsers don't without. */
const CHALLENGE = 'Proxy-Authenticate: Basic realm="testkit"\r\n';

async function serve(client: Socket, door: ProxyDoor, options: HttpProxyOptions, requests: ProxiedRequest[]): Promise<void> {
  const reader = new SocketReader(client);
  const request = parse(await reader.through('\r\n\r\n'));
  requests.push(request);
  const refusal = judge(request, options);
  switch (refusal) {
    case 'hang':
      return;
    case 'close':
      client.destroy();
      return;
    case 'garbage':
      client.end('SSH-2.0-OpenSSH_9.2\r\n');
      return;
    case null:
      break;
    default:
      client.end(`HTTP/1.1 ${refusal} Refused\r\n${refusal === 407 ? CHALLENGE : ''}Content-Length: 0\r\nConnection: close\r\n\r\n`);
      return;
  }
  const tunnel = request.method === 'CONNECT';
  const address = new URL(tunnel ? `http://${request.target}` : request.target);
  const server = await door.reach(bare(address.hostname), Number(address.port) || 80);
  if (server === null) {
    client.end('HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\nConnection: close\r\n\r\n');
    return;
  }
  if (tunnel) client.write('HTTP/1.1 200 Connection established\r\nVia: 1.1 proxy\r\n\r\n');
  else server.write(forwarded(request, address));
  reader.release();
  join(client, server);
}

function judge({ headers }: ProxiedRequest, { instead, credentials }: HttpProxyOptions): number | 'hang' | 'garbage' | 'close' | null {
  if (instead !== undefined) return instead.kind === 'status' ? instead.status : instead.kind;
  if (credentials === undefined) return null;
  const right = `Basic ${Buffer.from(`${credentials.user}:${credentials.password}`).toString('base64')}`;
  return headers['proxy-authorization'] === right ? null : 407;
}

function parse(head: Buffer): ProxiedRequest {
  const [first = '', ...lines] = head.toString('latin1').trimEnd().split('\r\n');
  const [method = '', target = ''] = first.split(' ');
  const headers = lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()] as const);
  return { method, target, headers: Object.fromEntries(headers) };
}

/** One request for each connection: the server is told to close. */
function forwarded({ method, headers }: ProxiedRequest, { pathname, search }: URL): string {
  const kept = Object.entries(headers).filter(([name]) => !name.startsWith('proxy-') && name !== 'connection');
  const lines = [...kept, ['connection', 'close'] as const].map(([name, value]) => `${name}: ${value}`);
  return `${method} ${pathname}${search} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`;
}

function bare(host: string): string {
  return host.startsWith('[') ? host.slice(1, -1) : host;
}
