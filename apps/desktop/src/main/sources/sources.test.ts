/** What the window asks of object stores: SQLite, sockets and disk are real (issue 4, G1, G2, G9). */
import { readFile, readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { performance } from 'node:perf_hooks';
import { DEFAULT_SETTINGS, JobQueue, alwaysOnline, openTransport, systemClock } from '@sluice/engine';
import { defaultSettings, type AddingObjects, type InputOf } from '@sluice/ipc';
import { openObjectSource } from '@sluice/object-storage';
import { openDatabase, plainBox, type SecretBox } from '@sluice/store';
import { openObjectStore, tempFolder, type BucketOptions, type ObjectStoreOptions } from '@sluice/testkit';
import { expect, onTestFinished, test } from 'vitest';
import { SettingsBox } from '../settings.ts';
import { createSourceHandlers, objectOptionsOf } from './source-handlers.ts';
import { openSources } from './sources.ts';

const KEYS = { accessKeyId: 'LTAI5tExampleKeyId', secret: 'hunter2/Secret+Value==' };

/** Seals into something else than the text, so that a secret outside of it is found. */
const box: SecretBox = {
  seal: (plain) => Buffer.from([...plain].reverse().join('')),
  open: (sealed) => [...Buffer.from(sealed).toString()].reverse().join(''),
};

async function setUp(bucket: BucketOptions = {}, options: Partial<ObjectStoreOptions> = {}) {
  const folder = await tempFolder();
  const server = await openObjectStore({ dialect: 'oss', region: 'cn-hangzhou', credentials: [KEYS], ...options });
  server.createBucket('pictures', bucket);
  const opened = openDatabase(join(folder.path, 'state'), { clock: systemClock, secretBox: plainBox });
  if (opened.kind !== 'open') throw new Error(opened.kind);
  const { store } = opened;
  const transport = openTransport();
  const sources = openSources({ store, secretBox: box, transport, env: {} });
  const settings = new SettingsBox(store, defaultSettings(folder.path), plainBox);
  const queue = new JobQueue(
    { store, transport, sources: [openObjectSource(sources.ports)], clock: systemClock, random: Math.random, connectivity: alwaysOnline },
    DEFAULT_SETTINGS,
  );
  queue.open({ autostart: false });
  onTestFinished(async () => {
    await queue.close();
    store.close();
    await server.close();
    await folder.remove();
  });
  const progress: AddingObjects[] = [];
  const handlers = createSourceHandlers({ sources, queue, settings, tellAdding: (one) => void progress.push(one) });
  const typed: InputOf<'connections:save'> = {
    ...{ id: null, name: 'Work', provider: 'oss', endpoint: server.url, region: 'cn-hangzhou', addressing: 'virtual-host' },
    ...{ network: 'public', signature: 'v4', credentials: 'stored', bucket: 'pictures', keys: { ...KEYS, token: null } },
  };
  const save = async (): Promise<string> => {
    const saved = await handlers['connections:save'](typed);
    if (saved.kind !== 'saved') throw new Error(saved.reason);
    return saved.id;
  };
  return { folder, server, store, sources, queue, handlers, typed, save, progress };
}

test('G2: a connection is stored sealed, comes back in the next run, and its secret is never told', async () => {
  const { folder, handlers, sources, store, typed, save } = await setUp();
  const id = await save();
  const listed = await handlers['connections:list']({});
  expect(listed).toMatchObject({ connections: [{ connection: { id, name: 'Work' }, bucket: 'pictures', accessKeyId: KEYS.accessKeyId }] });
  expect(JSON.stringify(listed)).not.toContain('hunter2');
  const again = openSources({ store, secretBox: box, transport: openTransport(), env: {} });
  expect(await again.connections.credentials.credentials(sources.connections.list()[0]?.connection ?? ({} as never))).toMatchObject(KEYS);
  for (const file of await readdir(join(folder.path, 'state'))) {
    expect(await readFile(join(folder.path, 'state', file), 'latin1')).not.toContain('hunter2');
  }
  // An edit without keys keeps them; it works as before.
  await handlers['connections:save']({ ...typed, id, name: 'Other', keys: null });
  expect(await handlers['connections:test']({ ...typed, id, keys: null })).toEqual({ kind: 'works', notes: [] });
  expect(await handlers['connections:remove']({ id })).toEqual({ connections: [] });
});

test('the test of a connection says what is wrong before anything is saved', async () => {
  const { handlers, typed } = await setUp({}, { nowMs: () => Date.now() - 3_600_000 });
  const told = (change: Partial<InputOf<'connections:test'>>) => handlers['connections:test']({ ...typed, ...change });
  expect(await told({})).toMatchObject({ kind: 'works', notes: [{ kind: 'clock-differs' }] });
  expect(await told({ bucket: null })).toMatchObject({ kind: 'works' });
  expect(await told({ keys: { accessKeyId: KEYS.accessKeyId, secret: 'wrong', token: null } })).toMatchObject({
    failure: { advice: 'signature' },
  });
  expect(await told({ keys: { accessKeyId: 'nobody', secret: 'wrong', token: null }, bucket: null })).toMatchObject({
    failure: { advice: 'invalid-key-id' },
  });
  expect(await told({ bucket: 'missing' })).toMatchObject({ failure: { advice: 'no-such-bucket' } });
  expect(await told({ endpoint: 'http://127.0.0.1:9' })).toMatchObject({ failure: { kind: 'connect' } });
  expect(await told({ endpoint: 'a b' })).toEqual({ kind: 'refused', reason: 'endpoint' });
  expect(await told({ endpoint: null, region: null })).toEqual({ kind: 'refused', reason: 'region' });
  expect(await told({ keys: null })).toEqual({ kind: 'refused', reason: 'keys' });
  expect(await handlers['connections:list']({})).toEqual({ connections: [] });
});

test('G1: a web address of a known connection’s bucket is recognised as its object', async () => {
  const { handlers, server, save } = await setUp();
  const id = await save();
  const url = `${server.url}/pictures/a%20b.bin`;
  const reply = await handlers['objects:recognise']({ urls: [url, 'https://elsewhere.example/x'] });
  expect(reply).toEqual({ objects: [{ url, address: 'oss://pictures/a b.bin', connectionId: id, connection: 'Work' }] });
});

test('G7: a wish names the saved connection, and says nothing that was not wished', async () => {
  const { sources, save } = await setUp();
  const id = await save();
  const wish = { connectionId: id, versionId: null, requestPayer: false, trafficLimitBitsPerSecond: null, subRange: null };
  expect(objectOptionsOf({ ...wish, requestRestore: true, customerKey: null }, sources)).toEqual({
    connection: { kind: 'saved', id, name: 'Work' },
    requestRestore: true,
  });
});

test('G9: a level is listed page by page, and chosen objects and prefixes are queued with their folders', async () => {
  const { folder, handlers, server, save, store } = await setUp();
  for (const key of ['x/y/1', 'x/y/z/2', 'x/y/z/..', 'x/3', 'x/y/']) server.put('pictures', key, { seed: 1, sizeBytes: 5 });
  const connectionId = await save();
  const page = await handlers['objects:list']({ connectionId, bucket: 'pictures', prefix: 'x/', from: null });
  expect(page).toMatchObject({ kind: 'page', prefixes: ['x/y/'], objects: [{ key: 'x/3', sizeBytes: 5 }], next: null });
  const reply = await handlers['objects:add']({
    ...{ connectionId, bucket: 'pictures', level: 'x/', prefixes: ['x/y/'], directory: null },
    objects: [{ key: 'x/3', sizeBytes: 5 }],
  });
  expect(reply).toEqual({ added: 4, refused: 0, stopped: false, failure: null });
  const places = store.find({}).map(({ target }) => relative(folder.path, join(target.directory, target.chosenName ?? '')));
  expect(places.toSorted()).toEqual(['x/3', 'x/y/1', 'x/y/z/2', expect.stringMatching(/^x\/y\/z\/[^/.]+~[0-9a-f]{8}$/)]);
  expect(await handlers['objects:list']({ connectionId: 'gone', bucket: 'pictures', prefix: '', from: null })).toMatchObject({
    failure: { kind: 'connection', trouble: 'unknown' },
  });
});

// `SLUICE_KEYS=100000` for the size of the issue, with figures.
const COUNT = Number(process.env['SLUICE_KEYS'] ?? '3000');

test(`G9: ${COUNT} objects are queued in slices; the loop is never held for long, and it can be called off`, async () => {
  const at = (index: number): string => `data/${String(Math.floor(index / 1000)).padStart(4, '0')}/${String(index).padStart(7, '0')}.bin`;
  const { handlers, save, progress } = await setUp({
    generated: { count: COUNT, at, object: (index) => ({ seed: index, sizeBytes: 10 }) },
  });
  const connectionId = await save();
  const input = { connectionId, bucket: 'pictures', level: '', prefixes: ['data/'], objects: [], directory: null };
  let longestMs = 0;
  let peakBytes = 0;
  // In time of the processor: on a busy machine the clock tells more of the others than of us.
  const usedMs = (): number => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1000;
  };
  let last = usedMs();
  const watch = setInterval(() => {
    longestMs = Math.max(longestMs, usedMs() - last);
    peakBytes = Math.max(peakBytes, process.memoryUsage().heapUsed);
    last = usedMs();
  }, 1);
  const beganMs = performance.now();
  const reply = await handlers['objects:add'](input);
  clearInterval(watch);
  expect(reply).toMatchObject({ added: COUNT, refused: 0 });
  if (process.env['SLUICE_KEYS'] !== undefined)
    console.log({
      seconds: Math.round(performance.now() - beganMs) / 1000,
      longestMs: Math.round(longestMs),
      peakMiB: Math.round(peakBytes / 2 ** 20),
    });
  expect(longestMs).toBeLessThan(500);
  expect(progress.length).toBeGreaterThanOrEqual(COUNT / 100);
  const second = handlers['objects:add'](input);
  await Promise.resolve();
  await handlers['objects:stop-adding']({});
  expect(await second).toMatchObject({ stopped: true });
}, 600_000);
