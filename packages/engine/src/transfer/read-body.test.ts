/** A response's body on its way into the parts: what is written, what is counted, and where it stops. */
import { expect, test } from 'vitest';
import { UNKNOWN_END, byteRange, type DiskFailure } from '@sluice/model';
import { seededBytes } from '@sluice/testkit';
import type { PartFile } from '../file/part-file.ts';
import type { OpenResponse } from './open-response.ts';
import { PartTable } from './part-table.ts';
import { BodyReader, type BodyTarget } from './read-body.ts';
import type { Appetite, TransportOutcome } from './transport.ts';

const REFERENCE = seededBytes(1, byteRange(0, 1000));
const DISK_FULL: DiskFailure = { kind: 'disk', operation: 'write', path: '/d/f.part', code: 'ENOSPC' };

interface Setting {
  readonly table: PartTable;
  readonly reader: BodyReader;
  readonly file: Uint8Array;
}

function setting(parts: readonly (readonly [start: number, end: number])[], bodyEnd: number, target: Partial<BodyTarget> = {}): Setting {
  const table = new PartTable({ parts: parts.map(([start, end]) => ({ range: byteRange(start, end), durableBytes: 0 })), blocks: [] }, 100);
  const file = new Uint8Array(1000).fill(0xff);
  const disk = {
    write: (bytes: Uint8Array, position: number): Promise<null> => {
      file.set(bytes, position);
      return Promise.resolve(null);
    },
  } as unknown as PartFile;
  const claim = table.claimNext();
  if (claim === null) throw new Error('nothing to claim');
  const full: BodyTarget = {
    table,
    file: disk,
    count: () => undefined,
    buckets: [],
    slabBytes: 64,
    signal: new AbortController().signal,
    from: 0,
    othersDecided: () => Promise.resolve(),
    ...target,
  };
  return { table, file, reader: new BodyReader(full, claim, bodyEnd) };
}

/** A response that hands over these chunks until it is told that it is enough. */
function response(
  chunks: readonly Uint8Array[],
  end: TransportOutcome = { kind: 'ended' },
): OpenResponse & { readonly appetites: Appetite[] } {
  const appetites: Appetite[] = [];
  return {
    kind: 'open',
    head: { status: 206, headers: [] },
    appetites,
    read: async (consume) => {
      for (const chunk of chunks) {
        const appetite = await consume(chunk.slice());
        appetites.push(appetite);
        if (appetite === 'enough') return { kind: 'discarded' };
      }
      return end;
    },
    discard: () => Promise.resolve(),
  };
}

const cut = (from: number, to: number, size: number): readonly Uint8Array[] =>
  Array.from({ length: Math.ceil((to - from) / size) }, (_, nth) =>
    REFERENCE.slice(from + nth * size, Math.min(to, from + (nth + 1) * size)),
  );

test('a body fills its part, bit for bit', async () => {
  const { reader, table, file } = setting([[0, 500]], 500);
  expect(await reader.read(response(cut(0, 500, 33)))).toEqual({ kind: 'complete' });
  expect([table.isComplete, Buffer.from(file.subarray(0, 500)).equals(REFERENCE.subarray(0, 500))]).toEqual([true, true]);
});

test('a body runs on into the parts behind, and stops where another worker is', async () => {
  const { reader, table, file } = setting(
    [
      [0, 100],
      [100, 200],
      [200, 300],
      [300, 400],
    ],
    400,
  );
  table.claimAt(200);
  const body = response(cut(0, 400, 70));
  expect(await reader.read(body)).toEqual({ kind: 'complete' });
  expect([table.receivedBytes, reader.claim.end, body.appetites.at(-1)]).toEqual([200, 200, 'enough']);
  expect(file[200]).toBe(0xff);
});

test('a part that is shortened while it arrives is not written past its new end', async () => {
  const { reader, table, file } = setting([[0, 1000]], 1000);
  const chunks = cut(0, 1000, 100);
  const body: OpenResponse = {
    ...response([]),
    read: async (consume) => {
      await consume(chunks[0] ?? new Uint8Array());
      table.claimSplit(1);
      for (const chunk of chunks.slice(1)) if ((await consume(chunk)) === 'enough') return { kind: 'discarded' };
      return { kind: 'ended' };
    },
  };
  expect(await reader.read(body)).toEqual({ kind: 'complete' });
  expect(table.receivedBytes).toBe(reader.claim.end);
  expect(file[reader.claim.end]).toBe(0xff);
});

test('bytes past the range that was accepted are never written', async () => {
  const { reader, table, file } = setting([[0, 100]], 100);
  await reader.read(response([REFERENCE.slice(0, 150), REFERENCE.slice(150, 300)]));
  expect([table.receivedBytes, file[100]]).toEqual([100, 0xff]);
});

test('a body that runs on past a range shorter than the part is cut off, not read for ever', async () => {
  const { reader, table, file } = setting([[0, 500]], 100);
  const body = response([REFERENCE.slice(0, 150), ...cut(150, 900, 50)]);
  await reader.read(body);
  expect([table.receivedBytes, file[100]]).toEqual([100, 0xff]);
  expect(body.appetites.length).toBeLessThanOrEqual(2);
});

test('a range shorter than the part is partial: the rest is asked for', async () => {
  const { reader, table } = setting([[0, 500]], 100);
  expect(await reader.read(response(cut(0, 100, 40)))).toEqual({ kind: 'partial' });
  expect(table.receivedBytes).toBe(100);
});

test('a body that ends early is truncated, with the facts, and what came is kept', async () => {
  const { reader, table } = setting([[0, 500]], 500);
  expect(await reader.read(response(cut(0, 120, 40)))).toEqual({
    kind: 'failed',
    failure: { kind: 'truncated', expectedBytes: 500, receivedBytes: 120 },
  });
  expect(table.receivedBytes).toBe(120);
});

test('a reset keeps what came; after the last byte it is no failure', async () => {
  const reset = { kind: 'failed', failure: { kind: 'reset', host: 'h' } } as const;
  const early = setting([[0, 500]], 500);
  expect(await early.reader.read(response(cut(0, 120, 40), reset))).toEqual(reset);
  expect(early.table.receivedBytes).toBe(120);
  const late = setting([[0, 500]], 500);
  expect(await late.reader.read(response(cut(0, 500, 40), reset))).toEqual({ kind: 'complete' });
});

test('a stream without a length is complete only when it ends cleanly', async () => {
  const whole = setting([[0, UNKNOWN_END]], UNKNOWN_END);
  expect(await whole.reader.read(response(cut(0, 300, 40)))).toEqual({ kind: 'complete' });
  expect(whole.table.isComplete).toBe(true);
  const reset = { kind: 'failed', failure: { kind: 'reset', host: 'h' } } as const;
  const broken = setting([[0, UNKNOWN_END]], UNKNOWN_END);
  expect(await broken.reader.read(response(cut(0, 300, 40), reset))).toEqual(reset);
  expect(broken.table.isComplete).toBe(false);
});

test('a disk that refuses ends the reading, and nothing is counted that is not in the file', async () => {
  let writes = 0;
  const file = { write: () => Promise.resolve((writes += 1) === 2 ? DISK_FULL : null) } as unknown as PartFile;
  const { reader, table } = setting([[0, 500]], 500, { file });
  const body = response(cut(0, 500, 64));
  expect(await reader.read(body)).toEqual({ kind: 'disk', failure: DISK_FULL });
  expect(table.receivedBytes).toBe(64);
  expect(body.appetites.at(-1)).toBe('enough');
});

test('an order to stop leaves in the file everything that arrived', async () => {
  const { reader, table } = setting([[0, 500]], 500);
  expect(await reader.read(response(cut(0, 130, 65), { kind: 'aborted' }))).toEqual({ kind: 'stopped' });
  expect(table.receivedBytes).toBe(130);
});

test('a reader that was stopped while it waited for the others takes no part afterwards', async () => {
  let decide!: () => void;
  const stop = new AbortController();
  const decided = new Promise<void>((resolve) => (decide = resolve));
  const { reader, table } = setting(
    [
      [0, 100],
      [100, 200],
    ],
    200,
    { othersDecided: () => decided, signal: stop.signal },
  );
  const body: OpenResponse = {
    ...response([]),
    read: (consume) => {
      void consume(REFERENCE.slice(0, 150));
      return new Promise((resolve) => stop.signal.addEventListener('abort', () => resolve({ kind: 'aborted' }), { once: true }));
    },
  };
  const reading = reader.read(body);
  await new Promise((resolve) => setImmediate(resolve));
  stop.abort('pause');
  expect(await reading).toEqual({ kind: 'stopped' });
  table.release(reader.claim);
  decide();
  await new Promise((resolve) => setImmediate(resolve));
  expect(table.claimAt(100)).not.toBeNull();
  expect(table.receivedBytes).toBe(100);
});
