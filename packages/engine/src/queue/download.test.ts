/** Whole downloads: real sockets and a real disk against a scripted origin. */
import { mkdir, readFile, readdir, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import {
  chunked,
  contentRangeMissing,
  dropAfter,
  expectSeededFile,
  gzip,
  htmlLogin,
  ignoreRange,
  maxConnections,
  oneTimeUrl,
  redirect,
  resetAfter,
  sha256OfSeed,
  status,
  wrongStart,
  wrongTotal,
} from '@sluice/testkit';
import { KiB, MiB, NO_OPTIONS, openRig, type Rig } from '../testing/queue-rig.ts';

const SIZE = 24 * MiB + 17;

/** Bytes of the file that the origin sent for `path`, over what the file has. */
function overhead(rig: Rig, path: string, sizeBytes: number): number {
  return rig.origin.bytesSent(path) - sizeBytes;
}

test('a file arrives over several connections, bit for bit, and nothing else is left in the folder', async () => {
  const rig = await openRig({ settings: { connectionsPerJob: 8 } });
  const id = rig.add(rig.origin.serve('/archive.zip', { seed: 1, sizeBytes: SIZE }));
  expect(await rig.until(id, 'done', 'failed')).toMatchObject({ kind: 'done', path: rig.path('archive.zip'), sizeBytes: SIZE });
  await expectSeededFile(rig.path('archive.zip'), 1, SIZE);
  expect(await readdir(rig.folder)).toEqual(['archive.zip']);
  expect(new Set(rig.origin.requests.map((request) => request.socket)).size).toBeGreaterThanOrEqual(8);
});

test.each([0, 1, MiB - 1, MiB, MiB + 1, 5 * MiB])('A5: a file of %d bytes arrives', async (sizeBytes) => {
  const rig = await openRig();
  const id = rig.add(rig.origin.serve('/f.bin', { seed: 2, sizeBytes }));
  expect(await rig.until(id, 'done', 'failed')).toMatchObject({ kind: 'done', sizeBytes });
  await expectSeededFile(rig.path('f.bin'), 2, sizeBytes);
});

test('A5: a file without a length is one stream whose clean end completes it', async () => {
  const rig = await openRig();
  const id = rig.add(rig.origin.serve('/stream.bin', { seed: 3, sizeBytes: 3 * MiB, length: 'chunked' }));
  expect(await rig.until(id, 'done', 'failed')).toMatchObject({ kind: 'done', sizeBytes: 3 * MiB });
  await expectSeededFile(rig.path('stream.bin'), 3, 3 * MiB);
  expect(rig.origin.requests).toHaveLength(1);
});

test('A5: a stream without a length that is cut is never called done', async () => {
  const rig = await openRig();
  const id = rig.add(rig.origin.serve('/cut.bin', { seed: 3, sizeBytes: 3 * MiB, length: 'chunked', faults: [dropAfter(MiB)] }));
  expect(await rig.until(id, 'done', 'failed')).toMatchObject({ kind: 'failed' });
  expect(await readdir(rig.folder)).toEqual(['cut.bin.part']);
});

test('A1: one request is enough for a URL that answers only once', async () => {
  const rig = await openRig();
  const id = rig.add(rig.origin.serve('/once.zip', { seed: 4, sizeBytes: SIZE, faults: [oneTimeUrl()] }));
  expect(await rig.until(id, 'done', 'failed', 'waiting')).toMatchObject({ kind: 'done' });
  await expectSeededFile(rig.path('once.zip'), 4, SIZE);
});

test('A3: a server without ranges is one stream', async () => {
  const rig = await openRig();
  const id = rig.add(rig.origin.serve('/plain.bin', { seed: 5, sizeBytes: SIZE, ranges: false }));
  await rig.until(id, 'done', 'failed');
  await expectSeededFile(rig.path('plain.bin'), 5, SIZE);
  expect(rig.origin.requests).toHaveLength(1);
});

test('A2: a coded response is stored as it was sent, and said so', async () => {
  const rig = await openRig();
  const id = rig.add(rig.origin.serve('/coded.bin', { seed: 5, sizeBytes: MiB, faults: [gzip()] }));
  expect(await rig.until(id, 'done', 'failed')).toMatchObject({ kind: 'done' });
  expect(rig.job(id).remote).toMatchObject({ contentCoding: 'gzip', resumable: false });
  const head = (await readFile(rig.path('coded.bin'))).subarray(0, 2);
  expect([...head]).toEqual([0x1f, 0x8b]);
});

test('A7: the name comes from the server, and a second file of that name is kept beside the first', async () => {
  const rig = await openRig();
  const url = rig.origin.serve('/get7', { seed: 6, sizeBytes: KiB, name: 'Überblick 报告.pdf' });
  for (const expected of ['Überblick 报告.pdf', 'Überblick 报告 (1).pdf']) {
    expect(await rig.until(rig.add(url), 'done', 'failed')).toMatchObject({ kind: 'done', path: rig.path(expected) });
  }
});

test('A8: a login page instead of the file is not taken for it', async () => {
  const rig = await openRig();
  const id = rig.add(rig.origin.serve('/data.zip', { seed: 6, sizeBytes: MiB, faults: [htmlLogin()] }));
  expect(await rig.until(id, 'done', 'failed')).toMatchObject({ kind: 'failed', failure: { kind: 'not-the-file' } });
  expect(await readdir(rig.folder)).toEqual([]);
});

test('A6: a folder that is missing, and one that is a file, are named before anything is asked', async () => {
  const rig = await openRig();
  const url = rig.origin.serve('/x.bin', { seed: 1, sizeBytes: 1 });
  const missing = rig.add(url, { directory: rig.path('nowhere') });
  expect(await rig.until(missing, 'failed')).toMatchObject({ failure: { kind: 'folder-missing' } });
  await writeFile(rig.path('file'), '');
  const file = rig.add(url, { directory: rig.path('file') });
  expect(await rig.until(file, 'failed')).toMatchObject({ failure: { kind: 'folder-not-a-folder' } });
  expect(rig.origin.requests).toHaveLength(0);
});

test('A6: a file that does not fit waits for room, and says how much is missing', async () => {
  const rig = await openRig();
  const id = rig.add(rig.origin.serve('/huge.bin', { seed: 1, sizeBytes: 2 ** 50 }));
  expect(await rig.until(id, 'waiting')).toMatchObject({ reason: { kind: 'disk-space', neededBytes: 2 ** 50 } });
  expect(await readdir(rig.folder)).toEqual([]);
});

test('F1: pause keeps what arrived, and resume fetches exactly the rest', async () => {
  const rig = await openRig();
  const path = '/pause.bin';
  const url = rig.origin.serve(path, { seed: 7, sizeBytes: SIZE });
  const release = rig.origin.hold(path, { afterBytes: 10 * MiB });
  const id = rig.add(url);
  await rig.origin.untilBytesSent(path, 10 * MiB);
  await rig.queue.pause([id]);
  const paused = rig.job(id);
  expect(paused.state).toEqual({ kind: 'paused' });
  expect(paused.durableBytes).toBeGreaterThan(0);
  await rig.origin.untilConnections(0);
  release();
  const sentBefore = rig.origin.bytesSent(path);
  rig.queue.resume([id]);
  await rig.until(id, 'done', 'failed');
  await expectSeededFile(rig.path('pause.bin'), 7, SIZE);
  expect(rig.origin.bytesSent(path) - sentBefore).toBeLessThan(SIZE - paused.durableBytes + 4 * MiB);
});

test('C3: part size and connections may change between two runs, and nothing durable is fetched again', async () => {
  const first = await openRig({ settings: { connectionsPerJob: 3, partSizeBytes: 2 * MiB } });
  const path = '/settings.bin';
  const url = first.origin.serve(path, { seed: 8, sizeBytes: SIZE });
  const release = first.origin.hold(path, { afterBytes: 9 * MiB });
  const id = first.add(url);
  await first.origin.untilBytesSent(path, 9 * MiB);
  const second = await first.reopen({ connectionsPerJob: 7, partSizeBytes: 5 * MiB });
  const durable = second.job(id).durableBytes;
  const sentBefore = second.origin.bytesSent(path);
  release();
  await second.until(id, 'done', 'failed');
  await expectSeededFile(second.path('settings.bin'), 8, SIZE);
  // A response that is cut short by a split has bytes on the way; a restart would have cost SIZE.
  expect(second.origin.bytesSent(path) - sentBefore).toBeLessThan(SIZE - durable + 4 * MiB);
});

test('B7: a connection that breaks again and again goes on from its last byte', async () => {
  const rig = await openRig();
  const path = '/breaks.bin';
  const id = rig.add(rig.origin.serve(path, { seed: 9, sizeBytes: SIZE, faults: [resetAfter(700 * KiB)] }));
  expect(await rig.until(id, 'done', 'failed')).toMatchObject({ kind: 'done' });
  await expectSeededFile(rig.path('breaks.bin'), 9, SIZE);
});

test('B6: 503 is tried again, and the budget is refilled by progress', async () => {
  const rig = await openRig();
  const id = rig.add(
    rig.origin.serve('/busy.bin', { seed: 9, sizeBytes: SIZE, faults: [status(503, { times: 5 }), dropAfter(3 * MiB, { times: 9 })] }),
  );
  expect(await rig.until(id, 'done', 'failed')).toMatchObject({ kind: 'done' });
  await expectSeededFile(rig.path('busy.bin'), 9, SIZE);
});

test.each([
  [404, 'http-status'],
  [403, 'http-status'],
  [500, 'http-status'],
])('a server that answers %d for ever ends as a failure that says so', async (code, kind) => {
  const rig = await openRig();
  const id = rig.add(rig.origin.serve('/no.bin', { seed: 9, sizeBytes: KiB, faults: [status(code)] }));
  expect(await rig.until(id, 'failed', 'done')).toMatchObject({ failure: { kind, status: code } });
  expect(rig.origin.requests).toHaveLength(code === 500 ? 8 : 1);
});

test('D1: a link that is refused once the probe had worked waits for a new one, with everything kept', async () => {
  const rig = await openRig();
  const path = '/expires.bin';
  const url = rig.origin.serve(path, { seed: 9, sizeBytes: SIZE });
  const release = rig.origin.hold(path, { afterBytes: 6 * MiB });
  const id = rig.add(url);
  await rig.origin.untilBytesSent(path, 6 * MiB);
  await rig.queue.pause([id]);
  release();
  const durable = rig.job(id).durableBytes;
  rig.origin.serve(path, { seed: 9, sizeBytes: SIZE, faults: [status(403)] });
  rig.queue.resume([id]);
  expect(await rig.until(id, 'waiting', 'failed', 'done')).toEqual({ kind: 'waiting', reason: { kind: 'new-link', status: 403 } });
  expect(rig.job(id).durableBytes).toBe(durable);
  rig.origin.serve(path, { seed: 9, sizeBytes: SIZE });
  rig.queue.retry([id]);
  await rig.until(id, 'done', 'failed');
  await expectSeededFile(rig.path('expires.bin'), 9, SIZE);
});

test('C6: a file that changed between two runs is fetched anew, never joined, and the restart is on record', async () => {
  const rig = await openRig();
  const path = '/changes.bin';
  const url = rig.origin.serve(path, { seed: 10, sizeBytes: SIZE });
  const release = rig.origin.hold(path, { afterBytes: 6 * MiB });
  const id = rig.add(url);
  await rig.origin.untilBytesSent(path, 6 * MiB);
  await rig.queue.pause([id]);
  release();
  rig.origin.replace(path, { seed: 11 });
  rig.queue.resume([id]);
  expect(await rig.until(id, 'done', 'failed')).toMatchObject({ kind: 'done' });
  await expectSeededFile(rig.path('changes.bin'), 11, SIZE);
  expect(rig.job(id).restarts).toEqual({ count: 1, lastReason: { kind: 'remote-changed', what: 'validator' } });
});

test('C6: who wants to be asked is asked before anything is dropped', async () => {
  const rig = await openRig();
  const path = '/ask.bin';
  const url = rig.origin.serve(path, { seed: 10, sizeBytes: SIZE });
  const release = rig.origin.hold(path, { afterBytes: 6 * MiB });
  const id = rig.add(url, { options: { ...NO_OPTIONS, onRemoteChange: 'ask' } });
  await rig.origin.untilBytesSent(path, 6 * MiB);
  await rig.queue.pause([id]);
  release();
  rig.origin.replace(path, { seed: 11 });
  rig.queue.resume([id]);
  expect(await rig.until(id, 'waiting', 'done', 'failed')).toEqual({
    kind: 'waiting',
    reason: { kind: 'decision', question: 'remote-changed' },
  });
  expect(rig.job(id).durableBytes).toBeGreaterThan(0);
});

/** A job that was paused half way, ready for somebody to meddle with its part file. */
async function pausedHalfWay(path: string): Promise<{ rig: Rig; id: string; sentBefore: number }> {
  const rig = await openRig({ settings: { connectionsPerJob: 1 } });
  const url = rig.origin.serve(path, { seed: 12, sizeBytes: SIZE });
  const release = rig.origin.hold(path, { afterBytes: 12 * MiB });
  const id = rig.add(url);
  await rig.origin.untilBytesSent(path, 12 * MiB);
  await rig.queue.pause([id]);
  release();
  return { rig, id, sentBefore: rig.origin.bytesSent(path) };
}

test('C5: a part file that was deleted is fetched anew, whole', async () => {
  const { rig, id } = await pausedHalfWay('/gone.bin');
  await rm(rig.path('gone.bin.part'));
  rig.queue.resume([id]);
  expect(await rig.until(id, 'done', 'failed')).toMatchObject({ kind: 'done' });
  await expectSeededFile(rig.path('gone.bin'), 12, SIZE);
});

test('C5: a part file that was cut loses what it lost, and no more', async () => {
  const { rig, id, sentBefore } = await pausedHalfWay('/short.bin');
  await truncate(rig.path('short.bin.part'), 5 * MiB + 3);
  rig.queue.resume([id]);
  expect(await rig.until(id, 'done', 'failed')).toMatchObject({ kind: 'done' });
  await expectSeededFile(rig.path('short.bin'), 12, SIZE);
  expect(rig.origin.bytesSent('/short.bin') - sentBefore).toBe(SIZE - 5 * MiB);
});

test('C7: one flipped byte costs exactly its block', async () => {
  const { rig, id, sentBefore } = await pausedHalfWay('/flip.bin');
  const { durableBytes } = rig.job(id);
  const bytes = await readFile(rig.path('flip.bin.part'));
  bytes[3 * MiB + 5] = (bytes[3 * MiB + 5] ?? 0) ^ 1;
  await writeFile(rig.path('flip.bin.part'), bytes, { flag: 'r+' });
  rig.queue.resume([id]);
  expect(await rig.until(id, 'done', 'failed')).toMatchObject({ kind: 'done' });
  await expectSeededFile(rig.path('flip.bin'), 12, SIZE);
  expect(rig.origin.bytesSent('/flip.bin') - sentBefore).toBe(SIZE - durableBytes + MiB);
});

test('C5: a part file that was replaced by zeros is not taken for data', async () => {
  const { rig, id } = await pausedHalfWay('/zeros.bin');
  await rm(rig.path('zeros.bin.part'));
  await writeFile(rig.path('zeros.bin.part'), '');
  await truncate(rig.path('zeros.bin.part'), SIZE);
  rig.queue.resume([id]);
  const end = await rig.until(id, 'done', 'failed');
  // A new file may have been given the old inode: then its blocks tell; else it belongs to somebody else, and is left alone.
  if (end.kind === 'done') await expectSeededFile(end.path, 12, SIZE);
  else expect(end.failure.kind).toBe('part-file-foreign');
});

test('C8: when every byte is durable, the job is finished without a request', async () => {
  const { rig, id } = await pausedHalfWay('/all.bin');
  await mkdir(rig.path('all.bin'));
  await rm(rig.path('all.bin'), { recursive: true });
  rig.queue.resume([id]);
  await rig.until(id, 'done', 'failed');
  expect(rig.job(id).partFile).toBeNull();
});

test('E1: a digest that agrees makes the file verified', async () => {
  const rig = await openRig();
  const hex = sha256OfSeed(13, SIZE);
  const id = rig.add(rig.origin.serve('/sum.bin', { seed: 13, sizeBytes: SIZE }), {
    options: { ...NO_OPTIONS, digest: { algorithm: 'sha256', hex, from: 'user' } },
  });
  expect(await rig.until(id, 'done', 'failed')).toMatchObject({ verdict: { kind: 'verified', by: 'sha256' } });
});

test('E2: a digest that disagrees is tried once more from the start, and then fails; the target never appears', async () => {
  const rig = await openRig();
  const id = rig.add(rig.origin.serve('/bad.bin', { seed: 13, sizeBytes: MiB }), {
    options: { ...NO_OPTIONS, digest: { algorithm: 'sha256', hex: sha256OfSeed(14, MiB), from: 'user' } },
  });
  expect(await rig.until(id, 'done', 'failed')).toMatchObject({ kind: 'failed', failure: { kind: 'checksum-mismatch' } });
  expect(await readdir(rig.folder)).toEqual(['bad.bin.part']);
  expect(overhead(rig, '/bad.bin', MiB)).toBe(MiB);
});

test('E4: keep-both, overwrite and skip do what they say, also when the target appears during the transfer', async () => {
  const rig = await openRig();
  const url = rig.origin.serve('/c.bin', { seed: 15, sizeBytes: KiB });
  await writeFile(rig.path('c.bin'), 'mine');
  const skipped = rig.add(url, { conflict: 'skip' });
  expect(await rig.until(skipped, 'done', 'failed')).toMatchObject({ verdict: { kind: 'kept-existing' } });
  expect(await readFile(rig.path('c.bin'), 'utf8')).toBe('mine');
  const both = rig.add(url);
  expect(await rig.until(both, 'done', 'failed')).toMatchObject({ path: rig.path('c (1).bin') });
  const over = rig.add(url, { conflict: 'overwrite' });
  expect(await rig.until(over, 'done', 'failed')).toMatchObject({ path: rig.path('c.bin') });
  await expectSeededFile(rig.path('c.bin'), 15, KiB);
});

test('E4: the time of change is the server’s', async () => {
  const rig = await openRig();
  const id = rig.add(rig.origin.serve('/t.bin', { seed: 15, sizeBytes: KiB, lastModified: 'Fri, 02 Feb 2024 03:04:05 GMT' }));
  await rig.until(id, 'done', 'failed');
  expect((await stat(rig.path('t.bin'))).mtime.toISOString()).toBe('2024-02-02T03:04:05.000Z');
});

test('F1: cancel deletes what arrived and keeps the row; remove forgets it', async () => {
  const rig = await openRig();
  const url = rig.origin.serve('/cancel.bin', { seed: 15, sizeBytes: SIZE });
  rig.origin.hold('/cancel.bin', { afterBytes: 5 * MiB });
  const id = rig.add(url);
  await rig.origin.untilBytesSent('/cancel.bin', 5 * MiB);
  await Promise.all([rig.queue.cancel([id]), rig.queue.cancel([id])]);
  expect(rig.job(id).state.kind).toBe('cancelled');
  expect(await readdir(rig.folder)).toEqual([]);
  await rig.queue.remove([id], { deleteData: true });
  expect(rig.queue.snapshot(id)).toBeNull();
});

test('B3: a 206 that is not what was asked is refused, and the file is left as it was', async () => {
  for (const fault of [wrongStart(1), wrongTotal(5), contentRangeMissing()]) {
    const rig = await openRig();
    const id = rig.add(rig.origin.serve('/lie.bin', { seed: 16, sizeBytes: SIZE, faults: [{ ...fault, onlyAfterFirst: 1 }] }));
    const end = await rig.until(id, 'done', 'failed', 'waiting');
    if (end.kind === 'done') await expectSeededFile(end.path, 16, SIZE);
  }
});

test('B4: a server that forgets its ranges half way keeps its promise through the first connection', async () => {
  const rig = await openRig();
  const id = rig.add(rig.origin.serve('/forget.bin', { seed: 17, sizeBytes: SIZE, faults: [ignoreRange({ onlyAfterFirst: 1 })] }));
  expect(await rig.until(id, 'done', 'failed')).toMatchObject({ kind: 'done' });
  await expectSeededFile(rig.path('forget.bin'), 17, SIZE);
});

test('B9: a server that allows two connections is served with two', async () => {
  const rig = await openRig();
  const id = rig.add(rig.origin.serve('/two.bin', { seed: 18, sizeBytes: SIZE, faults: [maxConnections(2, 503)] }));
  expect(await rig.until(id, 'done', 'failed')).toMatchObject({ kind: 'done' });
  await expectSeededFile(rig.path('two.bin'), 18, SIZE);
});

test('B8: redirects are followed, and a loop ends', async () => {
  const rig = await openRig();
  const target = rig.origin.serve('/real.bin', { seed: 19, sizeBytes: MiB });
  const id = rig.add(rig.origin.serve('/hop', { seed: 0, sizeBytes: 0, faults: [redirect(target, 302)] }));
  expect(await rig.until(id, 'done', 'failed')).toMatchObject({ kind: 'done', path: rig.path('real.bin') });
  const loop = rig.origin.serve('/loop', { seed: 0, sizeBytes: 0, faults: [redirect('/loop', 302)] });
  expect(await rig.until(rig.add(loop), 'failed', 'done')).toMatchObject({ failure: { kind: 'redirect', fault: 'too-many' } });
});

test('C9: a second job on the same target gets a clear refusal', async () => {
  const rig = await openRig();
  const url = rig.origin.serve('/same.bin', { seed: 20, sizeBytes: SIZE });
  rig.origin.hold('/same.bin', { afterBytes: 2 * MiB });
  const first = rig.add(url, { conflict: 'overwrite' });
  await rig.until(first, 'transferring');
  const second = rig.add(url, { conflict: 'overwrite' });
  expect(await rig.until(second, 'failed', 'done')).toMatchObject({ failure: { kind: 'target-in-use' } });
});

test('F2: received never falls, and a job tells its end exactly once', async () => {
  const rig = await openRig();
  const id = rig.add(rig.origin.serve('/p.bin', { seed: 21, sizeBytes: SIZE, faults: [dropAfter(2 * MiB, { times: 6 })] }));
  await rig.until(id, 'done', 'failed');
  const received = rig.events.flatMap((event) =>
    event.kind === 'job' && event.snapshot.progress !== null ? [event.snapshot.progress.receivedBytes] : [],
  );
  expect(received).toEqual(received.toSorted((a, b) => a - b));
  await rig.queue.close();
  const ends = rig.events.filter((event) => event.kind === 'job' && event.cause === 'state' && event.snapshot.job.state.kind === 'done');
  expect(ends).toHaveLength(1);
});

test('F2: each connection tells its part, what it has of it, and what it is doing', async () => {
  const rig = await openRig({ settings: { connectionsPerJob: 4 } });
  const url = rig.origin.serve('/facts.bin', { seed: 24, sizeBytes: SIZE });
  const release = rig.origin.hold('/facts.bin', { afterBytes: 8 * MiB });
  const id = rig.add(url);
  await rig.origin.untilBytesSent('/facts.bin', 8 * MiB);
  await rig.origin.untilRequests(4);
  const facts = rig.queue.snapshot(id)?.progress?.perConnection ?? [];
  expect(facts).toHaveLength(4);
  const parts = facts.map(({ range }) => range).toSorted((a, b) => a.start - b.start);
  expect(parts[0]?.start).toBe(0);
  expect(parts.at(-1)?.end).toBe(SIZE);
  for (const { range, receivedBytes, requests, doing } of facts) {
    expect(receivedBytes).toBeLessThanOrEqual(range.end - range.start);
    expect({ requests, doing }).toEqual({ requests: 1, doing: expect.stringMatching(/^(asking|receiving)$/) });
  }
  release();
  await rig.until(id, 'done', 'failed');
  expect(rig.queue.snapshot(id)?.progress).toBeNull();
});

test('two jobs run at once, and a failing one does not disturb the other', async () => {
  const rig = await openRig();
  const good = rig.add(rig.origin.serve('/good.bin', { seed: 22, sizeBytes: SIZE }));
  const bad = rig.add('http://127.0.0.1:1/refused.bin');
  expect(await rig.until(bad, 'failed', 'done')).toMatchObject({ failure: { kind: 'connect', cause: 'refused' } });
  expect(await rig.until(good, 'done', 'failed')).toMatchObject({ kind: 'done' });
});

test('a chunked answer to a fresh request is taken, whatever its length', async () => {
  const rig = await openRig();
  const id = rig.add(rig.origin.serve('/ch.bin', { seed: 23, sizeBytes: 2 * MiB, faults: [chunked()] }));
  expect(await rig.until(id, 'done', 'failed')).toMatchObject({ kind: 'done' });
});
