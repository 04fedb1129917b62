import { fileKindOf } from '@sluice/model';
import { expect, test } from 'vitest';
import { badgeOf } from './file-kind.ts';

test.each([
  ['debian-13.iso', 'archives'],
  ['a.tar.zst', 'archives'],
  ['Report.PDF', 'documents'],
  ['talk.webm', 'video'],
  ['song.flac', 'audio'],
  ['tile.TIF', 'images'],
  ['setup.exe', 'programs'],
  ['README', 'other'],
  ['file.constructor', 'other'],
  ['.hidden', 'other'],
])('%s belongs to %s', (name, kind) => {
  expect(fileKindOf(name)).toBe(kind);
});

test('a badge has the ending that says what it is', () => {
  expect(['a.tar.gz', 'b.iso', 'c.parquet', 'd'].map(badgeOf)).toEqual(['TAR', 'ISO', '', '']);
});
