/** Several addresses of one job serve at the same time, and a digest proves the whole (0034). */
import { open } from 'node:fs/promises';
import { expect, onTestFinished, test } from 'vitest';
import type { HistoryFact, JobOptions } from '@sluice/model';
import {
  MemoryJobStore,
  bitFlip,
  changedSeed,
  expectSeededFile,
  maxConnections,
  sha256OfSeed,
  startOrigin,
  status,
  type Origin,
  type ServeOptions,
} from '@sluice/testkit';
import type { NewJob } from '../index.ts';
import { MiB, NO_OPTIONS, openRig, type Rig, type RigOptions } from '../testing/queue-rig.ts';

const PATH = '/disk.iso';
const SIZE = 32 * MiB + 5;
const SEED = 62;
const FILE = { seed: SEED, sizeBytes: SIZE };
const DIGEST = { algorithm: 'sha256', hex: sha256OfSeed(SEED, SIZE), from: 'user' } as const;
const PROVED: JobOptions = { ...NO_OPTIONS, digest: DIGEST };
/** What a comparison before a source is let in may cost. */
const PROOF_BYTES = 3 * MiB;
/** The request for one byte, and those for the last bytes and two blocks. */
const PROOF_REQUESTS = 4;
/** A wrong bit in every mebibyte of what comes once the source has been let in. */
const LIES = Array.from({ length: 32 }, (_unused, index) => bitFlip(index * MiB + MiB / 2, { onlyAfterFirst: PROOF_REQUESTS }));

async function another(): Promise<Origin> {
  const origin = await startOrigin();
  onTestFinished(() => origin.close());
  return origin;
}

function hostOf(origin: Origin): string {
  return new URL(origin.url).host;
}

function facts(rig: Rig, id: string): readonly HistoryFact[] {
  return rig.queue.history(id).map(({ atMs: _atMs, ...fact }) => fact);
}

/** Resolves as soon as the job's history has a fact of this kind. */
function untilTold(rig: Rig, id: string, kind: HistoryFact['kind']): Promise<void> {
  const isTold = (): boolean => rig.queue.history(id).some((fact) => fact.kind === kind);
  return new Promise((resolve) => {
    if (isTold()) return resolve();
    const stop = rig.queue.subscribe(() => {
      if (!isTold()) return;
      stop();
      resolve();
    });
  });
}

interface Pair {
  readonly rig: Rig;
  readonly own: Origin;
  readonly other: Origin;
  readonly id: string;
  /** Lets the own address send all that is left. */
  readonly release: () => void;
}

interface PairOptions {
  readonly own?: ServeOptions;
  readonly other?: ServeOptions;
  readonly options?: JobOptions;
  readonly request?: Partial<NewJob>;
  readonly rig?: RigOptions;
  readonly connections?: number;
}

/** A job whose own address has sent 6 MiB and sends no more until it is let; the mirror serves freely. */
async function pair({
  own = FILE,
  other = FILE,
  options = PROVED,
  request = {},
  rig: rigOptions = {},
  connections = 4,
}: PairOptions = {}): Promise<Pair> {
  const rig = await openRig({ ...rigOptions, settings: { connectionsPerJob: connections } });
  const mirror = await another();
  const url = rig.origin.serve(PATH, own);
  const release = rig.origin.hold(PATH, { afterBytes: 6 * MiB });
  const id = rig.add(url, { mirrors: [mirror.serve(PATH, other)], options, ...request });
  await rig.origin.untilBytesSent(PATH, 6 * MiB);
  return { rig, own: rig.origin, other: mirror, id, release };
}

async function expectVerified({ rig, id }: Pick<Pair, 'rig' | 'id'>): Promise<void> {
  expect(await rig.until(id, 'done', 'failed', 'waiting')).toMatchObject({ kind: 'done', verdict: { kind: 'verified', by: 'sha256' } });
  await expectSeededFile(rig.path('disk.iso'), SEED, SIZE);
}

test('two sources that send the same in the same time bring about twice as much together', async () => {
  const { rig, own, other, id } = await pair();
  let granted = 6 * MiB;
  const grant = (origin: Origin): (() => void) => origin.hold(PATH, { afterBytes: granted });
  // Each round stands for the same stretch of time: what a source may send in it is the same for both.
  let rounds = 0;
  let doors = [grant(own), grant(other)];
  await Promise.all([own.untilBytesSent(PATH, granted), other.untilBytesSent(PATH, granted)]);
  const step = MiB;
  while (own.bytesSent(PATH) + other.bytesSent(PATH) < 22 * MiB) {
    rounds += 1;
    granted += step;
    for (const open of doors) open();
    doors = [grant(own), grant(other)];
    await Promise.all([own.untilBytesSent(PATH, granted), other.untilBytesSent(PATH, granted)]);
  }
  for (const open of doors) open();
  await expectVerified({ rig, id });
  // 10 MiB in all: alone either of them would have taken ten rounds.
  expect(rounds).toBe(5);
  expect(rig.queue.history(id).filter(({ kind }) => kind === 'source-left')).toEqual([]);
  // Connections that are closed early leave what the system had taken over for them, but nothing is fetched twice as a whole.
  expect(own.bytesSent(PATH) + other.bytesSent(PATH)).toBeLessThan(2 * SIZE);
  expect(rig.job(id).source).toMatchObject({ joined: [1] });
});

test('each connection says which source it has', async () => {
  const { rig, own, other, id, release } = await pair();
  const door = other.hold(PATH, { afterBytes: PROOF_BYTES });
  await other.untilBytesSent(PATH, PROOF_BYTES);
  const connections = rig.queue.snapshot(id)?.progress?.perConnection ?? [];
  expect(new Set(connections.map(({ host }) => host))).toEqual(new Set([hostOf(own), hostOf(other)]));
  door();
  release();
  await expectVerified({ rig, id });
});

test('each source gets its own validators, and what the user gave for the own address is shown to no mirror', async () => {
  const etags = { own: '"first"', other: '"second"' };
  const { rig, own, other, id, release } = await pair({
    own: { ...FILE, etag: etags.own },
    other: { ...FILE, etag: etags.other, lastModified: null },
    request: { headers: [['X-Api-Key', 'for the first alone']] },
  });
  await other.untilBytesSent(PATH, 8 * MiB);
  release();
  await expectVerified({ rig, id });
  const conditions = (origin: Origin): readonly unknown[] => [
    ...new Set(origin.requests.flatMap(({ headers }) => ('if-range' in headers ? [headers['if-range']] : []))),
  ];
  expect([conditions(own), conditions(other)]).toEqual([[etags.own], [etags.other]]);
  expect(other.requests.filter(({ headers }) => 'x-api-key' in headers)).toEqual([]);
  expect(rig.job(id).remote).toMatchObject({ etag: etags.own });
});

test('a mirror with wrong bytes where none were compared is found out by the digest: its bytes alone are fetched again, and it is named', async () => {
  const { rig, own, other, id, release } = await pair({ other: { ...FILE, faults: LIES } });
  await other.untilBytesSent(PATH, 16 * MiB);
  release();
  await expectVerified({ rig, id });
  expect(rig.job(id).restarts.count).toBe(0);
  expect(facts(rig, id)).toContainEqual({ kind: 'mirror-refused', host: hostOf(other), failure: { kind: 'other-file', what: 'bytes' } });
  const doubted = facts(rig, id).flatMap((fact) => (fact.kind === 'bytes-doubted' ? [fact] : []));
  expect(doubted).toMatchObject([{ host: hostOf(own) }]);
  expect(doubted[0]?.bytes).toBeLessThan(SIZE - 4 * MiB);
  expect(rig.job(id).source.mirrors).toMatchObject([{ trouble: { kind: 'other-file' } }]);
});

test('when the own address has the wrong bytes, the file comes from the mirror, and the own one is named', async () => {
  const { rig, own, other, id, release } = await pair({ own: { ...FILE, faults: [bitFlip(MiB / 2)] } });
  release();
  await expectVerified({ rig, id });
  expect(rig.job(id).restarts).toMatchObject({ count: 1, lastReason: { kind: 'checksum-mismatch' } });
  expect(facts(rig, id)).toContainEqual(expect.objectContaining({ kind: 'mirror-refused', host: hostOf(own) }));
  expect(facts(rig, id)).not.toContainEqual(expect.objectContaining({ kind: 'mirror-refused', host: hostOf(other) }));
});

test('a mirror with another file of the same size and ETag serves nothing', async () => {
  const etag = '"the same everywhere"';
  const { rig, other, id, release } = await pair({ own: { ...FILE, etag }, other: { seed: changedSeed(SEED), sizeBytes: SIZE, etag } });
  await untilTold(rig, id, 'mirror-refused');
  release();
  await expectVerified({ rig, id });
  expect(facts(rig, id)).toContainEqual({ kind: 'mirror-refused', host: hostOf(other), failure: { kind: 'other-file', what: 'bytes' } });
  expect(other.bytesSent(PATH)).toBeLessThan(PROOF_BYTES);
  expect(rig.job(id).source.joined).toBeUndefined();
});

test('a mirror that dies in the middle leaves its work to the own address', async () => {
  const { rig, other, id, release } = await pair();
  other.hold(PATH, { afterBytes: 8 * MiB });
  await other.untilBytesSent(PATH, 8 * MiB);
  await other.close();
  await untilTold(rig, id, 'source-left');
  release();
  await expectVerified({ rig, id });
  expect(facts(rig, id)).toContainEqual(expect.objectContaining({ kind: 'source-left', host: hostOf(other) }));
  expect(rig.job(id).restarts.count).toBe(0);
});

test('when the own address dies in the middle, the mirror that serves already goes on without a break', async () => {
  const { rig, own, other, id } = await pair();
  const host = hostOf(own);
  await other.untilBytesSent(PATH, 8 * MiB);
  await own.close();
  await expectVerified({ rig, id });
  expect(facts(rig, id)).toContainEqual(expect.objectContaining({ kind: 'source-left', host }));
  expect(facts(rig, id).map(({ kind }) => kind)).not.toContain('mirror-used');
  expect(rig.job(id).restarts.count).toBe(0);
});

test('a mirror whose file changes meanwhile is left, and none of the new bytes get into the file', async () => {
  const { rig, other, id, release } = await pair({ other: { ...FILE, etag: '"old"' } });
  const door = other.hold(PATH, { afterBytes: 8 * MiB });
  await other.untilBytesSent(PATH, 8 * MiB);
  other.replace(PATH, { seed: changedSeed(SEED), etag: '"new"' });
  door();
  release();
  await expectVerified({ rig, id });
});

test.each([
  { name: 'without a digest', options: NO_OPTIONS, connections: 4 },
  { name: 'with one connection', options: PROVED, connections: 1 },
])('$name a mirror is not even asked', async ({ options, connections }) => {
  const { rig, other, id, release } = await pair({ options, connections });
  release();
  expect(await rig.until(id, 'done', 'failed', 'waiting')).toMatchObject({ kind: 'done' });
  await expectSeededFile(rig.path('disk.iso'), SEED, SIZE);
  expect(other.requests).toEqual([]);
});

test('a mirror that refuses everything costs a request, and the next one serves', async () => {
  const rig = await openRig({ settings: { connectionsPerJob: 4 } });
  const [broken, sound] = [await another(), await another()];
  const url = rig.origin.serve(PATH, FILE);
  const release = rig.origin.hold(PATH, { afterBytes: 6 * MiB });
  const mirrors = [broken.serve(PATH, { ...FILE, faults: [status(404)] }), sound.serve(PATH, FILE)];
  const id = rig.add(url, { mirrors, options: PROVED });
  await sound.untilBytesSent(PATH, 8 * MiB);
  release();
  await expectVerified({ rig, id });
  expect(broken.requests).toHaveLength(1);
  expect(rig.job(id).source).toMatchObject({ joined: [2], mirrors: [{ trouble: { kind: 'http-status' } }, {}] });
});

test('after a crash in the middle the job goes on, and what a lying mirror had brought by then does not stay', async () => {
  const store = new MemoryJobStore();
  const { rig, other, own, id, release } = await pair({ other: { ...FILE, faults: LIES }, rig: { store } });
  other.hold(PATH, { afterBytes: 16 * MiB });
  await other.untilBytesSent(PATH, 16 * MiB);
  await new Promise<void>((resolve) => {
    const stop = rig.queue.subscribe(() => {
      if (rig.job(id).durableBytes < 14 * MiB) return;
      stop();
      resolve();
    });
  });
  const left = new MemoryJobStore(store);
  await rig.queue.close();
  await spoilWhatIsNotClaimed(left, id);
  // The mirror is mended, so that only what it sent before is wrong.
  other.serve(PATH, FILE);
  release();
  const again = await rig.reopenOn(left);
  await expectVerified({ rig: again, id });
  expect(again.job(id).restarts.count).toBe(0);
  expect(facts(again, id)).toContainEqual(expect.objectContaining({ kind: 'bytes-doubted', host: hostOf(own) }));
});

test('automatic: connections at a mirror are added while they make the whole faster', async () => {
  const rig = await openRig({ settings: { connectionsPerJob: null } });
  const other = await another();
  const rateBytesPerSecond = 2 * MiB;
  const url = rig.origin.serve(PATH, { ...FILE, rateBytesPerSecond, faults: [maxConnections(1, 503)] });
  const id = rig.add(url, { mirrors: [other.serve(PATH, { ...FILE, rateBytesPerSecond })], options: PROVED });
  await expectVerified({ rig, id });
  expect(other.bytesSent(PATH)).toBeGreaterThan(SIZE * 0.4);
  expect(facts(rig, id)).toContainEqual({ kind: 'source-joined', host: hostOf(other) });
});

/** What was never synced may be anything after a power cut. */
async function spoilWhatIsNotClaimed(store: MemoryJobStore, id: string): Promise<void> {
  const stored = store.read(id);
  const file = await open(stored?.job.partFile?.path ?? '', 'r+');
  try {
    for (const { range, durableBytes } of stored?.checkpoint.parts ?? []) {
      const start = range.start + durableBytes;
      if (start < range.end) await file.write(Buffer.alloc(range.end - start, 0xa5), 0, range.end - start, start);
    }
  } finally {
    await file.close();
  }
}
