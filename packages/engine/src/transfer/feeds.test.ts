/** Who serves a transfer beside the first address, and with how many connections (0034). */
import { byteRange, type Failure } from '@sluice/model';
import { FakeClock, seededBytes } from '@sluice/testkit';
import { expect, test } from 'vitest';
import { Feeds } from './feeds.ts';
import type { KnownHost } from './known-host.ts';
import { PartTable } from './part-table.ts';
import type { TransferJob } from './transfer-job.ts';

const MiB = 1024 * 1024;
const SIZE = 64 * MiB;
const THERE = 8 * MiB;
const BYTES = seededBytes(5, byteRange(0, THERE));
const RESET: Failure = { kind: 'reset', host: 'files.example' };

const HOST = { connectionsFor: (wanted: number) => wanted, firstConnections: (most: number) => Math.min(2, most), usesIfRange: true };

interface Setting {
  readonly feeds: Feeds;
  readonly clock: FakeClock;
  readonly told: string[];
}

/** A transfer with 8 MiB in the file, and one other source that sends `bytes`. */
function setting({ bytes = BYTES, connections = 4 }: { readonly bytes?: Uint8Array; readonly connections?: number } = {}): Setting {
  const clock = new FakeClock();
  const table = new PartTable({ parts: [{ range: byteRange(0, SIZE), durableBytes: 0 }], blocks: [] }, MiB);
  const claim = table.claimNext();
  if (claim === null) throw new Error('nothing to claim');
  table.take(claim, THERE);
  table.record(claim, BYTES);
  const told: string[] = [];
  const route = {
    finalUrl: 'https://other.example/disk.iso',
    ask: ({ start, end }: { readonly start: number; readonly end: number }) =>
      Promise.resolve({
        kind: 'open',
        conditional: false,
        head: {
          status: 206,
          headers: [
            ['content-range', `bytes ${start}-${end - 1}/${SIZE}`],
            ['content-length', String(end - start)],
          ],
        },
        read: (consume: (chunk: Uint8Array) => unknown) => {
          consume(bytes.subarray(start, end));
          return Promise.resolve({ kind: 'ended' });
        },
        discard: () => Promise.resolve(),
      }),
  };
  const file = {
    read: (into: Uint8Array, at: number) => {
      into.set(BYTES.subarray(at, at + into.byteLength));
      return Promise.resolve({ kind: 'ok', bytesRead: into.byteLength });
    },
  };
  const job = {
    table,
    clock,
    sizeBytes: SIZE,
    remote: { resumable: true, sizeBytes: SIZE, validator: null, etag: null, lastModified: null, mediaType: null, contentCoding: null },
    random: () => 0.5,
    signal: new AbortController().signal,
    host: HOST as unknown as KnownHost,
    body: { file },
    connections,
    automatic: false,
    bytesPerSecond: () => MiB,
    others: {
      present: { at: 0, host: 'first.example' },
      next: (taken: readonly { readonly at: number }[]) =>
        taken.some(({ at }) => at === 1) ? null : { at: 1, host: 'other.example', route, known: HOST as unknown as KnownHost },
      refused: (at: number, failure: Failure) => told.push(`refused ${at} ${failure.kind}`),
      joined: (at: number) => told.push(`joined ${at}`),
      left: (at: number, failure: Failure) => told.push(`left ${at} ${failure.kind}`),
    },
  } as unknown as TransferJob;
  const feeds = new Feeds(job, () => Promise.resolve());
  feeds.first.staffing.begin();
  return { feeds, clock, told };
}

async function withTwo(): Promise<Setting> {
  const made = setting();
  const other = made.feeds.candidate(false);
  if (other === null || !(await made.feeds.scout(other))) throw new Error('the other source was not let in');
  return made;
}

function look({ feeds }: Setting): void {
  feeds.look({ receiving: () => 1, takenBytes: 0, limited: false });
}

function wanted({ feeds }: Setting): readonly (readonly [at: number, wanted: number])[] {
  return feeds.open.map((feed) => [feed.at, feeds.wanted(feed)]);
}

test('a source with the same bytes is let in, and gets half of the connections that the user chose', async () => {
  const two = await withTwo();
  expect([two.told, wanted(two), two.feeds.candidate(false)]).toEqual([
    ['joined 1'],
    [
      [0, 2],
      [1, 2],
    ],
    null,
  ]);
});

test('a source with other bytes is refused', async () => {
  const alone = setting({ bytes: seededBytes(6, byteRange(0, THERE)) });
  const other = alone.feeds.candidate(false);
  expect(other === null ? null : await alone.feeds.scout(other)).toBe(false);
  expect([alone.told, wanted(alone)]).toEqual([['refused 1 other-file'], [[0, 4]]]);
});

test('while one is asked no other is', async () => {
  const alone = setting();
  const other = alone.feeds.candidate(false);
  const asked = other === null ? null : alone.feeds.scout(other);
  expect(alone.feeds.candidate(false)).toBeNull();
  expect(await asked).toBe(true);
});

test('the first address that falls away leaves all to the other, and comes back after half a minute, then after a whole one', async () => {
  const two = await withTwo();
  const { clock, feeds } = two;
  const end = { kind: 'failed', failure: RESET } as const;
  expect(feeds.lose(feeds.first, end)).toBe(true);
  expect([two.told.at(-1), wanted(two)]).toEqual(['left 0 reset', [[1, 4]]]);
  expect(feeds.endFor({ kind: 'undecidable' })).toEqual(end);
  const backAfter = (seconds: number): boolean => {
    clock.advance((seconds - 1) * 1000);
    look(two);
    const early = feeds.open.length;
    clock.advance(1000);
    look(two);
    return early === 1 && feeds.open.length === 2;
  };
  expect(backAfter(30)).toBe(true);
  expect(feeds.endFor({ kind: 'undecidable' })).toEqual({ kind: 'undecidable' });
  feeds.lose(feeds.first, end);
  expect(backAfter(60)).toBe(true);
});

test('a source that named a time is left alone until then, and one that has another file for good', async () => {
  const two = await withTwo();
  const { clock, feeds } = two;
  const other = feeds.open[1];
  if (other === undefined) throw new Error('one source only');
  feeds.lose(other, { kind: 'wait-until', atMs: clock.nowMs() + 300_000, failure: RESET });
  clock.advance(299_000);
  look(two);
  expect(wanted(two)).toEqual([[0, 4]]);
  clock.advance(1_000);
  look(two);
  expect(wanted(two)).toEqual([
    [0, 2],
    [1, 2],
  ]);
  feeds.lose(other, { kind: 'remote-changed', what: 'validator' });
  clock.advance(10_000_000);
  look(two);
  expect(wanted(two)).toEqual([[0, 4]]);
});

test('the last source is not left, and what the disk refuses is no source’s fault', async () => {
  const two = await withTwo();
  const { feeds } = two;
  const full = { kind: 'disk', operation: 'write', path: '/d/f.part', code: 'ENOSPC' } as const;
  expect(feeds.lose(feeds.first, { kind: 'failed', failure: full })).toBe(false);
  expect(feeds.lose(feeds.first, { kind: 'failed', failure: RESET })).toBe(true);
  const [last] = feeds.open;
  expect(last === undefined ? null : feeds.lose(last, { kind: 'failed', failure: RESET })).toBe(false);
});

test('a connection far behind is given up to the better source, and kept where its source is as good', async () => {
  const two = await withTwo();
  const [first, other] = two.feeds.open;
  if (first === undefined || other === undefined) throw new Error('one source only');
  const at = (rates: ReadonlyMap<unknown, readonly number[]>) => (feed: unknown) =>
    (rates.get(feed) ?? []).map((bytesPerSecond) => ({ bytesPerSecond }));
  const alike = at(
    new Map([
      [first, [900, 100]],
      [other, [600, 600]],
    ]),
  );
  expect([two.feeds.gaveUp(first, alike), wanted(two)]).toEqual([
    false,
    [
      [0, 2],
      [1, 2],
    ],
  ]);
  const slow = at(
    new Map([
      [first, [900, 900]],
      [other, [20, 30]],
    ]),
  );
  expect([two.feeds.gaveUp(other, slow), wanted(two)]).toEqual([
    true,
    [
      [0, 3],
      [1, 1],
    ],
  ]);
});
