/** Each format as its program writes it, each damage refused, and nothing that throws, hangs or claims past the file. */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { tempFolder } from '@sluice/testkit';
import fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { AdoptTrouble, ClaimedRange } from '@sluice/model';
import { parseCheckpoint } from './parse-checkpoint.ts';
import { aria2, crc64Of, ossGo, ossGoV2, ossPython, ossPythonName, type Unfinished } from './testing/foreign-files.ts';
import { ossJava } from './testing/java-checkpoint.ts';

const KIB = 1024;

const FILE: Unfinished = {
  seed: 5,
  sizeBytes: 1_000_000,
  partBytes: 256 * KIB,
  done: [0, 1, 3],
  target: '/downloads/数据 "1".bin',
  bucket: 'examplebucket',
  key: 'a/../b//数据 🦆+%25.bin',
  etag: '"5D41402ABC4B2A76B9719D911017C592"',
  lastModified: 'Wed, 01 Jan 2025 00:00:00 GMT',
};

const hex = (start: number, end: number): string => crc64Of(FILE.seed, start, end).toString(16).padStart(16, '0');
const summed = (start: number, end: number): ClaimedRange => ({ range: { start, end }, crc64: hex(start, end) });
const plain = (start: number, end: number): ClaimedRange => ({ range: { start, end }, crc64: null });
const P = 256 * KIB;

function parse(path: string, content: string | Uint8Array) {
  return parseCheckpoint(path, Buffer.from(content));
}

function refusal(path: string, content: string | Uint8Array): AdoptTrouble | 'taken' | null {
  const parsed = parse(path, content);
  return parsed === null ? null : parsed.kind === 'refused' ? parsed.cause : 'taken';
}

describe('what is written down is read', () => {
  test('Go SDK and ossutil: finished parts with their CRC-64, kept to the last of 64 bits', () => {
    expect(parse('x.cp', ossGo(FILE))).toEqual({
      kind: 'checkpoint',
      checkpoint: {
        program: 'oss-go',
        dataPath: '/downloads/数据 "1".bin.temp',
        sizeBytes: 1_000_000,
        etag: FILE.etag,
        lastModified: FILE.lastModified,
        crc64: hex(0, 1_000_000),
        url: null,
        target: '数据 "1".bin',
        claimedRanges: [summed(0, P), summed(P, 2 * P), summed(3 * P, 1_000_000)],
        certainty: 'recorded',
      },
    });
  });

  test('Go SDK, second version: the beginning with its CRC-64', () => {
    expect(parse('any-name', ossGoV2(FILE))).toMatchObject({
      checkpoint: {
        program: 'oss-go-v2',
        dataPath: '/downloads/数据 "1".bin.temp',
        target: '数据 "1".bin',
        url: `oss://${FILE.bucket}/${FILE.key}`,
        claimedRanges: [summed(0, 2 * P)],
      },
    });
  });

  test('Python SDK: finished parts, joined, and a date made of seconds', () => {
    expect(parse(ossPythonName(FILE), ossPython(FILE, '.tmp-abcdefghijkl'))).toMatchObject({
      checkpoint: {
        program: 'oss-python',
        dataPath: '/downloads/数据 "1".bin.tmp-abcdefghijkl',
        etag: '5D41402ABC4B2A76B9719D911017C592',
        lastModified: FILE.lastModified,
        url: `oss://${FILE.bucket}/${FILE.key}`,
        claimedRanges: [plain(0, 2 * P), plain(3 * P, 1_000_000)],
      },
    });
  });

  test('Java SDK: what the JDK serialised', async ({ skip }) => {
    const folder = await tempFolder();
    onTestFinished(() => folder.remove());
    const bytes = await ossJava(FILE, join(folder.path, 'java'));
    if (bytes === null) return skip();
    expect(parse('x.dcp', bytes)).toEqual({
      kind: 'checkpoint',
      checkpoint: {
        program: 'oss-java',
        dataPath: '/downloads/数据 "1".bin.tmp',
        sizeBytes: 1_000_000,
        etag: '5D41402ABC4B2A76B9719D911017C592',
        lastModified: FILE.lastModified,
        crc64: null,
        url: `oss://${FILE.bucket}/${FILE.key}`,
        target: '数据 "1".bin',
        claimedRanges: [summed(0, P), summed(P, 2 * P), summed(3 * P, 1_000_000)],
        certainty: 'recorded',
      },
    });
    for (const cut of [4, 5, 100, bytes.length - 1]) expect(refusal('x.dcp', bytes.subarray(0, cut))).toBe('unreadable');
    fc.assert(fc.property(fc.nat(bytes.length - 1), fc.nat(255), (at, value) => withinBounds('x.dcp', changed(bytes, at, value))));
  }, 60_000);

  test('aria2: whole pieces, and the blocks of those under way', () => {
    const control = aria2({ sizeBytes: 1_000_000, pieceBytes: P, done: [0, 3], underWay: [{ index: 1, blocks: [0, 1, 5] }] });
    expect(parse('/d/f.iso.aria2', control)).toMatchObject({
      checkpoint: {
        program: 'aria2',
        dataPath: '/d/f.iso',
        target: 'f.iso',
        sizeBytes: 1_000_000,
        claimedRanges: [plain(0, P + 32 * KIB), plain(P + 80 * KIB, P + 96 * KIB), plain(3 * P, 1_000_000)],
      },
    });
  });
});

describe('what can’t be believed is refused', () => {
  test('a record that was edited or cut short', () => {
    expect(refusal('x.cp', ossGo(FILE).replace('true', 'True'))).toBe('unreadable');
    expect(refusal('x.cp', ossGo(FILE).replace('[true,true,false', '[true,true,true'))).toBe('unreadable');
    expect(refusal('x.dcp', ossGoV2(FILE).replace('"Offset":5', '"Offset":6'))).toBe('unreadable');
    for (const text of [ossGo(FILE), ossGoV2(FILE)]) expect(refusal('x.cp', text.slice(0, -5))).toBe('unreadable');
    expect(refusal(ossPythonName(FILE), ossPython(FILE, '.tmp-abc').slice(0, -5))).toBe('unreadable');
  });

  test('a Python record whose suffix is a path, and one of an upload', () => {
    expect(refusal('x', ossPython(FILE, '/../../etc/passwd'))).toBe('unreadable');
    expect(refusal('x', ossPython(FILE, '.tmp-ok').replaceAll('"start"', '"from"'))).toBe('unreadable');
  });

  test('a key that no object can have says nothing of where it came from', () => {
    expect(parse('x', ossPython({ ...FILE, key: 'a\ud800b' }, '.tmp-abc'))).toMatchObject({ checkpoint: { url: null } });
  });

  test('a part of an object, wherever it lies in the file', () => {
    const ranged = (text: string): string => {
      const unsealed = text.replace(/"MD5":"[^"]*"/, '"MD5":""').replaceAll('"Offset":0', '"Offset":100');
      return unsealed.replace('"MD5":""', `"MD5":"${createHash('md5').update(unsealed).digest('base64')}"`);
    };
    expect(refusal('x.cp', ranged(ossGo(FILE)))).toBe('sub-range');
    const data = /"Data":(.*)\}$/s.exec(ossGoV2(FILE))?.[1]?.replace('"Range":""', '"Range":"bytes=5-"') ?? '';
    const v2 = `{"Magic":"92611BED-89E2-46B6-89E5-72F273D4B0A3","MD5":"${createHash('md5').update(data).digest('hex')}","Data":${data}}`;
    expect(refusal('x.dcp', v2)).toBe('sub-range');
  });

  test('a torrent, another version, and counts that are not those of the file', () => {
    const file = { sizeBytes: 1_000_000, pieceBytes: P, done: [0] };
    expect(refusal('f.aria2', aria2({ ...file, torrent: true }))).toBe('torrent');
    expect(refusal('f.aria2', aria2({ ...file, version: 0 }))).toBe('unreadable');
    expect(refusal('f.aria2', aria2({ ...file, pieceBytes: 2 ** 31, sizeBytes: 2 ** 52 }).subarray(0, 60))).toBe('unreadable');
    expect(refusal('f.aria2', Buffer.concat([aria2(file), Buffer.alloc(1)]))).toBe('unreadable');
    expect(refusal('f.aria2', aria2({ ...file, underWay: [{ index: 0, blocks: [0] }] }))).toBe('unreadable');
  });

  test('what is no checkpoint is none, unless its name says so', () => {
    expect(refusal('f.bin', '{"some":"json"}')).toBe(null);
    expect(refusal('f.bin', Buffer.from([0, 1, 2]))).toBe(null);
    expect(refusal('f.cp', '{"some":"json"}')).toBe('unreadable');
    expect(refusal('f.dcp', '')).toBe('unreadable');
  });
});

function changed(bytes: Uint8Array, at: number, value: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[at] = value;
  return copy;
}

/** Whatever it says, its ranges are in order, apart, and within the file. */
function withinBounds(path: string, bytes: Uint8Array): void {
  const parsed = parseCheckpoint(path, bytes);
  if (parsed?.kind !== 'checkpoint') return;
  let next = 0;
  for (const { range } of parsed.checkpoint.claimedRanges) {
    expect(range.start).toBeGreaterThanOrEqual(next);
    expect(range.end).toBeGreaterThan(range.start);
    next = range.end;
  }
  expect(next).toBeLessThanOrEqual(parsed.checkpoint.sizeBytes ?? Infinity);
}

describe('fuzz: nothing throws, hangs, or claims what is not in the file', () => {
  const small = { ...FILE, sizeBytes: 5000, partBytes: 1000, done: [0, 2] };
  const seeds: readonly (readonly [path: string, bytes: Buffer])[] = [
    ['x.cp', Buffer.from(ossGo(small))],
    ['x.dcp', Buffer.from(ossGoV2(small))],
    ['x', Buffer.from(ossPython(small, '.tmp-abc'))],
    ['x.aria2', aria2({ sizeBytes: 100_000, pieceBytes: 20_000, done: [0, 2], underWay: [{ index: 1, blocks: [0] }] })],
  ];

  test.each(seeds)('%s with bytes changed, cut out or put in', (path, bytes) => {
    const edit = fc.record({ at: fc.nat(bytes.length), cut: fc.nat(8), put: fc.uint8Array({ maxLength: 8 }) });
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 4 }), (edits) => {
        const edited = edits.reduce(
          (before, { at, cut, put }) => Buffer.concat([before.subarray(0, at), put, before.subarray(at + cut)]),
          bytes,
        );
        withinBounds(path, edited);
      }),
      { numRuns: 500 },
    );
  });

  test('Python records of any values: a seal that nobody checks', () => {
    const value = fc.oneof(fc.integer(), fc.maxSafeNat(), fc.string({ maxLength: 20 }), fc.constant(null), fc.double(), fc.boolean());
    const part = fc.record({ part_number: value, start: value, end: value });
    const record = fc.record({
      mtime: value,
      etag: value,
      size: fc.oneof(value, fc.constant(5000)),
      bucket: fc.oneof(value, fc.constant('examplebucket')),
      key: value,
      part_size: value,
      tmp_suffix: fc.oneof(value, fc.constant('.tmp-abc')),
      abspath: value,
      parts: fc.oneof(value, fc.array(part, { maxLength: 5 })),
    });
    fc.assert(
      fc.property(record, (fields) => withinBounds('x', Buffer.from(JSON.stringify(fields)))),
      { numRuns: 500 },
    );
  });

  test('any bytes under any of the names', () => {
    const path = fc.constantFrom('f.aria2', 'f.dcp', 'f.cp', 'f');
    const head = fc.constantFrom('', '{', '\u0000\u0001', '\u00ac\u00ed\u0000\u0005', '\u00ac\u00ed\u0000\u0005sr');
    const bytes = fc
      .tuple(head, fc.uint8Array({ maxLength: 300 }))
      .map(([first, rest]) => Buffer.concat([Buffer.from(first, 'latin1'), rest]));
    fc.assert(fc.property(path, bytes, withinBounds), { numRuns: 2000 });
  });

  test('a count of four billion pieces under way takes no memory', () => {
    const control = aria2({ sizeBytes: 2 ** 40, pieceBytes: 2 ** 20, done: [] });
    control.writeUInt32BE(0xffff_ffff, control.length - 4);
    expect(refusal('f.aria2', control)).toBe('unreadable');
  });
});
