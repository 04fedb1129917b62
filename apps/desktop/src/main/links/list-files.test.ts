import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { alwaysOnline, httpSource, JobQueue, openTransport, systemClock, type NewJob } from '@sluice/engine';
import { defaultSettings, NO_CATEGORY_FOLDERS, type Settings } from '@sluice/ipc';
import { MemoryJobStore, tempFolder } from '@sluice/testkit';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { directoryFor } from './directory-for.ts';
import { exportList } from './export-list.ts';
import { importList } from './import-list.ts';
import { readList } from './list-file.ts';

const NOW_MS = Date.UTC(2026, 10, 22, 12);

async function setUp() {
  const folder = await tempFolder();
  const store = new MemoryJobStore();
  const queue = new JobQueue(
    { store, transport: openTransport(), sources: [httpSource], clock: systemClock, random: Math.random, connectivity: alwaysOnline },
    {
      concurrentJobs: 1,
      connectionsPerJob: null,
      partSizeBytes: null,
      limitBytesPerSecond: null,
      timetable: [],
      keepServerTime: true,
      verify: 'needed',
    },
  );
  onTestFinished(async () => {
    await queue.close();
    await folder.remove();
  });
  const settings: Settings = { ...defaultSettings(folder.path), proxy: 'system' };
  const path = join(folder.path, 'list.json');
  const ports = { store, queue, settings: () => settings, nowMs: () => NOW_MS, choosePath: () => Promise.resolve(path) };
  return { folder, store, queue, settings, path, ports };
}

function aJob(url: string, directory: string, more: Partial<NewJob> = {}): NewJob {
  const options = { connections: null, partSizeBytes: null, limitBytesPerSecond: null, digest: null, onRemoteChange: 'restart' } as const;
  return { url, directory, chosenName: null, conflict: 'keep-both', options, headers: [], begin: 'paused', ...more };
}

test('a list goes to another computer: what is new is added, paused, and a second time nothing is', async () => {
  const here = await setUp();
  here.queue.add([
    aJob('https://a.example/one.iso', here.folder.path),
    aJob('https://a.example/two.iso', here.folder.path, { chosenName: 'mine.iso' }),
  ]);
  expect(await exportList({ format: 'json', secrets: false }, here.ports)).toEqual({
    kind: 'saved',
    path: here.path,
    count: 2,
    incomplete: 0,
  });

  const there = await setUp();
  const read = { ...there.ports, choosePath: () => Promise.resolve(here.path) };
  const none = { finished: 0, refused: 0, incomplete: 0 };
  expect(await importList(read)).toEqual({ kind: 'imported', added: 2, known: 0, ...none });
  expect(await importList(read)).toEqual({ kind: 'imported', added: 0, known: 2, ...none });
  const jobs = there.store.find({}).map(({ source, target, state }) => [source.url, target.chosenName, target.directory, state.kind]);
  // The other computer's folder is not there: the usual one takes its place.
  expect(jobs).toEqual([
    ['https://a.example/one.iso', null, there.folder.path, 'paused'],
    ['https://a.example/two.iso', 'mine.iso', there.folder.path, 'paused'],
  ]);
});

test('secrets stay at home unless they are asked for, and what lacks them says so', async () => {
  const { queue, folder, ports, path, store } = await setUp();
  const url = 'https://bucket.example/x.bin?X-Amz-Signature=abcdef0123&X-Amz-Credential=me';
  queue.add([
    aJob(url, folder.path),
    aJob('https://a.example/y', folder.path, { headers: [['Cookie', 'topsecret']] }),
    aJob('https://a.example/z', folder.path),
  ]);
  expect(await exportList({ format: 'json', secrets: false }, ports)).toMatchObject({ count: 3, incomplete: 2 });
  const without = await readFile(path, 'utf8');
  expect([without.includes('abcdef0123'), without.includes('topsecret')]).toEqual([false, false]);
  expect(await exportList({ format: 'text', secrets: false }, ports)).toMatchObject({ count: 3 });
  expect((await readFile(path, 'utf8')).includes('abcdef0123')).toBe(false);

  expect(await exportList({ format: 'json', secrets: true }, ports)).toMatchObject({ count: 3, incomplete: 0 });
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  const there = await setUp();
  expect(await importList({ ...there.ports, choosePath: () => Promise.resolve(path) })).toMatchObject({ added: 3, incomplete: 0 });
  const secrets = there.store.find({}).map(({ id }) => there.store.read(id)?.secrets);
  expect(secrets).toMatchObject([{ url }, { headers: [['Cookie', 'topsecret']] }, {}]);
  expect(store.find({})).toHaveLength(3);
});

test('a list from a stranger puts nothing outside of the download folder', async () => {
  const { ports, path, folder, settings, store } = await setUp();
  const inside = join(folder.path, 'sub');
  await mkdir(inside);
  const entry = { name: null, state: 'unfinished', sizeBytes: null, checksum: 'sha256:no', finishedAt: null, incomplete: false };
  const downloads = ['/etc/xdg/autostart', `${folder.path}/../..`, inside].map((target, index) => ({
    url: `https://a.example/${index}`,
    folder: target,
    ...entry,
  }));
  const done = { ...entry, url: 'https://a.example/done', folder: inside, state: 'finished', finishedAt: new Date(NOW_MS).toISOString() };
  const wrong = { ...entry, url: 'ftp://a.example/x', folder: inside };
  await writeFile(
    path,
    JSON.stringify({
      format: 'sluice-list',
      version: 1,
      exportedAt: new Date(NOW_MS).toISOString(),
      downloads: [...downloads, done, wrong],
    }),
  );
  expect(await importList(ports)).toEqual({ kind: 'imported', added: 3, known: 0, finished: 1, refused: 1, incomplete: 0 });
  expect(store.find({}).map(({ target }) => target.directory)).toEqual([settings.downloadFolder, settings.downloadFolder, inside]);
});

test.each([
  ['{"format":"sluice-list","version":2,"new":true}', 'newer-version'],
  ['{"format":"sluice-list","version":1,"exportedAt":"2026-11-22T12:00:00.000Z","downloads":[{"url":"x","extra":1}]}', 'not-a-list'],
  ['[]', 'not-a-list'],
  ['no json', 'not-a-list'],
])('what is not such a list is refused by name: %s', async (text, reason) => {
  const { ports, path } = await setUp();
  await writeFile(path, text);
  expect(await importList(ports)).toEqual({ kind: 'refused', name: 'list.json', reason });
});

test('a file that is missing, a folder or too large is refused before it is read', async () => {
  const { ports, folder, path } = await setUp();
  expect(await importList(ports)).toMatchObject({ reason: 'unreadable' });
  expect(await importList({ ...ports, choosePath: () => Promise.resolve(folder.path) })).toMatchObject({ reason: 'unreadable' });
  await writeFile(path, Buffer.alloc(32 * 1024 * 1024 + 1));
  expect(await importList(ports)).toMatchObject({ reason: 'too-large' });
});

test('a list that can not be written leaves nothing behind', async () => {
  const { ports, folder } = await setUp();
  const path = join(folder.path, 'missing', 'list.json');
  expect(await exportList({ format: 'json', secrets: false }, { ...ports, choosePath: () => Promise.resolve(path) })).toEqual({
    kind: 'failed',
    path,
  });
  expect(await readdir(folder.path)).toEqual([]);
});

test('any text is read without a fault', () => {
  fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (text) => void readList(text)));
});

test('a download without a folder of its own goes where its kind of file does', () => {
  const settings = { downloadFolder: '/d', categoryFolders: { ...NO_CATEGORY_FOLDERS, video: '/v', other: '/o' } };
  const goes = (url: string, name: string | null = null): string => directoryFor({ url, name }, settings);
  expect([
    goes('https://a.example/talk.MP4?sig=1'),
    goes('https://a.example/download', 'talk.mkv'),
    goes('https://a.example/set.zip'),
    goes('https://a.example/'),
  ]).toEqual(['/v', '/v', '/d', '/o']);
});
