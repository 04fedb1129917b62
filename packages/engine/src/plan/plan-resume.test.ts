/** What a stored checkpoint is still worth, and taking back claims: exactly what is lost is fetched again (spec C4, C5, C7). */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { byteRange, durableBytesOf, isComplete, partsTile, type Block, type Checkpoint, type Part } from '@sluice/model';
import { startedJob } from '@sluice/testkit';
import { dropRange } from './drop-range.ts';
import { claimedEnd, planResume } from './plan-resume.ts';

fc.configureGlobal({ seed: 1, ...fc.readConfigureGlobal() });

const BLOCK = 64;

/** A file of parts on block borders, each durable up to anywhere, with the digests of all blocks that have durable bytes. */
const anyCheckpoint = fc
  .tuple(
    fc.array(fc.tuple(fc.integer({ min: 1, max: 6 }), fc.double({ min: 0, max: 1, noNaN: true })), { minLength: 1, maxLength: 8 }),
    fc.integer({ min: 1, max: BLOCK }),
  )
  .map(([pieces, lastBytes]) => {
    const blocks = pieces.reduce((sum, [count]) => sum + count, 0);
    const sizeBytes = (blocks - 1) * BLOCK + lastBytes;
    const parts: Part[] = [];
    let start = 0;
    for (const [count, share] of pieces) {
      const end = Math.min(sizeBytes, start + count * BLOCK);
      parts.push({ range: byteRange(start, end), durableBytes: Math.round((end - start) * share) });
      start = end;
    }
    return { sizeBytes, checkpoint: { parts, blocks: parts.flatMap(blocksOf) } };
  });

function blocksOf({ range, durableBytes }: Part): readonly Block[] {
  const durableEnd = range.start + durableBytes;
  const count = Math.ceil(durableBytes / BLOCK);
  return Array.from({ length: count }, (_, nth) => {
    const start = range.start + nth * BLOCK;
    return { index: start / BLOCK, lengthBytes: Math.min(BLOCK, durableEnd - start), crc32: start };
  });
}

/** Whether a byte is claimed to be durable. */
function claims({ parts }: Checkpoint, offset: number): boolean {
  return parts.some(({ range, durableBytes }) => range.start <= offset && offset < range.start + durableBytes);
}

describe('a range that is taken back', () => {
  const lostBlocks = fc.tuple(fc.nat(50), fc.integer({ min: 1, max: 5 }), fc.boolean());

  test('is missing again, every other byte is claimed as before, and the parts still tile the file on block borders', () => {
    fc.assert(
      fc.property(anyCheckpoint, lostBlocks, ({ sizeBytes, checkpoint }, [first, count, toEnd]) => {
        const lost = { start: first * BLOCK, end: toEnd ? Math.max(sizeBytes, first * BLOCK) : (first + count) * BLOCK };
        const after = dropRange(checkpoint, lost, BLOCK);
        expect(partsTile(after.parts, sizeBytes)).toBe(true);
        expect(after.parts.filter(({ range }) => range.start % BLOCK !== 0)).toEqual([]);
        for (let offset = 0; offset < sizeBytes; offset += 1) {
          const isLost = lost.start <= offset && offset < lost.end;
          if (claims(after, offset) !== (claims(checkpoint, offset) && !isLost)) throw new Error(`byte ${offset}`);
        }
        expect(after.blocks).toEqual(after.parts.flatMap(blocksOf));
      }),
      { numRuns: 300 },
    );
  });

  test('changes nothing when nothing in it is claimed', () => {
    const checkpoint = { parts: [{ range: byteRange(0, 256), durableBytes: 64 }], blocks: [] };
    expect(dropRange(checkpoint, { start: 128, end: 192 }, BLOCK)).toEqual(checkpoint);
  });
});

describe('a checkpoint that is found again', () => {
  const job = (sizeBytes: number | null) => {
    const started = startedJob();
    return { ...started, blockSizeBytes: BLOCK, remote: started.remote === null ? null : { ...started.remote, sizeBytes } };
  };

  test('is taken as it is when the part file is intact, and is complete exactly when all parts are', () => {
    fc.assert(
      fc.property(anyCheckpoint, ({ sizeBytes, checkpoint }) => {
        const kind = checkpoint.parts.every(isComplete) ? 'complete' : 'resume';
        expect(planResume(job(sizeBytes), checkpoint, { kind: 'intact' })).toEqual({ kind, checkpoint });
      }),
    );
  });

  test('of a file that was cut claims nothing past the last whole block that is left, and everything before it', () => {
    fc.assert(
      fc.property(anyCheckpoint, fc.nat(2000), ({ sizeBytes, checkpoint }, lengthBytes) => {
        const plan = planResume(job(sizeBytes), checkpoint, { kind: 'shorter', lengthBytes });
        if (plan.kind !== 'resume' && plan.kind !== 'complete') throw new Error(plan.kind);
        expect(claimedEnd(plan.checkpoint)).toBeLessThanOrEqual(lengthBytes);
        const keptEnd = lengthBytes >= sizeBytes ? sizeBytes : Math.floor(lengthBytes / BLOCK) * BLOCK;
        const kept = Array.from({ length: Math.min(keptEnd, sizeBytes) }, (_, offset) => claims(checkpoint, offset)).filter(Boolean);
        expect(durableBytesOf(plan.checkpoint.parts)).toBe(kept.length);
        expect(partsTile(plan.checkpoint.parts, sizeBytes)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  const whole: Checkpoint = { parts: [{ range: byteRange(0, 128), durableBytes: 128 }], blocks: [] };

  test('without its part file is nothing, and the reason is told', () => {
    expect(planResume(job(128), whole, { kind: 'missing' })).toMatchObject({ kind: 'restart', reason: { kind: 'disk', code: 'ENOENT' } });
  });

  test('beside another file of that name is nothing', () => {
    expect(planResume(job(128), whole, { kind: 'replaced' })).toMatchObject({ kind: 'restart', reason: { kind: 'part-file-foreign' } });
  });

  test('whose parts do not tile the file is nothing', () => {
    expect(planResume(job(129), whole, { kind: 'intact' })).toMatchObject({ kind: 'restart', reason: { kind: 'row-unreadable' } });
  });

  test('of a stream without a length is nothing', () => {
    expect(planResume(job(null), whole, { kind: 'intact' })).toEqual({ kind: 'restart', reason: { kind: 'ranges-lost' } });
  });

  test('of a job that never got a part file begins', () => {
    expect(planResume({ ...job(128), partFile: null }, whole, { kind: 'missing' })).toEqual({ kind: 'begin' });
    expect(planResume({ ...job(128), remote: null }, whole, { kind: 'missing' })).toEqual({ kind: 'begin' });
  });

  test('needs a file that reaches to the last byte that it claims', () => {
    const parts = [
      { range: byteRange(0, 64), durableBytes: 10 },
      { range: byteRange(64, 128), durableBytes: 0 },
    ];
    expect(claimedEnd({ parts, blocks: [] })).toBe(10);
    expect(claimedEnd({ parts: [], blocks: [] })).toBe(0);
  });
});
