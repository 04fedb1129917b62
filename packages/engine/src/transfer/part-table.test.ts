/** The parts of a running job under any sequence of what workers, checkpoints and bad blocks do to them. */
import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { UNKNOWN_END, byteRange, durableBytesOf, partsTile, type Block, type Checkpoint, type Part } from '@sluice/model';
import { seededBytes } from '@sluice/testkit';
import { planParts } from '../plan/plan-parts.ts';
import { PartTable, type Claim, type Snapshot } from './part-table.ts';

fc.configureGlobal({ seed: 1, ...fc.readConfigureGlobal() });

const BLOCK = 32;
const REFERENCE = seededBytes(1, byteRange(0, 4096));

const ACTIONS = [
  'claim',
  'split',
  'goOn',
  'take',
  'take',
  'record',
  'record',
  'forget',
  'release',
  'handOver',
  'stale',
  'drop',
  'snapshot',
  'ack',
  'putBack',
] as const;

interface Step {
  readonly action: (typeof ACTIONS)[number];
  readonly who: number;
  readonly amount: number;
}

const steps = fc.array(fc.record<Step>({ action: fc.constantFrom(...ACTIONS), who: fc.nat(20), amount: fc.nat(200) }), {
  minLength: 20,
  maxLength: 120,
});

const plans = fc.record({
  sizeBytes: fc.integer({ min: 0, max: 1500 }),
  partSizeBytes: fc.option(fc.integer({ min: 1, max: 800 }), { nil: null }),
  connections: fc.integer({ min: 1, max: 8 }),
});

/** A table beside a map of single bytes that can't be wrong, and a store that applies the snapshots. */
class Model {
  readonly table: PartTable;
  readonly sizeBytes: number;
  readonly received: boolean[];
  readonly durable: boolean[];
  readonly claims: Claim[] = [];
  /** Claims whose part has another owner now, or none. */
  readonly former: Claim[] = [];
  /** Who is writing which bytes at this moment: a write takes until its `record` or `forget`. */
  readonly writes = new Map<Claim, { readonly from: number; readonly to: number }>();
  stored: Checkpoint;
  outstanding: Snapshot | null = null;

  constructor(parts: readonly Part[], sizeBytes: number) {
    this.stored = { parts, blocks: [] };
    this.table = new PartTable(this.stored, BLOCK);
    this.sizeBytes = sizeBytes;
    this.received = Array<boolean>(sizeBytes).fill(false);
    this.durable = Array<boolean>(sizeBytes).fill(false);
  }

  run({ action, who, amount }: Step): void {
    const claim = this.claims[who % Math.max(1, this.claims.length)];
    switch (action) {
      case 'claim':
        return this.#claimed(this.table.claimNext());
      case 'split':
        return this.#claimed(this.table.claimSplit(1 + amount));
      case 'snapshot':
        this.outstanding ??= this.table.takeSnapshot();
        return;
      case 'ack':
        return this.#acknowledge();
      case 'putBack':
        if (this.outstanding !== null) this.table.putBack(this.outstanding);
        this.outstanding = null;
        return;
      case 'stale':
        return this.#stale();
      case 'drop':
        return this.#drop(amount % (Math.ceil(this.sizeBytes / BLOCK) + 1));
      default:
        if (claim !== undefined) this.#work(action, claim, amount);
    }
  }

  #work(action: 'goOn' | 'take' | 'record' | 'forget' | 'release' | 'handOver', claim: Claim, amount: number): void {
    switch (action) {
      case 'goOn':
        return this.#claimed(this.table.claimAt(claim.end));
      case 'take':
        return this.table.take(claim, Math.min(amount, claim.end - claim.taken));
      case 'record':
        return this.#write(claim, amount);
      case 'forget':
        if (this.writes.delete(claim)) this.table.abandonWrite(claim);
        return this.table.forgetTaken(claim);
      case 'release':
        this.table.release(claim);
        return this.#gone(claim);
      case 'handOver': {
        if (this.writes.has(claim)) return expect(() => this.table.handOver(claim)).toThrow('write under way');
        const next = this.table.handOver(claim);
        this.#gone(claim);
        return this.#claimed(next);
      }
    }
  }

  /** The first call begins a write, the next one ends it: between the two, others do what they like. */
  #write(claim: Claim, amount: number): void {
    const open = this.writes.get(claim);
    if (open === undefined) {
      const length = Math.min(amount, claim.taken - claim.received);
      if (length === 0) return;
      const from = this.table.beginWrite(claim, length);
      this.writes.set(claim, { from, to: from + length });
      return expect(() => this.table.beginWrite(claim, 1)).toThrow('a second write');
    }
    this.writes.delete(claim);
    this.table.record(claim, REFERENCE.subarray(open.from, open.to));
    this.received.fill(true, open.from, open.to);
  }

  #gone(claim: Claim): void {
    this.claims.splice(this.claims.indexOf(claim), 1);
    this.former.push(claim);
  }

  /** Who is no owner any more can do nothing. */
  #stale(): void {
    for (const claim of this.former) {
      expect(this.table.owns(claim)).toBe(false);
      expect(() => this.table.take(claim, 1)).toThrow('no longer');
      expect(() => this.table.beginWrite(claim, 1)).toThrow('no longer');
      expect(() => this.table.record(claim, REFERENCE.subarray(0, 1))).toThrow('no longer');
      expect(() => this.table.handOver(claim)).toThrow('no longer');
      this.table.release(claim);
    }
  }

  #claimed(claim: Claim | null): void {
    if (claim === null) return;
    if (this.claims.includes(claim)) throw new Error('a part was given out twice');
    this.claims.push(claim);
  }

  /** Bad blocks are dropped between two transfers, when no checkpoint is under way. */
  #drop(index: number): void {
    if (this.outstanding !== null || !this.table.dropBlock(index)) return;
    for (const bytes of [this.received, this.durable]) bytes.fill(false, index * BLOCK, (index + 1) * BLOCK);
  }

  #acknowledge(): void {
    if (this.outstanding === null) return;
    this.stored = merged(this.stored, this.outstanding);
    for (const { range, durableBytes } of this.outstanding.parts) this.durable.fill(true, range.start, range.start + durableBytes);
    this.table.markDurable(this.outstanding);
    this.outstanding = null;
  }

  /** What the store would hold after everything that is to be claimed were claimed now. */
  picture(): Checkpoint {
    const changes = this.table.takeSnapshot();
    if (changes !== null) this.table.putBack(changes);
    return [this.outstanding, changes].reduce<Checkpoint>((before, next) => (next === null ? before : merged(before, next)), this.stored);
  }
}

/** What the store's `update` does. */
function merged(before: Checkpoint, { parts, blocks }: Snapshot): Checkpoint {
  const partsByStart = new Map([...before.parts, ...parts].map((part) => [part.range.start, part]));
  const blocksByIndex = new Map([...before.blocks, ...blocks].map((block) => [block.index, block]));
  return { parts: [...partsByStart.values()].sort((a, b) => a.range.start - b.range.start), blocks: [...blocksByIndex.values()] };
}

const count = (bytes: readonly boolean[]): number => bytes.filter(Boolean).length;

function check(model: Model): void {
  const { table, sizeBytes } = model;
  const { parts } = model.picture();
  if (!partsTile(parts, sizeBytes)) throw new Error(`not a tiling: ${JSON.stringify(parts)}`);
  expect(parts.filter(({ range }) => range.start % BLOCK !== 0)).toEqual([]);
  expect([table.receivedBytes, durableBytesOf(parts), table.durableBytes]).toEqual([
    count(model.received),
    count(model.received),
    count(model.durable),
  ]);
  expect(table.isComplete).toBe(count(model.received) === sizeBytes);
  const held = model.claims.toSorted((a, b) => a.start - b.start);
  held.forEach((claim, index) => {
    if (claim.end > (held[index + 1]?.start ?? Infinity)) throw new Error('a byte is claimed by two workers');
    expect(claim.received <= claim.taken && claim.taken <= claim.end).toBe(true);
  });
  checkWrites(model);
  checkBlocks(table.blocks(), model);
}

/** Every byte that somebody may still write has one owner, and no byte is written by two at the same time (spec B10). */
function checkWrites({ writes, received, table }: Model): void {
  const open = [...writes.values()].toSorted((a, b) => a.from - b.from);
  open.forEach(({ to }, index) => expect(to).toBeLessThanOrEqual(open[index + 1]?.from ?? Infinity));
  for (const { from, to } of open) expect(received.slice(from, to).some(Boolean)).toBe(false);
  for (const claim of writes.keys()) expect(table.owns(claim) || claim.received < claim.end).toBe(true);
}

function checkBlocks(blocks: readonly Block[], { received, sizeBytes }: Model): void {
  const digests = new Map(blocks.map((block) => [block.index, block]));
  for (let start = 0; start < sizeBytes; start += BLOCK) {
    const whole = Math.min(BLOCK, sizeBytes - start);
    const lengthBytes = count(received.slice(start, start + BLOCK));
    const digest = digests.get(start / BLOCK);
    if (digest === undefined && lengthBytes === 0) continue;
    expect(digest).toEqual({ index: start / BLOCK, lengthBytes, crc32: crc32(REFERENCE.subarray(start, start + lengthBytes)) });
    expect(lengthBytes).toBeLessThanOrEqual(whole);
  }
}

describe('under any sequence of claims, splits, writes, releases, bad blocks and checkpoints', () => {
  test('the parts tile the file, no byte has two workers, the sums are right, and every block has the digest of its bytes', () => {
    fc.assert(
      fc.property(plans, steps, ({ sizeBytes, partSizeBytes, connections }, todo) => {
        const model = new Model(planParts({ sizeBytes, blockSizeBytes: BLOCK, partSizeBytes, connections }), sizeBytes);
        check(model);
        for (const step of todo) {
          model.run(step);
          check(model);
        }
      }),
      { numRuns: 150 },
    );
  });

  test('whatever was stored last can be gone on from, up to a whole file', () => {
    fc.assert(
      fc.property(plans, steps, ({ sizeBytes, partSizeBytes, connections }, todo) => {
        const model = new Model(planParts({ sizeBytes, blockSizeBytes: BLOCK, partSizeBytes, connections }), sizeBytes);
        for (const step of todo) model.run(step);
        const table = new PartTable(model.stored, BLOCK);
        for (let claim = table.claimNext(); claim !== null; claim = table.claimNext()) {
          table.take(claim, claim.end - claim.taken);
          table.record(claim, REFERENCE.subarray(claim.received, claim.end));
          table.release(claim);
        }
        expect(table.isComplete).toBe(true);
        expect(table.receivedBytes).toBe(sizeBytes);
        const expected = Array.from({ length: Math.ceil(sizeBytes / BLOCK) }, (_, index) => {
          const bytes = REFERENCE.subarray(index * BLOCK, Math.min((index + 1) * BLOCK, sizeBytes));
          return { index, lengthBytes: bytes.byteLength, crc32: crc32(bytes) };
        });
        expect(table.blocks().toSorted((a, b) => a.index - b.index)).toEqual(expected);
      }),
      { numRuns: 150 },
    );
  });
});

function tableOf(...parts: readonly (readonly [start: number, end: number, durable: number])[]): PartTable {
  return new PartTable(
    { parts: parts.map(([start, end, durableBytes]) => ({ range: byteRange(start, end), durableBytes })), blocks: [] },
    BLOCK,
  );
}

function taken(claim: Claim | null): Claim {
  if (claim === null) throw new Error('nothing to claim');
  return claim;
}

describe('a part', () => {
  test('whose bytes are taken but not written yet is not split before them', () => {
    const table = tableOf([0, 320, 0]);
    const first = taken(table.claimNext());
    table.take(first, 200);
    expect(table.claimSplit(1)).toMatchObject({ start: 288, end: 320 });
    expect(first.end).toBe(288);
  });

  test('that nobody could write to its end is fetched from where it was received, not from where it was taken', () => {
    const table = tableOf([0, 320, 0]);
    const claim = taken(table.claimNext());
    table.take(claim, 100);
    table.record(claim, REFERENCE.subarray(0, 60));
    table.release(claim);
    expect(table.claimNext()).toMatchObject({ received: 60, taken: 60 });
  });

  test('that somebody has begun is not gone on into', () => {
    const table = tableOf([0, 64, 0], [64, 128, 10]);
    expect(table.claimAt(64)).toBeNull();
  });

  test('takes no byte past its end: that is a bug and throws', () => {
    const table = tableOf([0, 32, 0], [32, 64, 0]);
    const claim = taken(table.claimNext());
    expect(() => table.record(claim, REFERENCE.subarray(0, 33))).toThrow("past the part's end");
    expect(table.receivedBytes).toBe(0);
  });
});

describe('a row of blocks', () => {
  test('that is dropped is missing as one stretch of its part, and what lies around it stays', () => {
    const table = tableOf([0, 320, 320], [320, 640, 320]);
    expect(table.dropBlocks(3, 12)).toBe(7);
    expect(table.receivedSpans()).toEqual([byteRange(0, 96), byteRange(96, 96), byteRange(320, 640)]);
    expect([table.receivedBytes, table.durableBytes, table.isComplete]).toEqual([416, 416, false]);
    expect(table.claimNext()).toMatchObject({ start: 96, end: 320 });
    expect(table.takeSnapshot()).toMatchObject({ bytes: 416 });
  });

  test('of which nothing is there, or that somebody fetches, is left as it is', () => {
    const table = tableOf([0, 320, 0], [320, 640, 160]);
    expect([table.dropBlocks(0, 2), table.dropBlocks(15, 2), table.dropBlocks(99, 1)]).toEqual([0, 0, 0]);
    table.claimFrom(400);
    expect(table.dropBlocks(10, 2)).toBe(0);
    expect(table.receivedBytes).toBe(160);
  });
});

describe('a checkpoint', () => {
  test('that is acknowledged late makes nothing durable that came after it', () => {
    const table = tableOf([0, 320, 0]);
    const claim = taken(table.claimNext());
    table.take(claim, 200);
    table.record(claim, REFERENCE.subarray(0, 100));
    const snapshot = table.takeSnapshot();
    table.record(claim, REFERENCE.subarray(100, 200));
    if (snapshot !== null) table.markDurable(snapshot);
    expect([table.durableBytes, table.receivedBytes]).toEqual([100, 200]);
    expect(table.takeSnapshot()).toMatchObject({ parts: [{ durableBytes: 200 }], bytes: 200 });
  });

  test('has nothing to say when nothing has changed', () => {
    const table = tableOf([0, 320, 100]);
    expect(table.takeSnapshot()).toBeNull();
    expect(table.receivedSpans()).toHaveLength(1);
  });

  test('forgets digests that a stored checkpoint has of bytes that it does not claim', () => {
    const blocks = [0, 1, 2].map((index) => ({ index, lengthBytes: BLOCK, crc32: 7 }));
    const table = new PartTable({ parts: [{ range: byteRange(0, 96), durableBytes: 40 }], blocks }, BLOCK);
    expect(table.blocks().map(({ index }) => index)).toEqual([0]);
  });
});

describe('a stream without a length', () => {
  test('is as long as what was received when it ends cleanly', () => {
    const table = tableOf([0, UNKNOWN_END, 0]);
    const claim = taken(table.claimNext());
    expect(table.claimSplit(1)).toBeNull();
    table.take(claim, 50);
    table.record(claim, REFERENCE.subarray(0, 50));
    expect(table.isComplete).toBe(false);
    table.endStream();
    expect(table.isComplete).toBe(true);
    expect(table.takeSnapshot()?.parts).toEqual([{ range: byteRange(0, 50), durableBytes: 50 }]);
  });

  test('that begins again counts from nothing, and its digests are those of the new bytes', () => {
    const table = tableOf([0, UNKNOWN_END, 0]);
    const claim = taken(table.claimNext());
    table.take(claim, 50);
    table.record(claim, REFERENCE.subarray(100, 150));
    table.restartStream();
    expect([table.receivedBytes, table.durableBytes, claim.received]).toEqual([0, 0, 0]);
    table.take(claim, 40);
    table.record(claim, REFERENCE.subarray(0, 40));
    expect(table.blocks()).toEqual([
      { index: 0, lengthBytes: 32, crc32: crc32(REFERENCE.subarray(0, 32)) },
      { index: 1, lengthBytes: 8, crc32: crc32(REFERENCE.subarray(32, 40)) },
    ]);
  });
});

describe('the strip', () => {
  test('never has more than 60 segments; they are in order, within the file, and do not overlap', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.integer({ min: 1, max: 200 }), fc.nat(100)), { minLength: 1, maxLength: 200 }), (pieces) => {
        let start = 0;
        const parts = pieces.map(([length, share]): [number, number, number] => {
          const part: [number, number, number] = [start, start + length, Math.floor((length * share) / 100)];
          start += length;
          return part;
        });
        const strip = tableOf(...parts).strip(start);
        expect(strip.length).toBeLessThanOrEqual(60);
        strip.forEach(({ from, to }, index) => {
          expect(from).toBeLessThan(to);
          expect(from).toBeGreaterThanOrEqual(strip[index - 1]?.to ?? 0);
          expect(to).toBeLessThanOrEqual(1.000001);
        });
      }),
    );
  });

  test('tells what is durable from what is arriving, and is empty where no length is known', () => {
    const table = tableOf([0, 100, 50]);
    const claim = taken(table.claimNext());
    table.take(claim, 25);
    table.record(claim, REFERENCE.subarray(50, 75));
    expect(table.strip(100)).toEqual([
      { from: 0, to: 0.5, kind: 'durable' },
      { from: 0.5, to: 0.75, kind: 'arriving' },
    ]);
    expect([table.strip(null), table.strip(0)]).toEqual([[], []]);
  });
});
