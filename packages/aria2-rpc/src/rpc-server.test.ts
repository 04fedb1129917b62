import { NO_OPTIONS, type Job, type JobSnapshot, type JobState } from '@sluice/model';
import fc from 'fast-check';
import { once } from 'node:events';
import { request } from 'node:http';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { createDispatcher } from './dispatch.ts';
import type { AskedDownload, Downloads } from './downloads.ts';
import { gidOf, jobOf } from './gid.ts';
import { createMethods } from './methods.ts';
import { startRpcServer, type RpcServer } from './index.ts';

const TOKEN = 'a-secret-token';
const PROGRESS = {
  receivedBytes: 3 << 20,
  durableBytes: 2 << 20,
  totalBytes: 4 << 20,
  bytesPerSecond: 1000.4,
  secondsLeft: 1,
  connections: 2,
  perConnection: [],
  strip: [{ from: 0, to: 0.5, kind: 'durable' as const }],
  retry: null,
};

/** A queue in memory that remembers what was asked of it. */
class Queue implements Downloads {
  readonly asked: AskedDownload[] = [];
  readonly calls: unknown[] = [];
  snapshots: JobSnapshot[] = [];
  #listener: (snapshot: JobSnapshot) => void = () => undefined;

  put(id: string, state: JobState, running = false): JobSnapshot {
    const job: Job = {
      id,
      createdAtMs: 0,
      rank: this.snapshots.length,
      source: { url: `https://example.org/${id}.bin?Signature=…`, host: 'example.org' },
      target: { directory: '/d', chosenName: null, conflict: 'keep-both', path: null },
      options: NO_OPTIONS,
      state,
      remote: null,
      partFile: null,
      blockSizeBytes: 0,
      durableBytes: 5,
      startedAtMs: null,
      restarts: { count: 0, lastReason: null },
    };
    const snapshot: JobSnapshot = { job, progress: running ? PROGRESS : null };
    this.snapshots = [...this.snapshots.filter((other) => other.job.id !== id), snapshot];
    this.#listener(snapshot);
    return snapshot;
  }

  all = (): readonly JobSnapshot[] => this.snapshots;
  one = (id: string): JobSnapshot | null => this.snapshots.find(({ job }) => job.id === id) ?? null;
  add = (asked: AskedDownload): ReturnType<Downloads['add']> => {
    this.asked.push(asked);
    if (!asked.url.startsWith('http')) return { kind: 'refused', failure: { kind: 'unsupported-scheme', scheme: 'ftp:' } };
    return { kind: 'added', id: this.put('newjobxx', { kind: 'queued' }).job.id };
  };
  pause = (ids: readonly string[] | 'all'): void => void this.calls.push(['pause', ids]);
  resume = (ids: readonly string[] | 'all'): void => void this.calls.push(['resume', ids]);
  remove = (ids: readonly string[]): void => void this.calls.push(['remove', ids]);
  move = (id: string, before: string | null): void => void this.calls.push(['move', id, before]);
  limit = (): number | null => 2048;
  setLimit = (bytesPerSecond: number | null): void => void this.calls.push(['limit', bytesPerSecond]);
  setLimitOf = (id: string, bytesPerSecond: number | null): void => void this.calls.push(['limit-of', id, bytesPerSecond]);
  subscribe(listener: (snapshot: JobSnapshot) => void): () => void {
    this.#listener = listener;
    return () => undefined;
  }
}

let queue: Queue;
let server: RpcServer;
const faults: unknown[] = [];

beforeEach(async () => {
  queue = new Queue();
  faults.length = 0;
  server = await startRpcServer(queue, {
    port: 0,
    token: TOKEN,
    allowedOrigins: ['https://ui.example'],
    nowMs: () => performance.now(),
    onFault: (fault) => faults.push(fault),
  });
});

afterEach(async () => {
  await server.close();
});

interface Answer {
  readonly status: number;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly body: string;
}

async function post(body: string, headers: Readonly<Record<string, string>> = {}, method = 'POST', path = '/jsonrpc'): Promise<Answer> {
  const asked = request({ host: '127.0.0.1', port: server.port, path, method, headers });
  asked.end(method === 'GET' ? undefined : body);
  const [response] = await once(asked, 'response');
  let text = '';
  for await (const chunk of response) text += String(chunk);
  return { status: response.statusCode, headers: response.headers, body: text };
}

async function call(method: string, ...params: readonly unknown[]): Promise<unknown> {
  const { body } = await post(JSON.stringify({ jsonrpc: '2.0', id: 'x', method, params: [`token:${TOKEN}`, ...params] }));
  const { error, result } = JSON.parse(body) as { readonly error?: unknown; readonly result?: unknown };
  return error ?? result;
}

test('a download is added with its options, and named by a GID', async () => {
  const gid = await call('aria2.addUri', ['https://example.org/a.iso', 'https://mirror.example/a.iso'], {
    dir: '/d/sub',
    out: 'b.iso',
    header: ['Cookie: a=b', 'X-One: 1'],
    referer: 'https://example.org/',
    split: '200',
    'max-download-limit': '1M',
    checksum: 'sha-256=00',
    pause: 'true',
    'seed-time': '0',
  });
  expect([gid, queue.asked]).toEqual([
    gidOf('newjobxx'),
    [
      {
        url: 'https://example.org/a.iso',
        mirrors: ['https://mirror.example/a.iso'],
        directory: '/d/sub',
        name: 'b.iso',
        headers: [
          ['Cookie', 'a=b'],
          ['X-One', '1'],
          ['Referer', 'https://example.org/'],
        ],
        connections: 64,
        limitBytesPerSecond: 1_048_576,
        checksum: 'sha-256=00',
        begin: 'paused',
      },
    ],
  ]);
});

test('what the queue refuses is said in a sentence, and a call of the wrong shape is refused', async () => {
  expect(await call('aria2.addUri', ['ftp://example.org/a'])).toEqual({ code: 1, message: expect.stringContaining('ftp') as string });
  expect(await call('aria2.addUri', 'https://example.org/a')).toMatchObject({ code: -32_602 });
  expect(await call('aria2.addUri', ['https://example.org/a'], { header: [7] })).toMatchObject({ code: -32_602 });
  expect(await call('aria2.tellStatus', '0123456789abcdef')).toMatchObject({
    code: 1,
    message: expect.stringContaining('not found') as string,
  });
  expect(await call('aria2.addTorrent', 'x')).toMatchObject({ code: -32_601 });
});

test('a running download is told of as aria2 does, with every number as text and no secrets', async () => {
  queue.put('aaaaaaaa', { kind: 'transferring' }, true);
  expect(await call('aria2.tellStatus', gidOf('aaaaaaaa'))).toEqual({
    gid: '6161616161616161',
    status: 'active',
    totalLength: '4194304',
    completedLength: '3145728',
    uploadLength: '0',
    downloadSpeed: '1000',
    uploadSpeed: '0',
    connections: '2',
    dir: '/d',
    numPieces: '4',
    pieceLength: '1048576',
    bitfield: 'c0',
    files: [
      {
        index: '1',
        path: '/d/aaaaaaaa.bin',
        length: '4194304',
        completedLength: '3145728',
        selected: 'true',
        uris: [{ uri: 'https://example.org/aaaaaaaa.bin?Signature=…', status: 'used' }],
      },
    ],
  });
  expect(await call('aria2.tellStatus', gidOf('aaaaaaaa'), ['gid', 'status'])).toEqual({ gid: '6161616161616161', status: 'active' });
});

test('lists, counts and the order of the queue', async () => {
  queue.put('aaaaaaaa', { kind: 'transferring' }, true);
  queue.put('bbbbbbbb', { kind: 'queued' });
  queue.put('cccccccc', { kind: 'paused' });
  queue.put('dddddddd', { kind: 'waiting', reason: { kind: 'new-link', status: 403 } });
  queue.put('eeeeeeee', { kind: 'failed', failure: { kind: 'http-status', status: 404, retryAfterMs: null }, atMs: 0 });
  queue.put('ffffffff', { kind: 'done', path: '/d/f', sizeBytes: 7, verdict: { kind: 'unverified' }, atMs: 0 });
  const gids = async (method: string, ...params: readonly unknown[]): Promise<unknown> =>
    ((await call(method, ...params)) as readonly { gid: string; status: string }[]).map(({ gid, status }) => [jobOf(gid), status]);
  expect(await gids('aria2.tellActive', ['gid', 'status'])).toEqual([['aaaaaaaa', 'active']]);
  expect(await gids('aria2.tellWaiting', 0, 2)).toEqual([
    ['bbbbbbbb', 'waiting'],
    ['cccccccc', 'paused'],
  ]);
  expect(await gids('aria2.tellWaiting', -1, 2)).toEqual([
    ['dddddddd', 'paused'],
    ['cccccccc', 'paused'],
  ]);
  expect(await gids('aria2.tellStopped', 0, 10)).toEqual([
    ['eeeeeeee', 'error'],
    ['ffffffff', 'complete'],
  ]);
  expect(await call('aria2.getGlobalStat')).toEqual({
    downloadSpeed: '1000',
    uploadSpeed: '0',
    numActive: '1',
    numWaiting: '3',
    numStopped: '2',
    numStoppedTotal: '2',
  });
  expect(await call('aria2.changePosition', gidOf('dddddddd'), 0, 'POS_SET')).toBe(0);
  expect(await call('aria2.changePosition', gidOf('bbbbbbbb'), 1, 'POS_CUR')).toBe(1);
  expect(await call('aria2.changePosition', gidOf('bbbbbbbb'), 0, 'POS_END')).toBe(2);
  expect(queue.calls).toEqual([
    ['move', 'dddddddd', 'bbbbbbbb'],
    ['move', 'bbbbbbbb', 'dddddddd'],
    ['move', 'bbbbbbbb', null],
  ]);
});

test('pause, resume, remove and the limit reach the queue', async () => {
  queue.put('aaaaaaaa', { kind: 'transferring' }, true);
  queue.put('ffffffff', { kind: 'done', path: '/d/f', sizeBytes: 7, verdict: { kind: 'unverified' }, atMs: 0 });
  const gid = gidOf('aaaaaaaa');
  const calls = ['aria2.pause', 'aria2.forcePause', 'aria2.unpause', 'aria2.remove'].map((methodName) => ({
    methodName,
    params: [`token:${TOKEN}`, gid],
  }));
  expect(await call('aria2.pauseAll')).toBe('OK');
  expect(await call('aria2.purgeDownloadResult')).toBe('OK');
  expect(await call('aria2.changeGlobalOption', { 'max-overall-download-limit': '500K' })).toBe('OK');
  const { body } = await post(JSON.stringify({ id: 1, method: 'system.multicall', params: [calls] }));
  expect(JSON.parse(body)).toEqual({ id: 1, jsonrpc: '2.0', result: calls.map(() => [gid]) });
  expect(queue.calls).toEqual([
    ['pause', 'all'],
    ['remove', ['ffffffff']],
    ['limit', 512_000],
    ['pause', ['aaaaaaaa']],
    ['pause', ['aaaaaaaa']],
    ['resume', ['aaaaaaaa']],
    ['remove', ['aaaaaaaa']],
  ]);
});

test('nothing is answered without the token, and after ten guesses nobody is answered at all', async () => {
  const wrong = JSON.stringify({ id: 1, method: 'aria2.tellActive', params: ['token:guess'] });
  expect(await post(JSON.stringify({ id: 1, method: 'aria2.getVersion' }))).toMatchObject({ status: 401 });
  expect(
    await post(JSON.stringify({ id: 1, method: 'system.multicall', params: [[{ methodName: 'aria2.pauseAll', params: [] }]] })),
  ).toMatchObject({
    status: 401,
  });
  const statuses = [];
  for (let guess = 0; guess < 10; guess += 1) statuses.push((await post(wrong)).status);
  expect([statuses.filter((status) => status === 401).length, statuses.at(-1), queue.calls]).toEqual([8, 429, []]);
});

test('pages of strangers, bent names, other ways and other paths are turned away before a token is looked at', async () => {
  const good = JSON.stringify({ id: 1, method: 'aria2.getVersion', params: [`token:${TOKEN}`] });
  const statuses = await Promise.all([
    post(good, { Origin: 'https://evil.example' }),
    post(good, { Origin: 'null' }),
    post(good, { Host: 'evil.example' }),
    post(good, {}, 'GET'),
    post(good, {}, 'POST', '/other'),
    post('x'.repeat(3 << 20)),
    post(good, { Origin: 'https://ui.example' }),
    post(good, { Origin: 'chrome-extension://abcdef' }),
    post(good, { Host: 'localhost:6800' }),
  ]);
  expect(statuses.map(({ status }) => status)).toEqual([403, 403, 403, 405, 404, 413, 200, 200, 200]);
  expect(statuses[6]?.headers['access-control-allow-origin']).toBe('https://ui.example');
});

test('a page that is allowed learns so before it asks', async () => {
  const { status, headers } = await post('', { Origin: 'https://ui.example', 'Access-Control-Request-Method': 'POST' }, 'OPTIONS');
  expect([status, headers['access-control-allow-headers']]).toEqual([204, 'Content-Type']);
});

test('over a WebSocket calls are answered, and changes are told of', async () => {
  const client = new WebSocket(`ws://127.0.0.1:${server.port}/jsonrpc`);
  await once(client, 'open');
  client.send(JSON.stringify({ id: 1, method: 'aria2.getVersion', params: [`token:${TOKEN}`] }));
  const [answer] = await once(client, 'message');
  expect(JSON.parse(String(answer))).toMatchObject({ result: { version: '1.37.0' } });
  const told: unknown[] = [];
  client.on('message', (message: Buffer) => told.push(JSON.parse(message.toString())));
  queue.put('aaaaaaaa', { kind: 'probing' });
  queue.put('aaaaaaaa', { kind: 'transferring' });
  queue.put('aaaaaaaa', { kind: 'done', path: '/d/f', sizeBytes: 7, verdict: { kind: 'unverified' }, atMs: 0 });
  await expect.poll(() => told.length).toBe(2);
  const params = [{ gid: gidOf('aaaaaaaa') }];
  expect(told).toEqual([
    { jsonrpc: '2.0', method: 'aria2.onDownloadStart', params },
    { jsonrpc: '2.0', method: 'aria2.onDownloadComplete', params },
  ]);
  client.close();
  await once(client, 'close');
});

test('a WebSocket of a page of strangers is not opened', async () => {
  const client = new WebSocket(`ws://127.0.0.1:${server.port}/jsonrpc`, { origin: 'https://evil.example' });
  const [error] = await once(client, 'error');
  expect(String(error)).toContain('403');
});

test('a port that is taken is a rejection, and a short token too', async () => {
  const options = { port: server.port, token: TOKEN, allowedOrigins: [], nowMs: () => 0, onFault: () => undefined };
  await expect(startRpcServer(queue, options)).rejects.toMatchObject({ code: 'EADDRINUSE' });
  await expect(startRpcServer(queue, { ...options, port: 0, token: 'short' })).rejects.toThrow('too short');
});

test('whatever a caller sends is answered, and nothing of it is a fault of ours', () => {
  const dispatcher = createDispatcher({ methods: createMethods(queue), token: TOKEN, onFault: (fault) => faults.push(fault) });
  queue.put('aaaaaaaa', { kind: 'transferring' }, true);
  const names = [...Object.keys(createMethods(queue)), 'system.multicall', 'system.listMethods', '__proto__', 'constructor'];
  const value = fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.constant(gidOf('aaaaaaaa')), fc.constant(['https://example.org/a']));
  const message = fc.oneof(
    fc.record({
      id: fc.jsonValue(),
      method: fc.constantFrom(...names),
      params: fc.array(value).map((rest) => [`token:${TOKEN}`, ...rest]),
    }),
    fc.jsonValue(),
  );
  fc.assert(
    fc.property(
      fc.oneof(
        message.map((sent) => JSON.stringify(sent)),
        fc.string(),
      ),
      (text) => {
        expect(typeof dispatcher.answer(text).text).toBe('string');
      },
    ),
  );
  expect(faults).toEqual([]);
});
