import { writeFile } from 'node:fs/promises';
import { alwaysOnline, httpSource, JobQueue, openTransport, systemClock } from '@sluice/engine';
import { defaultSettings, type InputOf } from '@sluice/ipc';
import { plainBox } from '@sluice/store';
import { changedSeed, expectSeededFile, MemoryJobStore, startOrigin, status, tempFolder } from '@sluice/testkit';
import { expect, onTestFinished, test } from 'vitest';
import { createHandlers } from './ipc-handlers.ts';
import { SettingsBox, type PlainSettings } from './settings.ts';
import { openSources } from './sources/sources.ts';

const ADD: Omit<InputOf<'jobs:add'>, 'links'> = {
  directory: null,
  chosenName: null,
  conflict: null,
  connections: null,
  limitBytesPerSecond: null,
  checksum: null,
  headers: [],
  begin: 'paused',
};

async function setUp() {
  const folder = await tempFolder();
  const transport = openTransport();
  const defaults: PlainSettings = { ...defaultSettings(folder.path), conflict: 'overwrite' };
  const queue = new JobQueue(
    { store: new MemoryJobStore(), transport, sources: [httpSource], clock: systemClock, random: Math.random, connectivity: alwaysOnline },
    { ...defaults, timetable: [] },
  );
  queue.open({ autostart: true });
  onTestFinished(async () => {
    await queue.close();
    await folder.remove();
  });
  const settings = new SettingsBox({ readSetting: () => undefined, writeSetting: () => undefined }, defaults, plainBox);
  const handlers = createHandlers({
    queue,
    listing: {
      rows: () => {
        throw new Error('not asked');
      },
      counts: () => {
        throw new Error('not asked');
      },
      jobsAt: (urls) => new Map(urls.filter((url) => url === 'https://files.example/disk.iso?token=…').map((url) => [url, 'disk'])),
    },
    settings,
    sources: openSources({
      store: { readSetting: () => undefined, writeSetting: () => undefined },
      secretBox: plainBox,
      transport,
      env: {},
    }),
    tellAdding: () => undefined,
    care: {
      'app:copy-report': () => null,
      'updates:get': () => ({ kind: 'unsupported' }),
      'updates:check': () => null,
      'updates:download': () => null,
      'updates:restart': () => null,
    },
    files: { open: () => Promise.resolve(true), show: () => undefined, mayRun: () => Promise.resolve(false) },
    facts: () => {
      throw new Error('not asked');
    },
    chooseFolder: (from) => Promise.resolve(from),
    dragFiles: () => undefined,
    lists: { exportTo: () => Promise.resolve({ kind: 'cancelled' }), importFrom: () => Promise.resolve({ kind: 'cancelled' }) },
    resting: () => ['network'],
    showWindow: () => undefined,
    integrations: {
      status: () => ({ rpc: { state: { kind: 'off' }, token: null }, browsers: { kind: 'off' } }),
      newToken: () => ({ rpc: { state: { kind: 'off' }, token: null }, browsers: { kind: 'off' } }),
    },
    readClipboard: () => Promise.resolve('x'.repeat(2_000_000)),
  });
  return { folder, handlers, queue };
}

test('links are added with the defaults of the settings, and a bad one is refused without its secrets', async () => {
  const { folder, handlers } = await setUp();
  const { outcomes } = await handlers['jobs:add']({
    ...ADD,
    links: [{ url: 'https://example.org/a.iso' }, { url: 'ftp://user:secret@example.org/b' }],
  });
  expect(outcomes).toMatchObject([
    {
      kind: 'added',
      snapshot: { job: { state: { kind: 'paused' }, target: { directory: folder.path, conflict: 'overwrite' } }, progress: null },
    },
    { kind: 'refused', failure: { kind: 'unsupported-scheme', scheme: 'ftp:' } },
  ]);
  expect(JSON.stringify(outcomes)).not.toContain('secret');
});

test('a name and a checksum belong to a single link', async () => {
  const { handlers } = await setUp();
  const options = { ...ADD, chosenName: 'mine.iso', checksum: `sha256:${'a'.repeat(64)}` };
  const one = await handlers['jobs:add']({ ...options, links: [{ url: 'https://example.org/a' }] });
  const two = await handlers['jobs:add']({ ...options, links: [{ url: 'https://example.org/a' }, { url: 'https://example.org/b' }] });
  const named = (reply: typeof one): readonly unknown[] =>
    reply.outcomes.map(
      (outcome) => outcome.kind === 'added' && [outcome.snapshot.job.target.chosenName, outcome.snapshot.job.options.digest?.algorithm],
    );
  expect([named(one), named(two)]).toEqual([
    [['mine.iso', 'sha256']],
    [
      [null, undefined],
      [null, undefined],
    ],
  ]);
});

test.each([
  [{ checksum: 'sha256:xyz' }, { kind: 'invalid-option', option: 'checksum', value: 'sha256:xyz' }],
  [{ headers: [['Bad Name', 'v']] as const }, { kind: 'invalid-option', option: 'header', value: 'Bad Name' }],
  [{ headers: [['Cookie', 'a\r\nEvil: b']] as const }, { kind: 'invalid-option', option: 'header', value: 'Cookie' }],
])('a wrong option is refused and nothing is added: %j', async (options, failure) => {
  const { handlers, queue } = await setUp();
  const { outcomes } = await handlers['jobs:add']({ ...ADD, ...options, links: [{ url: 'https://example.org/a?token=s' }] });
  expect(outcomes).toMatchObject([{ kind: 'refused', failure }]);
  expect(queue.snapshots()).toEqual([]);
});

test('jobs added from now on ask about a changed file when the settings say so', async () => {
  const { handlers } = await setUp();
  const add = (): unknown => handlers['jobs:add']({ ...ADD, links: [{ url: 'https://example.org/a' }] });
  const before = await add();
  await handlers['settings:set']({ onRemoteChange: 'ask' });
  const asked = (onRemoteChange: string): object => ({ outcomes: [{ snapshot: { job: { options: { onRemoteChange } } } }] });
  expect([before, await add()]).toMatchObject([asked('restart'), asked('ask')]);
});

test('jobs are listed, run, paused, cancelled and removed', async () => {
  const { handlers, queue } = await setUp();
  const origin = await startOrigin();
  onTestFinished(() => origin.close());
  const url = origin.serve('/a.bin', { seed: 1, sizeBytes: 1000 });
  const { outcomes } = await handlers['jobs:add']({ ...ADD, links: [{ url }] });
  const id = outcomes[0]?.kind === 'added' ? outcomes[0].snapshot.job.id : '';
  const done = new Promise<void>((resolve) => {
    queue.subscribe((event) => {
      if (event.kind === 'job' && event.snapshot.job.state.kind === 'done') resolve();
    });
  });
  await handlers['jobs:resume']({ ids: [id] });
  await done;
  expect(await handlers['jobs:open']({ id })).toEqual({ kind: 'opened' });
  expect((await handlers['jobs:list']({})).snapshots).toMatchObject([{ job: { id, state: { kind: 'done', sizeBytes: 1000 } } }]);
  await handlers['jobs:remove']({ ids: [id], deleteData: true });
  expect(await handlers['jobs:list']({})).toEqual({ snapshots: [] });
});

/** Resolves with the first state of the job that is one of `kinds`. */
function until(queue: JobQueue, id: string, ...kinds: readonly string[]): Promise<unknown> {
  return new Promise((resolve) => {
    const look = (): void => {
      const state = queue.snapshot(id)?.job.state;
      if (state !== undefined && kinds.includes(state.kind)) resolve(state);
    };
    queue.subscribe(look);
    look();
  });
}

test('a job whose link has expired refuses another file and takes the right one', async () => {
  const { folder, handlers, queue } = await setUp();
  const origin = await startOrigin();
  onTestFinished(() => origin.close());
  const file = { seed: 1, sizeBytes: 12 * 1024 * 1024 };
  const url = origin.serve('/a.bin', file);
  const release = origin.hold('/a.bin', { afterBytes: file.sizeBytes / 2 });
  const { outcomes } = await handlers['jobs:add']({ ...ADD, begin: 'queued', links: [{ url }] });
  const id = outcomes[0]?.kind === 'added' ? outcomes[0].snapshot.job.id : '';
  await origin.untilBytesSent('/a.bin', file.sizeBytes / 2);
  await handlers['jobs:pause']({ ids: [id] });
  release();
  origin.serve('/a.bin', { ...file, faults: [status(403)] });
  await handlers['jobs:resume']({ ids: [id] });
  await until(queue, id, 'waiting');
  const other = origin.serve('/other.bin', { ...file, seed: changedSeed(1) });
  expect(await handlers['jobs:refresh-link']({ id, url: other })).toEqual({
    kind: 'refused',
    failure: { kind: 'other-file', what: 'bytes' },
  });
  const fresh = origin.serve('/b.bin', file);
  expect(await handlers['jobs:refresh-link']({ id, url: fresh })).toEqual({ kind: 'accepted' });
  expect(await until(queue, id, 'done', 'failed')).toMatchObject({ kind: 'done' });
  await expectSeededFile(`${folder.path}/a.bin`, 1, file.sizeBytes);
});

test('the answer to a question lets the job go on; an answer to another question does nothing', async () => {
  const { folder, handlers, queue } = await setUp();
  const origin = await startOrigin();
  onTestFinished(() => origin.close());
  const url = origin.serve('/a.bin', { seed: 1, sizeBytes: 1000 });
  await writeFile(`${folder.path}/a.bin`, 'mine');
  const { outcomes } = await handlers['jobs:add']({ ...ADD, conflict: 'ask', begin: 'queued', links: [{ url }] });
  const id = outcomes[0]?.kind === 'added' ? outcomes[0].snapshot.job.id : '';
  await until(queue, id, 'waiting');
  expect(await handlers['jobs:decide']({ id, answer: { question: 'remote-changed', choice: 'restart' } })).toBeNull();
  expect(queue.snapshot(id)?.job.state.kind).toBe('waiting');
  expect(await handlers['jobs:decide']({ id, answer: { question: 'target-exists', conflict: 'keep-both' } })).toBeNull();
  expect(await until(queue, id, 'done', 'failed')).toMatchObject({ kind: 'done', path: `${folder.path}/a (1).bin` });
});

test('unknown jobs are passed over by every command', async () => {
  const { handlers } = await setUp();
  const ids = ['nobody'];
  for (const channel of ['jobs:pause', 'jobs:resume', 'jobs:retry', 'jobs:cancel'] as const)
    expect(await handlers[channel]({ ids })).toBeNull();
  expect(await handlers['jobs:remove']({ ids, deleteData: true })).toBeNull();
  expect(await handlers['jobs:decide']({ id: 'nobody', answer: { question: 'remote-changed', choice: 'restart' } })).toBeNull();
  expect(await handlers['jobs:refresh-link']({ id: 'nobody', url: 'https://example.org/a' })).toEqual({
    kind: 'refused',
    failure: { kind: 'no-such-job' },
  });
  expect(await handlers['jobs:open']({ id: 'nobody' })).toEqual({ kind: 'refused', failure: { kind: 'not-done' } });
});

test('the clipboard is read up to one mebibyte', async () => {
  const { handlers } = await setUp();
  expect((await handlers['links:read-clipboard']({})).text).toHaveLength(1024 * 1024);
});

test('a link is known again without its secrets, in another spelling, and in the order it was asked', async () => {
  const { handlers } = await setUp();
  const urls = [
    'https://files.example/other.iso',
    'HTTPS://u:p@Files.Example:443/a/../disk.iso?token=other#top',
    'no link',
    'https://files.example/disk.iso?token=this',
    'https://files.example/disk.iso',
  ];
  expect(await handlers['links:listed']({ urls })).toEqual({
    links: [
      { url: urls[1], id: 'disk' },
      { url: urls[3], id: 'disk' },
    ],
  });
});
