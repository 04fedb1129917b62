/** The endpoint over a real queue, a real origin and real sockets; in it, the calls of AriaNg in its own words. */
import { existsSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { alwaysOnline, DEFAULT_SETTINGS, httpSource, JobQueue, openTransport, systemClock } from '@sluice/engine';
import { defaultSettings, type RpcState } from '@sluice/ipc';
import type { SecretBox } from '@sluice/store';
import { expectSeededFile, MemoryJobStore, startOrigin, tempFolder } from '@sluice/testkit';
import { expect, onTestFinished, test } from 'vitest';
import { SettingsBox } from '../settings.ts';
import { RpcEndpoint } from './rpc-endpoint.ts';

const MIB = 1024 * 1024;
/** Not a cipher; but what it sealed is not to be read at sight. */
const REVERSING: SecretBox = {
  seal: (plain) => Buffer.from(`sealed:${[...plain].reverse().join('')}`),
  open: (sealed) => /^sealed:(.*)$/.exec(Buffer.from(sealed).toString())?.[1]?.split('').reverse().join('') ?? null,
};

async function setUp() {
  const [folder, origin] = [await tempFolder(), await startOrigin()];
  const defaults = defaultSettings(join(folder.path, 'Downloads'));
  await mkdir(defaults.downloadFolder);
  const stored = new Map<string, unknown>();
  const store = {
    readSetting: (key: string) => stored.get(key),
    writeSetting: (key: string, value: unknown) => void stored.set(key, value),
  };
  const settings = new SettingsBox(store, defaults, REVERSING);
  const ports = { transport: openTransport(), sources: [httpSource], clock: systemClock, random: Math.random, connectivity: alwaysOnline };
  const queue = new JobQueue({ ...ports, store: new MemoryJobStore() }, DEFAULT_SETTINGS);
  queue.open({ autostart: true });
  const faults: unknown[] = [];
  const seen: RpcState[] = [];
  const makeEndpoint = (): RpcEndpoint => {
    const endpoint: RpcEndpoint = new RpcEndpoint({
      queue,
      settings,
      store,
      secretBox: REVERSING,
      nowMs: () => systemClock.monotonicMs(),
      onFault: (fault) => faults.push(fault),
      onChange: () => seen.push(endpoint.status.state),
    });
    return endpoint;
  };
  const endpoint = makeEndpoint();
  endpoint.open();
  onTestFinished(async () => {
    await endpoint.close();
    await queue.close();
    await origin.close();
    await folder.remove();
    expect(faults).toEqual([]);
  });
  const turn = async (on: boolean, port: number, allowedOrigins: readonly string[] = []): Promise<RpcState> => {
    settings.change({ rpc: { enabled: on, port, allowedOrigins } });
    await endpoint.settled();
    return endpoint.status.state;
  };
  return { downloads: defaults.downloadFolder, endpoint, folder, makeEndpoint, origin, queue, seen, settings, stored, turn };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

interface Reply {
  readonly id: unknown;
  readonly result?: unknown;
  readonly error?: { readonly code: number; readonly message: string };
}

function caller(port: number, token: string | null) {
  const send = async (body: unknown, headers: Readonly<Record<string, string>> = {}): Promise<{ status: number; reply: Reply }> => {
    const asked = request({ port, host: '127.0.0.1', path: '/jsonrpc', method: 'POST', headers, agent: false });
    asked.end(JSON.stringify(body));
    const [response] = (await once(asked, 'response')) as [IncomingMessage];
    let text = '';
    for await (const part of response) text += String(part);
    return { status: response.statusCode ?? 0, reply: text === '' ? { id: null } : (JSON.parse(text) as Reply) };
  };
  const call = async (method: string, ...params: readonly unknown[]): Promise<Reply> =>
    (await send({ jsonrpc: '2.0', id: 'a', method, params: [`token:${token ?? ''}`, ...params] })).reply;
  return { send, call };
}

test('it is off until it is turned on, follows the settings while it runs, and keeps its token sealed', async () => {
  const { endpoint, makeEndpoint, seen, stored, turn } = await setUp();
  expect([endpoint.status, stored.size]).toEqual([{ state: { kind: 'off' }, token: null }, 0]);
  const [first, second] = [await freePort(), await freePort()];
  expect(await turn(true, first)).toEqual({ kind: 'on', port: first });
  const { token } = endpoint.status;
  expect(token).toMatch(/^[\w-]{43}$/);
  expect(JSON.stringify([...stored])).not.toContain(token);
  expect((await caller(first, token).call('aria2.getVersion')).result).toMatchObject({ version: '1.37.0' });

  expect(await turn(true, second)).toEqual({ kind: 'on', port: second });
  await expect(caller(first, token).call('aria2.getVersion')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  expect((await caller(second, token).call('aria2.getVersion')).result).toBeDefined();

  endpoint.newToken();
  await endpoint.settled();
  expect((await caller(second, token).call('aria2.getVersion')).error).toMatchObject({ message: 'Unauthorized' });
  expect((await caller(second, endpoint.status.token).call('aria2.getVersion')).result).toBeDefined();

  expect(await turn(false, second)).toEqual({ kind: 'off' });
  await expect(caller(second, token).call('aria2.getVersion')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  expect(seen.map(({ kind }) => kind)).toEqual(['on', 'on', 'on', 'off']);

  const later = makeEndpoint();
  later.open();
  expect(later.status.token).toBe(endpoint.status.token);
  await later.close();
});

test('a port that is taken is told, and another one heals it', async () => {
  const { turn } = await setUp();
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;
  expect(await turn(true, port)).toEqual({ kind: 'failed', port, reason: 'port-taken' });
  const free = await freePort();
  expect(await turn(true, free)).toEqual({ kind: 'on', port: free });
  other.close();
});

test('pages of strangers are refused, and the one that the user allowed is not', async () => {
  const { endpoint, turn } = await setUp();
  const port = await freePort();
  await turn(true, port, ['https://ui.example.org']);
  const { send } = caller(port, endpoint.status.token);
  const body = { id: 1, method: 'aria2.getVersion', params: [`token:${endpoint.status.token ?? ''}`] };
  const origins = ['https://evil.example', 'https://ui.example.org'];
  expect(await Promise.all(origins.map(async (Origin) => (await send(body, { Origin })).status))).toEqual([403, 200]);
});

test('what callers ask for is bounded: folders, names, schemes, checksums and headers', async () => {
  const { endpoint, downloads, folder, queue, turn } = await setUp();
  const port = await freePort();
  await turn(true, port);
  const { call } = caller(port, endpoint.status.token);
  const message = async (url: string, options: object): Promise<string | undefined> =>
    (await call('aria2.addUri', [url], options)).error?.message;
  const url = 'http://127.0.0.1:9/a.bin';
  expect(await message(url, { dir: join(folder.path, 'elsewhere') })).toContain('download folder');
  expect(await message(url, { dir: '../elsewhere' })).toContain('download folder');
  expect(await message(url, { out: '../../up' })).toContain('can’t be named');
  expect(await message('file:///etc/passwd', {})).toBeDefined();
  expect(await message(url, { checksum: 'sha-256=12' })).toContain('checksum');
  expect(await message(url, { header: ['X: a\nCookie: b'] })).toBeDefined();
  expect([queue.snapshots(), existsSync(join(folder.path, 'elsewhere'))]).toEqual([[], false]);
  await call('aria2.addUri', [url, 'ftp://mirror.example/a.bin', 'https://mirror.example/a.bin'], { dir: 'films', pause: 'true' });
  const source = { mirrors: [{ host: 'mirror.example' }] };
  expect(queue.snapshots()).toMatchObject([
    { job: { source, target: { directory: join(downloads, 'films') }, state: { kind: 'paused' } } },
  ]);
});

/** What AriaNg asks for in its list, in its order. */
const LIST_KEYS = [
  ...[
    'gid',
    'totalLength',
    'completedLength',
    'uploadSpeed',
    'downloadSpeed',
    'connections',
    'numSeeders',
    'seeder',
    'status',
    'errorCode',
  ],
  ...['verifiedLength', 'verifyIntegrityPending', 'files', 'bittorrent', 'infoHash'],
];

test('AriaNg connects, adds, watches, limits, pauses, resumes and clears', async () => {
  const { downloads, endpoint, origin, settings, turn } = await setUp();
  const port = await freePort();
  await turn(true, port);
  const secret = `token:${endpoint.status.token ?? ''}`;
  const { call, send } = caller(port, endpoint.status.token);
  const url = origin.serve('/film.bin', { seed: 5, sizeBytes: 2 * MIB });

  expect((await call('aria2.getVersion')).result).toMatchObject({ enabledFeatures: expect.arrayContaining(['HTTPS']) as unknown });
  expect((await call('aria2.getGlobalOption')).result).toMatchObject({ 'max-overall-download-limit': '0' });
  const gid = String((await call('aria2.addUri', [url], { pause: 'true', out: 'named.bin', split: '4' })).result);
  expect(gid).toMatch(/^[0-9a-f]{16}$/);

  const poll = async (): Promise<readonly (readonly [readonly Record<string, unknown>[]])[]> => {
    const calls = [
      { methodName: 'aria2.getGlobalStat', params: [secret] },
      { methodName: 'aria2.tellActive', params: [secret, LIST_KEYS] },
      { methodName: 'aria2.tellWaiting', params: [secret, 0, 1000, LIST_KEYS] },
      { methodName: 'aria2.tellStopped', params: [secret, -1, 1000, LIST_KEYS] },
    ];
    const { reply } = await send({ jsonrpc: '2.0', method: 'system.multicall', id: 'b', params: [calls] });
    return reply.result as readonly (readonly [readonly Record<string, unknown>[]])[];
  };
  const [stat, active, waiting, stopped] = await poll();
  expect(stat).toEqual([{ downloadSpeed: '0', uploadSpeed: '0', numActive: '0', numWaiting: '1', numStopped: '0', numStoppedTotal: '0' }]);
  expect([active, stopped]).toEqual([[[]], [[]]]);
  expect(waiting).toMatchObject([[{ gid, status: 'paused', connections: '0', files: [{ path: join(downloads, 'named.bin') }] }]]);

  expect((await call('aria2.getOption', gid)).result).toEqual({ dir: downloads, out: 'named.bin', split: '4', 'max-download-limit': '0' });
  expect((await call('aria2.changeOption', gid, { 'max-download-limit': '1M' })).result).toBe('OK');
  expect((await call('aria2.getOption', gid)).result).toMatchObject({ 'max-download-limit': String(MIB) });
  await call('aria2.changeOption', gid, { 'max-download-limit': '0' });
  expect((await call('aria2.changeGlobalOption', { 'max-overall-download-limit': '99999999999999M' })).result).toBe('OK');
  expect(settings.current.limitBytesPerSecond).toBe(Number.MAX_SAFE_INTEGER);

  expect((await call('aria2.unpause', gid)).result).toBe(gid);
  await expect.poll(async () => (await poll())[3]).toMatchObject([[{ gid, status: 'complete', completedLength: String(2 * MIB) }]]);
  await expectSeededFile(join(downloads, 'named.bin'), 5, 2 * MIB);
  expect((await call('aria2.tellStatus', gid, ['status', 'files'])).result).toMatchObject({ status: 'complete' });
  expect((await call('aria2.getServers', gid)).result).toEqual([]);

  expect((await call('aria2.removeDownloadResult', gid)).result).toBe('OK');
  await expect.poll(async () => (await poll())[3]).toEqual([[]]);
  expect((await readFile(join(downloads, 'named.bin'))).length).toBe(2 * MIB);
});

test('what is forgotten before it is finished leaves nothing behind', async () => {
  const { downloads, endpoint, origin, queue, turn } = await setUp();
  const port = await freePort();
  await turn(true, port);
  const { call } = caller(port, endpoint.status.token);
  const url = origin.serve('/slow.bin', { seed: 6, sizeBytes: 64 * MIB });
  const gid = String((await call('aria2.addUri', [url], { 'max-download-limit': '100K' })).result);
  await expect.poll(() => existsSync(join(downloads, 'slow.bin.part'))).toBe(true);
  expect((await call('aria2.tellActive', ['gid', 'status'])).result).toEqual([{ gid, status: 'active' }]);
  expect((await call('aria2.forceRemove', gid)).result).toBe(gid);
  await expect.poll(() => queue.snapshots()).toEqual([]);
  expect(existsSync(join(downloads, 'slow.bin.part'))).toBe(false);
});
