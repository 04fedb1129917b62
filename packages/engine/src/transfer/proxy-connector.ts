/** Opens the sockets of a proxied agent: to the proxy, through it, and with TLS to the server inside. */
import type { Socket } from 'node:net';
import type { buildConnector } from 'undici';
import { connectThroughHttp } from './proxy-connect.ts';
import { ProxyError, troubleOf } from './proxy-error.ts';
import { connectThroughSocks5 } from './proxy-socks5.ts';
import { bareHost, type ProxyServer } from './proxy.ts';

export interface ProxyConnector {
  readonly connect: buildConnector.connector;
  /** Drops the sockets whose handshake is still under way. */
  close(): void;
}

/**
 * undici's own ProxyAgent and Socks5ProxyAgent are not used: they fold repeated headers into one, tell a refusal only in the text of an
 * error, and (SOCKS5) verify TLS without our authorities and time out by their own clock. See docs/decisions/0010-proxies.md.
 *
 * `tunnel` false: the socket leads to the proxy itself, for requests in absolute form.
 */
export function proxyConnector(
  proxy: ProxyServer,
  connectors: { readonly base: buildConnector.connector; readonly timeoutMs: number; readonly tunnel: boolean },
): ProxyConnector {
  const { base, timeoutMs, tunnel } = connectors;
  const underWay = new Set<Socket>();
  const open = async (options: buildConnector.Options): Promise<Socket> => {
    const socket = await toProxy(base, proxy);
    if (!tunnel) return socket;
    await handshake(socket, underWay, timeoutMs, () => through(socket, proxy, options));
    return options.protocol === 'https:' ? secure(base, options, socket) : socket;
  };
  return {
    connect(options, callback) {
      open(options).then(
        (socket) => callback(null, socket),
        (error: unknown) => callback(error instanceof Error ? error : new Error('no connection', { cause: error }), null),
      );
    },
    close() {
      for (const socket of underWay) socket.destroy();
    },
  };
}

async function toProxy(base: buildConnector.connector, { scheme, host, port }: ProxyServer): Promise<Socket> {
  try {
    return await connected(base, {
      protocol: scheme === 'https' ? 'https:' : 'http:',
      host: `${host}:${port}`,
      hostname: bareHost(host),
      port: String(port),
    });
  } catch (error) {
    const trouble = troubleOf(error);
    throw trouble === null ? error : new ProxyError(trouble);
  }
}

function through(socket: Socket, proxy: ProxyServer, { hostname, port, protocol }: buildConnector.Options): Promise<void> {
  const targetPort = Number(port) || (protocol === 'https:' ? 443 : 80);
  if (proxy.scheme === 'socks5') return connectThroughSocks5(socket, hostname, targetPort, proxy.credentials);
  const host = hostname.includes(':') && !hostname.startsWith('[') ? `[${hostname}]` : hostname;
  return connectThroughHttp(socket, `${host}:${targetPort}`, proxy.credentials);
}

/** Runs the exchange on the socket within the time for connecting; the socket does not outlive its failure. */
async function handshake(socket: Socket, underWay: Set<Socket>, timeoutMs: number, exchange: () => Promise<void>): Promise<void> {
  const late = AbortSignal.timeout(timeoutMs);
  const giveUp = (): void => void socket.destroy();
  late.addEventListener('abort', giveUp, { once: true });
  underWay.add(socket);
  try {
    await exchange();
  } catch (error) {
    socket.destroy();
    throw late.aborted ? new ProxyError('timeout') : error;
  } finally {
    late.removeEventListener('abort', giveUp);
    underWay.delete(socket);
  }
}

function secure(base: buildConnector.connector, options: buildConnector.Options, httpSocket: Socket): Promise<Socket> {
  return connected(base, { ...options, httpSocket });
}

function connected(connect: buildConnector.connector, options: buildConnector.Options): Promise<Socket> {
  return new Promise((resolve, reject) => {
    connect(options, (error, socket) => {
      // On an error undici leaves the second argument out.
      if (error === null) resolve(socket);
      else reject(error);
    });
  });
}
