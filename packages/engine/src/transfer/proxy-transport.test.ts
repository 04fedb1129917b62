/** F6: the transport through real proxies on real sockets. */
import { describe, expect, onTestFinished, test } from 'vitest';
import { makeCertificate, sha256OfSeed, startHttpProxy, startOrigin, startSocks5Proxy, type Origin } from '@sluice/testkit';
import { createHash } from 'node:crypto';
import type { ResponseHead } from '../source/response-head.ts';
import { parseProxy } from './proxy.ts';
import type { TransportOutcome, TransportRequest } from './transport.ts';
import { openTransport, type TransportOptions } from './choosing-transport.ts';

const SEED = 3;
const SIZE = 300_000;

interface Closing {
  close(): Promise<void>;
}

function closing<T extends Closing>(thing: T): T {
  onTestFinished(() => thing.close());
  return thing;
}

async function scene(tls = false): Promise<{ readonly origin: Origin; readonly url: string; readonly port: string }> {
  const origin = closing(await startOrigin({ tls }));
  const url = origin.serve('/f', { seed: SEED, sizeBytes: SIZE });
  return { origin, url, port: new URL(url).port };
}

interface Got {
  readonly outcome: TransportOutcome;
  readonly status: number | null;
  readonly sha256: string;
}

async function get(request: Partial<TransportRequest> & { readonly url: string }, options: TransportOptions = {}): Promise<Got> {
  const transport = closing(openTransport({ timeouts: { connectMs: 400 }, ...options }));
  const hash = createHash('sha256');
  let head: ResponseHead | null = null;
  const receiver = {
    head(received: ResponseHead): 'read' {
      head = received;
      return 'read';
    },
    chunk(bytes: Uint8Array): 'more' {
      hash.update(bytes);
      return 'more';
    },
  };
  const outcome = await transport.get({ headers: [], ...request }, receiver, new AbortController().signal);
  return { outcome, status: (head as ResponseHead | null)?.status ?? null, sha256: hash.digest('hex') };
}

const RIGHT: Got = { outcome: { kind: 'ended' }, status: 200, sha256: sha256OfSeed(SEED, SIZE) };
const WITH_USER = { credentials: { user: 'mü', password: 'p@ss:w/rd' } };
const withUser = (url: string): string => url.replace('://', '://m%C3%BC:p%40ss%3Aw%2Frd@');

describe('F6: an HTTP proxy', () => {
  test('gets http requests in absolute form, with its credentials, and the server never sees those', async () => {
    const { origin, url } = await scene();
    const proxy = closing(await startHttpProxy(WITH_USER));
    expect(
      await get({
        url: `${url}?a=../b`,
        proxy: withUser(proxy.url),
        headers: [
          ['X-A', '1'],
          ['X-A', '2'],
        ],
      }),
    ).toEqual(RIGHT);
    expect(proxy.requests).toMatchObject([{ method: 'GET', target: `${url}?a=../b`, headers: { host: new URL(url).host } }]);
    expect(origin.requests[0]?.target).toBe('/f?a=../b');
    expect(Object.keys(origin.requests[0]?.headers ?? {}).filter((name) => name.startsWith('proxy'))).toEqual([]);
  });

  test('tunnels https, and TLS is checked against the server behind it', async () => {
    const { origin, url, port } = await scene(true);
    const proxy = closing(await startHttpProxy(WITH_USER));
    const trusting = { extraAuthorities: [origin.ca ?? ''] };
    expect(await get({ url, proxy: withUser(proxy.url) }, trusting)).toEqual(RIGHT);
    expect(proxy.requests).toMatchObject([{ method: 'CONNECT', target: `127.0.0.1:${port}` }]);
    const { outcome } = await get({ url, proxy: withUser(proxy.url) });
    expect(outcome).toEqual({ kind: 'failed', failure: { kind: 'tls', host: '127.0.0.1', code: 'DEPTH_ZERO_SELF_SIGNED_CERT' } });
  });

  test('may itself speak TLS, also with TLS to the server inside', async () => {
    const plain = await scene();
    const secure = await scene(true);
    const certificate = await makeCertificate();
    const proxy = closing(await startHttpProxy({ certificate }));
    const trusting = { extraAuthorities: [secure.origin.ca ?? '', certificate.cert] };
    expect(await get({ url: plain.url, proxy: proxy.url }, trusting)).toEqual(RIGHT);
    expect(await get({ url: secure.url, proxy: proxy.url }, trusting)).toEqual(RIGHT);
    const { outcome } = await get({ url: plain.url, proxy: proxy.url });
    expect(outcome).toMatchObject({ kind: 'failed', failure: { kind: 'tls', code: 'DEPTH_ZERO_SELF_SIGNED_CERT' } });
  });

  test.each(['http', 'https'] as const)('that wants other credentials is a failure of its own, for %s too', async (scheme) => {
    const { url } = await scene(scheme === 'https');
    const proxy = closing(await startHttpProxy(WITH_USER));
    const { outcome, status } = await get({ url, proxy: proxy.url.replace('://', '://wrong:secret@') });
    expect(outcome).toEqual({ kind: 'failed', failure: { kind: 'proxy', host: '127.0.0.1', port: proxy.port, cause: 'auth' } });
    expect(status).toBeNull();
  });

  test.each([
    ['forbids the address', { kind: 'status', status: 403 }, 'denied'],
    ['can not reach the server', { kind: 'status', status: 502 }, 'target'],
    ['never answers', { kind: 'hang' }, 'timeout'],
    ['speaks something else', { kind: 'garbage' }, 'protocol'],
    ['hangs up', { kind: 'close' }, 'protocol'],
  ] as const)('that %s is told as such', async (_what, instead, cause) => {
    const { url } = await scene(true);
    const proxy = closing(await startHttpProxy({ instead }));
    const { outcome } = await get({ url, proxy: proxy.url });
    expect(outcome).toEqual({ kind: 'failed', failure: { kind: 'proxy', host: '127.0.0.1', port: proxy.port, cause } });
  });
});

describe('F6: a SOCKS5 proxy', () => {
  test.each([
    ['http', false, 'ipv4'],
    ['https', true, 'ipv6'],
  ] as const)('carries %s, with a user name and password', async (_scheme, tls, boundAddress) => {
    const { origin, url } = await scene(tls);
    const proxy = closing(await startSocks5Proxy({ ...WITH_USER, boundAddress }));
    expect(await get({ url, proxy: withUser(proxy.url) }, { extraAuthorities: origin.ca === null ? [] : [origin.ca] })).toEqual(RIGHT);
    expect(proxy.addressKinds).toEqual(['ipv4']);
  });

  test('is left to find names, so that nothing is asked of the local resolver', async () => {
    const { port } = await scene();
    const proxy = closing(await startSocks5Proxy({ names: ['server.invalid'], boundAddress: 'name' }));
    const lookup = (): never => {
      throw new Error('a name was looked up');
    };
    expect(await get({ url: `http://server.invalid:${port}/f`, proxy: proxy.url }, { lookup })).toEqual(RIGHT);
    expect([proxy.targets, proxy.addressKinds]).toEqual([[`server.invalid:${port}`], ['name']]);
  });

  test('is given IPv6 addresses as such', async () => {
    const proxy = closing(await startSocks5Proxy({ instead: { kind: 'reply', code: 4 } }));
    const { outcome } = await get({ url: 'http://[2001:db8::1:0:0:5]:81/', proxy: proxy.url });
    expect([outcome.kind, proxy.addressKinds]).toEqual(['failed', ['ipv6']]);
  });

  test.each([
    ['general failure', 1, 'target'],
    ['not allowed by its rules', 2, 'denied'],
    ['host unreachable', 4, 'target'],
    ['connection refused', 5, 'target'],
    ['command not supported', 7, 'protocol'],
  ] as const)('that answers "%s" is told as such', async (_what, code, cause) => {
    const { url } = await scene();
    const proxy = closing(await startSocks5Proxy({ instead: { kind: 'reply', code } }));
    const { outcome } = await get({ url, proxy: proxy.url });
    expect(outcome).toEqual({ kind: 'failed', failure: { kind: 'proxy', host: '127.0.0.1', port: proxy.port, cause } });
  });

  test.each([
    ['hangs', { instead: { kind: 'hang' } }, 'timeout', ''],
    ['hangs up', { instead: { kind: 'close' } }, 'protocol', ''],
    ['wants credentials', WITH_USER, 'auth', ''],
    ['wants others', WITH_USER, 'auth', 'wrong:secret@'],
  ] as const)('that %s is told as such', async (_what, options, cause, userinfo) => {
    const { url } = await scene();
    const proxy = closing(await startSocks5Proxy(options));
    const { outcome } = await get({ url, proxy: proxy.url.replace('://', `://${userinfo}`) });
    expect(outcome).toEqual({ kind: 'failed', failure: { kind: 'proxy', host: '127.0.0.1', port: proxy.port, cause } });
  });

  test('that is an HTTP server is no SOCKS5 proxy', async () => {
    const { url, port } = await scene();
    const { outcome } = await get({ url, proxy: `socks5://127.0.0.1:${port}` });
    expect(outcome).toMatchObject({ kind: 'failed', failure: { kind: 'proxy', cause: expect.stringMatching(/protocol|timeout/) } });
  });
});

describe('F6: which way a request takes', () => {
  test('a proxy that is not there is a failure of its own', async () => {
    const proxy = await startHttpProxy();
    await proxy.close();
    const { outcome } = await get({ url: 'http://127.0.0.1:9/', proxy: proxy.url });
    expect(outcome).toEqual({ kind: 'failed', failure: { kind: 'proxy', host: '127.0.0.1', port: proxy.port, cause: 'refused' } });
    const nameless = await get({ url: 'http://127.0.0.1:9/', proxy: 'http://nobody.invalid:3128' });
    expect(nameless.outcome).toEqual({ kind: 'failed', failure: { kind: 'proxy', host: 'nobody.invalid', port: 3128, cause: 'dns' } });
  });

  test('the request’s own choice goes before the transport’s, and none means direct', async () => {
    const { url } = await scene();
    const [ofAll, ofOne] = [closing(await startHttpProxy()), closing(await startHttpProxy())];
    const asked: string[] = [];
    const proxyFor: TransportOptions['proxyFor'] = (address) => {
      asked.push(address.href);
      return Promise.resolve(parseProxy(ofAll.url)!);
    };
    for (const request of [{ url }, { url, proxy: ofOne.url }, { url, proxy: 'none' }])
      expect(await get(request, { proxyFor })).toEqual(RIGHT);
    expect([ofAll.requests.length, ofOne.requests.length]).toEqual([1, 1]);
    // Only the origin: a proxy script has no business with the path and its tokens.
    expect(asked).toEqual([`${new URL(url).origin}/`]);
  });

  test('a request that is called off does not wait for a proxy script', async () => {
    const transport = closing(openTransport({ proxyFor: () => new Promise(() => undefined) }));
    const off = new AbortController();
    const outcome = transport.get({ url: 'http://127.0.0.1:9/', headers: [] }, { head: () => 'read', chunk: () => 'more' }, off.signal);
    off.abort();
    expect(await outcome).toEqual({ kind: 'aborted' });
  });

  test('closing the transport drops a handshake that is under way', async () => {
    const { url } = await scene(true);
    const proxy = closing(await startHttpProxy({ instead: { kind: 'hang' } }));
    const transport = openTransport({ timeouts: { connectMs: 60_000 } });
    const off = new AbortController();
    const outcome = transport.get({ url, headers: [], proxy: proxy.url }, { head: () => 'read', chunk: () => 'more' }, off.signal);
    await expect.poll(() => proxy.requests.length).toBe(1);
    off.abort();
    await transport.close();
    expect(await outcome).toEqual({ kind: 'aborted' });
    await expect.poll(() => proxy.openConnections()).toBe(0);
  });
});
