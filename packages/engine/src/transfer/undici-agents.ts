/** The pools of sockets behind the transport: one for the open network, one for each proxy that was used. */
import type { LookupFunction } from 'node:net';
import { Agent, buildConnector, type Dispatcher } from 'undici';
import { guarded } from './guard-socket.ts';
import { proxyAuthorization } from './proxy-connect.ts';
import { proxyConnector } from './proxy-connector.ts';
import type { ProxyChoice, ProxyServer } from './proxy.ts';
import { MAX_HEAD_BYTES } from './response-head-parser.ts';
import type { Target } from './split-url.ts';
import { trustedContext } from './tls-trust.ts';
import type { Timeouts } from './undici-failure.ts';

const MAX_CONNECTIONS_PER_ORIGIN = 64;

/** How one request is sent. */
export interface Way {
  readonly agent: Dispatcher;
  /** Whom the socket leads to, and what the request line says. */
  readonly origin: string;
  readonly path: string;
  readonly extraHeaders: readonly (readonly [name: string, value: string])[];
  readonly server: URL;
  readonly proxy: ProxyServer | null;
  /** Whether a proxy reads the request, instead of passing bytes on. */
  readonly forwarded: boolean;
}

interface Pool {
  readonly agent: Agent;
  readonly stopHandshakes: () => void;
}

export class UndiciAgents {
  readonly #timeouts: Timeouts;
  readonly #base: buildConnector.connector;
  readonly #pools = new Map<string, Pool>();
  #closed = false;

  constructor(timeouts: Timeouts, authorities: readonly string[], lookup: LookupFunction | null) {
    this.#timeouts = timeouts;
    const context = trustedContext(authorities);
    this.#base = buildConnector({
      timeout: timeouts.connectMs,
      autoSelectFamily: true,
      ...(context === null ? {} : { secureContext: context }),
      ...(lookup === null ? {} : { lookup }),
    });
  }

  /**
   * https and SOCKS5 go through a tunnel. Plain http goes to an HTTP proxy in absolute form (RFC 9112 §3.2.2): many proxies tunnel to
   * port 443 only.
   */
  wayTo({ origin, path }: Target, choice: ProxyChoice): Way {
    const server = new URL(origin);
    if (choice.kind === 'direct') return this.#way('', null, { origin, path }, server);
    const { proxy } = choice;
    const forwarded = proxy.scheme !== 'socks5' && server.protocol === 'http:';
    const key = JSON.stringify([proxy, forwarded]);
    if (!forwarded) return this.#way(key, proxy, { origin, path }, server);
    const { scheme, host, port, credentials } = proxy;
    const authorization = credentials === null ? [] : [['Proxy-Authorization', proxyAuthorization(credentials)] as const];
    return {
      ...this.#way(key, proxy, { origin: `${scheme}://${host}:${port}`, path: `http://${server.host}${path}` }, server),
      extraHeaders: [['Host', server.host], ...authorization],
      forwarded,
    };
  }

  /** What is under way ends on the old sockets; no new request gets one of them. */
  async renew(): Promise<void> {
    await Promise.all(this.#takeAll().map(({ agent }) => agent.close()));
  }

  async close(): Promise<void> {
    this.#closed = true;
    const pools = this.#takeAll();
    for (const { stopHandshakes } of pools) stopHandshakes();
    await Promise.all(pools.map(({ agent }) => agent.destroy()));
  }

  #way(key: string, proxy: ProxyServer | null, target: Target, server: URL): Way {
    if (this.#closed) throw new Error('the transport is closed');
    const pool = this.#pools.get(key) ?? this.#open(proxy, server);
    this.#pools.set(key, pool);
    return { agent: pool.agent, ...target, extraHeaders: [], server, proxy, forwarded: false };
  }

  #takeAll(): readonly Pool[] {
    const pools = [...this.#pools.values()];
    this.#pools.clear();
    return pools;
  }

  #open(proxy: ProxyServer | null, server: URL): Pool {
    const tunnel = proxy?.scheme === 'socks5' || server.protocol === 'https:';
    const connector = proxy === null ? null : proxyConnector(proxy, { base: this.#base, timeoutMs: this.#timeouts.connectMs, tunnel });
    const agent = new Agent({
      connections: MAX_CONNECTIONS_PER_ORIGIN,
      pipelining: 1,
      allowH2: false,
      maxHeaderSize: MAX_HEAD_BYTES,
      headersTimeout: this.#timeouts.headMs,
      bodyTimeout: this.#timeouts.bodyIdleMs,
      connect: guarded(connector?.connect ?? this.#base),
    });
    return { agent, stopHandshakes: () => connector?.close() };
  }
}
