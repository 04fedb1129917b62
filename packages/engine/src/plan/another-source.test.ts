import { expect, test } from 'vitest';
import { wantsAnotherSource, type AnotherSourceFacts } from './another-source.ts';

const MiB = 1024 * 1024;

const GOOD: AnotherSourceFacts = {
  sources: 1,
  receivedBytes: 100 * MiB,
  missingBytes: 1_000 * MiB,
  bytesPerSecond: 10 * MiB,
  chosen: null,
  settled: true,
  inVain: false,
  limited: false,
};

test.each<[string, Partial<AnotherSourceFacts>, boolean]>([
  ['a long way to go', {}, true],
  ['too little to compare with', { receivedBytes: 2 * MiB }, false],
  ['nearly done', { missingBytes: 7 * MiB, bytesPerSecond: 1 }, false],
  ['done in two seconds', { bytesPerSecond: 500 * MiB }, false],
  ['the number is being found out', { settled: false }, false],
  ['the last one made nothing faster', { inVain: true }, false],
  ['the user’s limit holds it back', { limited: true }, false],
  ['four already', { sources: 4 }, false],
  ['the user’s four connections, one source', { chosen: 4, settled: false, bytesPerSecond: 500 * MiB }, true],
  ['one connection is the user’s choice', { chosen: 1 }, false],
  ['as many sources as the user has connections', { chosen: 2, sources: 2 }, false],
])('%s', (_name, change, wanted) => {
  expect(wantsAnotherSource({ ...GOOD, ...change })).toBe(wanted);
});
