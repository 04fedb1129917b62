/** F6, E1, E4, D3: proxies, credentials, checksums and marks of whole jobs, over real sockets into a real folder. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, onTestFinished, test } from 'vitest';
import { expectSeededFile, redirect, seededBytes, sha256OfSeed, startHttpProxy, startOrigin, startSocks5Proxy } from '@sluice/testkit';
import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { MiB, NO_OPTIONS, openRig } from '../testing/queue-rig.ts';

const SEED = 5;
const SIZE = 5 * MiB;

function closing<T extends { close(): Promise<void> }>(thing: T): T {
  onTestFinished(() => thing.close());
  return thing;
}

describe('F6: a job has its own way out', () => {
  test('all its connections go through its proxy, and a resume, too', async () => {
    const rig = await openRig();
    const url = rig.origin.serve('/f', { seed: SEED, sizeBytes: SIZE });
    const proxy = closing(await startSocks5Proxy({ credentials: { user: 'u', password: 'p' } }));
    const release = rig.origin.hold('/f', { afterBytes: 2 * MiB });
    const id = rig.add(url, { proxy: proxy.url.replace('://', '://u:p@'), options: { ...NO_OPTIONS, connections: 3 } });
    await rig.origin.untilBytesSent('/f', 2 * MiB);
    const again = await rig.reopen();
    release();
    await again.until(id, 'done');
    await expectSeededFile(again.path('f'), SEED, SIZE);
    // Each connection that the origin saw came from the proxy.
    expect(new Set(rig.origin.requests.map(({ socket }) => socket)).size).toBeLessThanOrEqual(proxy.targets.length);
  });

  test('a proxy that wants other credentials fails the job at once, and says which proxy', async () => {
    const rig = await openRig();
    const url = rig.origin.serve('/f', { seed: SEED, sizeBytes: 10 });
    const proxy = closing(await startHttpProxy({ credentials: { user: 'u', password: 'p' } }));
    const state = await rig.until(rig.add(url, { proxy: proxy.url }), 'failed');
    expect(state.failure).toEqual({ kind: 'proxy', host: '127.0.0.1', port: proxy.port, cause: 'auth' });
    expect(proxy.requests).toHaveLength(1);
  });

  test('a proxy that is not there is tried three times, and the job goes on once it is', async () => {
    const rig = await openRig();
    const url = rig.origin.serve('/f', { seed: SEED, sizeBytes: 10 });
    const gone = await startHttpProxy();
    await gone.close();
    const id = rig.add(url, { proxy: gone.url });
    expect((await rig.until(id, 'failed')).failure).toMatchObject({ kind: 'proxy', cause: 'refused' });
    expect(rig.origin.requests).toEqual([]);
  });

  test('what is no proxy is refused when the job is added, without repeating it', async () => {
    const rig = await openRig();
    const request = {
      directory: rig.folder,
      chosenName: null,
      conflict: 'skip',
      options: NO_OPTIONS,
      headers: [],
      begin: 'queued',
    } as const;
    const [outcome] = rig.queue.add([{ ...request, url: 'http://h/f', proxy: 'ftp://user:secret@proxy' }]);
    expect(outcome).toEqual({ kind: 'refused', failure: { kind: 'invalid-option', option: 'proxy', value: '…' } });
  });
});

test('B8: headers, cookies and credentials stay behind when a redirect leads to another origin, and stay when it does not', async () => {
  const rig = await openRig();
  const elsewhere = closing(await startOrigin());
  const target = elsewhere.serve('/f', { seed: SEED, sizeBytes: 1000 });
  const url = rig.origin.serve('/go', { seed: SEED, sizeBytes: 1000, faults: [redirect('/inner')] });
  rig.origin.serve('/inner', { seed: SEED, sizeBytes: 1000, faults: [redirect(target)] });
  const headers = [
    ['Authorization', 'Bearer secret'],
    ['Cookie', 'session=secret'],
    ['X-Api-Key', 'secret'],
  ] as const;
  await rig.until(rig.add(url, { headers }), 'done');
  expect(rig.origin.requests.map(({ headers: { cookie, authorization } }) => [cookie, authorization])).toEqual([
    ['session=secret', 'Bearer secret'],
    ['session=secret', 'Bearer secret'],
  ]);
  expect(elsewhere.requests).toHaveLength(1);
  expect(JSON.stringify(elsewhere.requests)).not.toContain('secret');
});

describe('E1: what the file is checked against', () => {
  test.each([
    ['sha256', ['x-amz-checksum-sha256', Buffer.from(sha256OfSeed(SEED, 9), 'hex').toString('base64')]],
    ['crc32c', ['x-goog-hash', 'crc32c=AAAAAA==']],
  ] as const)('%s in a header of an object store', async (algorithm, header) => {
    const rig = await openRig();
    const url = rig.origin.serve('/f', { seed: SEED, sizeBytes: 9, headers: [header] });
    const id = rig.add(url);
    if (algorithm === 'sha256') expect((await rig.until(id, 'done')).verdict).toEqual({ kind: 'verified', by: 'sha256' });
    else
      expect((await rig.until(id, 'failed')).failure).toMatchObject({
        kind: 'checksum-mismatch',
        algorithm: 'crc32c',
        expected: '00000000',
      });
  });

  test.each([
    ['a list of the folder', '/d/SHA256SUMS', `${'0'.repeat(64)}  other\n${sha256OfSeed(SEED, SIZE)} *my file.iso\n`],
    ['a list of the file', '/d/my%20file.iso.sha256', `${sha256OfSeed(SEED, SIZE)}\n`],
  ])('a checksum that is published beside it in %s, when the user asks', async (_what, path, text) => {
    const { url, origin } = await publishing({ [path]: text });
    const rig = await openRig();
    const id = rig.add(url, { options: { ...NO_OPTIONS, seekChecksum: true } });
    expect((await rig.until(id, 'done')).verdict).toEqual({ kind: 'verified', by: 'sha256' });
    expect(rig.job(id).remote?.digest).toMatchObject({ algorithm: 'sha256', from: 'server' });
    expect(origin.asked).toContain(path);
  });

  test('a published checksum that disagrees never ends as done', async () => {
    const { url } = await publishing({ '/d/my%20file.iso.sha256': `${'0'.repeat(64)}\n` });
    const rig = await openRig();
    const id = rig.add(url, { options: { ...NO_OPTIONS, seekChecksum: true } });
    expect((await rig.until(id, 'failed')).failure).toMatchObject({ kind: 'checksum-mismatch', expected: '0'.repeat(64) });
  });

  test('where none is published the user is told so, and nothing is asked for when he did not ask', async () => {
    const { url, origin } = await publishing({ '/d/SHA256SUMS': '<html>please sign in</html>' });
    const rig = await openRig();
    const sought = rig.add(url, { options: { ...NO_OPTIONS, seekChecksum: true }, chosenName: 'a' });
    expect((await rig.until(sought, 'done')).verdict).toEqual({ kind: 'unverified', sought: true });
    expect(origin.asked.filter((path) => path !== '/d/my%20file.iso')).toHaveLength(4);
    const plain = rig.add(url, { chosenName: 'b' });
    expect((await rig.until(plain, 'done')).verdict).toEqual({ kind: 'unverified' });
    expect(origin.asked.filter((path) => path !== '/d/my%20file.iso')).toHaveLength(4);
  });

  test('a list without end is left after 1 MiB, and a server in trouble is asked again', async () => {
    const { url } = await publishing({
      '/d/my%20file.iso.sha256': 'x'.repeat(3 * MiB),
      '/d/SHA256SUMS': [503, 503, `${sha256OfSeed(SEED, SIZE)}  my file.iso\n`],
    });
    const rig = await openRig();
    const id = rig.add(url, { options: { ...NO_OPTIONS, seekChecksum: true } });
    expect((await rig.until(id, 'done')).verdict).toEqual({ kind: 'verified', by: 'sha256' });
  });
});

interface Publisher {
  readonly url: string;
  readonly origin: { readonly asked: readonly string[] };
}

/** A server with one file and lists beside it; a list of answers is given one by one, a number being a status. */
async function publishing(lists: Readonly<Record<string, string | readonly (string | number)[]>>): Promise<Publisher> {
  const asked: string[] = [];
  const counts = new Map<string, number>();
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    asked.push(path);
    const list = lists[path];
    const count = counts.get(path) ?? 0;
    counts.set(path, count + 1);
    const answer = typeof list === 'string' ? list : (list?.[count] ?? (path === '/d/my%20file.iso' ? null : 404));
    if (typeof answer === 'number') return void response.writeHead(answer).end('no');
    response.writeHead(200, { 'content-type': 'text/plain' });
    response.end(answer ?? seededBytes(SEED, { start: 0, end: SIZE }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/d/my%20file.iso`, origin: { asked } };
}

test('E4: the finished file says where it came from, without secrets', async ({ skip }) => {
  const run = promisify(execFile);
  const readable = process.platform === 'linux' && (await run('getfattr', ['--version']).then(Boolean, () => false));
  if (!readable) return skip('no getfattr here');
  const rig = await openRig();
  const url = rig.origin.serve('/f.bin', { seed: SEED, sizeBytes: 1000 });
  const { path } = await rig.until(rig.add(`${url.replace('://', '://user:hunter2@')}?token=hunter2`), 'done');
  // Marks that can wait are gathered; whoever ends the queue has them put on.
  await rig.queue.close();
  const { stdout } = await run('getfattr', ['--only-values', '-n', 'user.xdg.origin.url', '--', path]);
  expect(stdout).toBe(`${url}?token=…`);
});

test('D3: a job knows when its link expires', async () => {
  const rig = await openRig();
  const url = rig.origin.serve('/f', { seed: SEED, sizeBytes: 10 });
  const id = rig.add(`${url}?X-Amz-Date=20261122T091500Z&X-Amz-Expires=3600&X-Amz-Signature=ff`, { begin: 'paused' });
  expect(rig.job(id).source.linkExpiresAtMs).toBe(Date.UTC(2026, 10, 22, 10, 15));
});
