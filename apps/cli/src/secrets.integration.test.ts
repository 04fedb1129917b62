/** D4: tokens are planted wherever a secret can stand, jobs end in every way, and then everything that is kept or said is searched. */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import {
  DEFAULT_SETTINGS,
  JobQueue,
  alwaysOnline,
  httpSource,
  openTransport,
  systemClock,
  type NewJob,
  type QueueEvent,
  type Source,
} from '@sluice/engine';
import { NO_OPTIONS, type JobId } from '@sluice/model';
import { openDatabase, type SecretBox } from '@sluice/store';
import {
  HASTY_CLOCK,
  changeETagAfter,
  dropAfter,
  expireAfter,
  expectSeededFile,
  htmlLogin,
  malformedHead,
  redirect,
  redirectLoop,
  startHttpProxy,
  startOrigin,
  startSocks5Proxy,
  status,
  tempFolder,
} from '@sluice/testkit';
import { LANGUAGES, describeCause, describeFailure, describeState } from '@sluice/words';
import { BuiltCli } from './testing/built-cli.ts';

const MIB = 1024 * 1024;
const SEED = 11;
/** Every secret holds this, so that pieces of one are found as well. */
const MARK = 'hunter2';
const HEADERS = [
  ['Authorization', `Bearer ${MARK}bearer`],
  ['Cookie', `session=${MARK}cookie`],
  ['X-Api-Key', `${MARK}header`],
] as const;
const QUERY = `token=${MARK}token&X-Amz-Credential=${MARK}credential&X-Amz-Security-Token=${MARK}security&plain=1`;

/** What is searched for: the mark itself, and as base64 and UTF-16 would show it, at each of the three alignments. */
const TRACES: readonly Buffer[] = [
  Buffer.from(MARK),
  Buffer.from(MARK, 'utf16le'),
  Buffer.from(Buffer.from(MARK).toString('hex')),
  ...[0, 1, 2].map((shift) =>
    Buffer.from(
      Buffer.from('x'.repeat(shift) + MARK)
        .toString('base64')
        .slice(shift === 0 ? 0 : shift + 1, -3),
    ),
  ),
];

function expectClean(what: string, bytes: Buffer | string): void {
  const searched = typeof bytes === 'string' ? Buffer.from(bytes) : bytes;
  const found = TRACES.map((trace) => searched.indexOf(trace)).filter((at) => at >= 0);
  expect([what, found.map((at) => searched.subarray(Math.max(0, at - 60), at + 40).toString('latin1'))]).toEqual([what, []]);
}

test('the search finds what it must: plain, in UTF-16, in hex, and inside base64 at every alignment', () => {
  for (const text of [
    MARK,
    Buffer.from(MARK).toString('hex'),
    ...['', 'a', 'ab'].map((lead) => Buffer.from(`${lead}${MARK}:more`).toString('base64')),
  ]) {
    expect(() => expectClean('control', `before ${text} after`)).toThrow();
  }
  expect(() => expectClean('control', Buffer.from(MARK, 'utf16le'))).toThrow();
  expectClean('control', 'nothing here');
});

/** Opens only with its own key, as a keychain's box does. */
function sealingBox(): SecretBox {
  const key = randomBytes(32);
  return {
    seal(plain) {
      const iv = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', key, iv);
      const sealed = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
      return Buffer.concat([iv, cipher.getAuthTag(), sealed]);
    },
    open(sealed) {
      const bytes = Buffer.from(sealed);
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12)).setAuthTag(bytes.subarray(12, 28));
      return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8');
    },
  };
}

/** A source with a bug whose error repeats what it was given. */
const FAULTY: Source = {
  ...httpSource,
  serves: (scheme) => scheme === 'http:' || scheme === 'https:',
  request(ask) {
    if (ask.url.includes('/faulty')) return Promise.reject(new Error(`could not sign ${ask.url} with Authorization: ${HEADERS[0][1]}`));
    return httpSource.request(ask);
  },
};

test('no secret reaches the database, an event, a failure, a sentence, or the file’s name, however a job ends', async () => {
  const [origin, elsewhere, secure] = [await startOrigin(), await startOrigin(), await startOrigin({ tls: true })];
  const [proxy, socks, strict] = [
    await startHttpProxy(),
    await startSocks5Proxy({ credentials: { user: `${MARK}u`, password: `${MARK}p` } }),
    await startHttpProxy({ credentials: { user: 'other', password: 'other' } }),
  ];
  const [state, folder] = [await tempFolder(), await tempFolder()];
  onTestFinished(async () => {
    for (const one of [origin, elsewhere, secure, proxy, socks, strict]) await one.close();
    for (const one of [state, folder]) await one.remove();
  });
  const opened = openDatabase(join(state.path, 'state'), { clock: systemClock, secretBox: sealingBox(), onNotice: () => undefined });
  if (opened.kind !== 'open') throw new Error(opened.kind);
  const faults: unknown[] = [];
  const transport = openTransport({ timeouts: { connectMs: 500, headMs: 500 } });
  const ports = { store: opened.store, transport, sources: [FAULTY], clock: HASTY_CLOCK, random: Math.random, connectivity: alwaysOnline };
  const queue = new JobQueue(ports, { ...DEFAULT_SETTINGS, concurrentJobs: 8 }, (fault) => faults.push(fault));
  const events: QueueEvent[] = [];
  queue.subscribe((event) => events.push(event));
  queue.open({ autostart: true });

  const withSecrets = (url: string): string => `${url.replace('://', `://${MARK}user:${MARK}pass@`)}?${QUERY}#${MARK}fragment`;
  const small = { seed: SEED, sizeBytes: 5000 };
  const large = { seed: SEED, sizeBytes: 6 * MIB };
  const userinfo = `${MARK}u:${MARK}p@`;
  const target = elsewhere.serve('/elsewhere.bin', small).replace('://', `://${MARK}x:${MARK}y@`);
  const digest = { algorithm: 'sha256', hex: '0'.repeat(64), from: 'user' } as const;
  const base = { ...NO_OPTIONS, onRemoteChange: 'ask' } as const;
  const wanted: readonly (readonly [url: string, ending: string, request?: Partial<NewJob>])[] = [
    [origin.serve('/good.bin', large), 'done'],
    [origin.serve('/proxied.bin', small), 'done', { proxy: proxy.url.replace('://', `://${userinfo}`) }],
    [origin.serve('/socks.bin', small), 'done', { proxy: socks.url.replace('://', `://${userinfo}`) }],
    [origin.serve('/strict.bin', small), 'failed', { proxy: strict.url.replace('://', `://${userinfo}`) }],
    [origin.serve('/no-proxy.bin', small), 'failed', { proxy: `http://${userinfo}127.0.0.1:1` }],
    [origin.serve('/redirected.bin', { ...small, faults: [redirect(`${target}?token=${MARK}there`)] }), 'done'],
    [origin.serve('/nowhere.bin', { ...small, faults: [redirect(`ftp://${userinfo}h/?token=${MARK}ftp`)] }), 'failed'],
    [origin.serve('/bad-location.bin', { ...small, faults: [redirect(`http://${MARK}:${MARK}:99999/`)] }), 'failed'],
    [origin.serve('/loop.bin', { ...small, faults: [redirectLoop()] }), 'failed'],
    [origin.serve('/missing.bin', { ...small, faults: [status(404)] }), 'failed'],
    [origin.serve('/busy.bin', { ...small, faults: [status(503, { retryAfter: 600 })] }), 'waiting'],
    [origin.serve('/expired.bin', { ...large, faults: [dropAfter(2 * MIB), expireAfter(1, 403)] }), 'waiting'],
    [origin.serve('/changed.bin', { ...large, faults: [dropAfter(2 * MIB), changeETagAfter(1)] }), 'waiting'],
    [origin.serve('/login.bin', { ...small, faults: [htmlLogin()] }), 'failed'],
    [origin.serve('/malformed.bin', { ...small, faults: [malformedHead()] }), 'failed'],
    [origin.serve('/wrong.bin', small), 'failed', { options: { ...base, digest } }],
    [origin.serve('/sought.bin', small), 'done', { options: { ...base, seekChecksum: true } }],
    [origin.serve('/faulty.bin', small), 'failed'],
    [secure.serve('/self-signed.bin', small), 'failed'],
    ['http://127.0.0.1:1/refused.bin', 'failed'],
    ['http://nobody.invalid/nameless.bin', 'failed'],
    [origin.serve('/paused.bin', small), 'paused', { begin: 'paused' }],
  ];
  const requests = wanted.map(([url, , request]): NewJob => {
    const plain = {
      directory: folder.path,
      chosenName: null,
      conflict: 'keep-both',
      options: base,
      headers: HEADERS,
      begin: 'queued',
    } as const;
    return { ...plain, url: withSecrets(url), ...request };
  });
  const outcomes = queue.add(requests);
  const refused = queue.add([
    { ...requests[0]!, url: `http://${MARK}:${MARK}@/?token=${MARK}` },
    { ...requests[0]!, url: `gopher://${MARK}:${MARK}@host/?token=${MARK}` },
    { ...requests[0]!, proxy: `ftp://${userinfo}proxy` },
  ]);
  const ids = outcomes.map((outcome): JobId => (outcome.kind === 'added' ? outcome.job.id : ''));
  const settled = (id: JobId): boolean => ['done', 'failed', 'waiting', 'paused'].includes(queue.snapshot(id)?.job.state.kind ?? '');
  await expect.poll(() => ids.every(settled), { timeout: 15_000 }).toBe(true);
  await queue.pause(ids.filter((_id, index) => wanted[index]?.[1] === 'waiting').slice(0, 1));
  const snapshots = queue.snapshots();
  const endings = ids.map((id) => snapshots.find(({ job }) => job.id === id)?.job.state.kind);
  // The jobs really ended in these ways, with their secrets in use.
  expect(endings.filter((kind) => kind === 'done').length).toBeGreaterThanOrEqual(5);
  expect(endings.filter((kind) => kind === 'failed').length).toBeGreaterThanOrEqual(11);
  expect(origin.requests.some(({ headers }) => headers['cookie']?.includes(MARK))).toBe(true);
  expect(proxy.requests.some(({ headers }) => headers['proxy-authorization'] !== undefined)).toBe(true);
  await expectSeededFile(join(folder.path, 'socks.bin'), SEED, 5000);

  expectClean('snapshots', JSON.stringify(snapshots));
  expectClean('events', JSON.stringify(events));
  expectClean('outcomes', JSON.stringify([outcomes, refused]));
  expectClean('faults', faults.map(String).join('\n'));
  for (const language of LANGUAGES) {
    for (const snapshot of snapshots) expectClean('a state in words', describeState(snapshot, language, Date.now()));
    for (const outcome of [...outcomes, ...refused]) {
      if (outcome.kind === 'refused')
        expectClean('a refusal in words', describeFailure(outcome.failure, language) + describeCause(outcome.failure, language));
    }
  }
  await expectCleanFolder(join(state.path, 'state'));
  await queue.close();
  opened.store.close();
  await expectCleanFolder(join(state.path, 'state'));
  expectClean('names of files', (await readdir(folder.path)).join('\n'));
});

async function expectCleanFolder(path: string): Promise<void> {
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  expect(files.length).toBeGreaterThan(0);
  for (const file of files) expectClean(file, await readFile(file));
}

const cli = new BuiltCli();

test('the command says no secret, and takes those from files and from the environment', async () => {
  const origin = await startOrigin();
  const folder = await tempFolder();
  const proxy = await startHttpProxy({ credentials: { user: `${MARK}u`, password: `${MARK}p` } });
  onTestFinished(async () => {
    await origin.close();
    await proxy.close();
    await folder.remove();
  });
  const home = folder.path;
  const good = `${origin.serve('/f.bin', { seed: SEED, sizeBytes: 3 * MIB })}?${QUERY}`;
  const missing = `${origin.serve('/missing.bin', { seed: SEED, sizeBytes: 1, faults: [status(404)] })}?${QUERY}`;
  await writeFile(join(home, 'user.txt'), `${MARK}name:${MARK}word\n`);
  await writeFile(join(home, 'cookie.txt'), `session=${MARK}cookie\n`);
  await writeFile(join(home, 'proxy.txt'), `${proxy.url.replace('://', `://${MARK}u:${MARK}p@`)}\n`);
  const secret = ['--user', '@user.txt', '--cookie', '@cookie.txt', '-H', `X-Key: ${MARK}`];

  const runs = [
    await cli.run(home, ['get', good, ...secret, '--proxy', '@proxy.txt', '-o', 'a']),
    await cli.run(home, ['get', good, ...secret, '-o', 'b', '--json'], { HTTP_PROXY: proxy.url.replace('://', `://${MARK}u:${MARK}p@`) }),
    await cli.run(home, ['get', good, ...secret, '-o', 'c'], { ALL_PROXY: proxy.url }),
    await cli.run(home, ['get', good, ...secret, '-o', 'd'], { ALL_PROXY: proxy.url, NO_PROXY: '127.0.0.0/8' }),
    await cli.run(home, ['get', good, ...secret, '-o', 'e', '--proxy', 'none', '--checksum', 'auto'], { HTTP_PROXY: proxy.url }),
    await cli.run(home, ['get', missing, ...secret, '-o', 'f']),
    await cli.run(home, ['get', missing, ...secret, '-o', 'g', '--json']),
    await cli.run(home, ['get', good, '--user', MARK]),
    await cli.run(home, ['get', good, '--bearer', `${MARK} ${MARK}`]),
    await cli.run(home, ['get', good, '--proxy', `ftp://${MARK}:${MARK}@h`]),
    await cli.run(home, ['get', good], { HTTPS_PROXY: `ftp://${MARK}:${MARK}@h` }),
    await cli.run(home, ['list']),
    await cli.run(home, ['list', '--json']),
    await cli.run(home, ['resume']),
  ];
  expect(runs.map(({ code }) => code)).toEqual([0, 0, 1, 0, 0, 1, 1, 2, 2, 2, 2, 0, 0, 1]);
  runs.forEach(({ stdout, stderr }, index) => expectClean(`run ${index}`, `${stdout}\n${stderr}`));
  expect(runs[2]?.stderr).toContain(`The proxy 127.0.0.1:${proxy.port} wants another user name or password.`);
  expect(runs[4]?.stderr).toBe('Saved e (3.15 MB, no published checksum was found).\n');
  expect(runs[10]?.stderr).toBe('sluice: The environment variable HTTPS_PROXY does not name a proxy. Correct it, or unset it.\n');
  for (const name of ['a', 'b', 'd', 'e']) await expectSeededFile(join(home, name), SEED, 3 * MIB);
  const basic = `Basic ${Buffer.from(`${MARK}name:${MARK}word`).toString('base64')}`;
  expect(origin.requests[0]?.headers).toMatchObject({ authorization: basic, cookie: `session=${MARK}cookie`, 'x-key': MARK });
  expect(proxy.requests.some(({ headers }) => headers['proxy-authorization']?.startsWith('Basic '))).toBe(true);
});
