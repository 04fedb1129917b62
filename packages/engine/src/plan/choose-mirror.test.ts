import type { Failure } from '@sluice/model';
import { expect, test } from 'vitest';
import { EVERY_FAILURE } from '@sluice/testkit';
import { chooseMirror, hasOtherFile, isAboutTheSource, type MirrorFacts } from './choose-mirror.ts';

const reset: Failure = { kind: 'reset', host: 'h' };
const FACTS: MirrorFacts = { addresses: 3, using: 0, givenUp: new Set([0]), failure: reset, online: true, digestGiven: false };

test.each<[string, Partial<MirrorFacts>, number | null]>([
  ['the best mirror comes first', {}, 1],
  ['one that was given up is passed over', { givenUp: new Set([0, 1]) }, 2],
  ['none is left', { givenUp: new Set([0, 1, 2]) }, null],
  ['from a mirror it may go back to the address itself', { using: 2, givenUp: new Set([2]) }, 0],
  ['the one in use is never chosen', { addresses: 1, givenUp: new Set() }, null],
  ['without a network nobody is asked', { online: false }, null],
  ['what the disk refused no mirror can help', { failure: { kind: 'disk', operation: 'write', path: '/d', code: 'EIO' } }, null],
  ['a newer file is the user’s business', { failure: { kind: 'remote-changed', what: 'validator' } }, null],
  ['unless a digest says that it is not wanted', { failure: { kind: 'remote-changed', what: 'validator' }, digestGiven: true }, 1],
  ['the proxy itself is in everybody’s way', { failure: { kind: 'proxy', host: 'p', port: 1, cause: 'refused' } }, null],
  ['what the proxy can’t reach, another address may be', { failure: { kind: 'proxy', host: 'p', port: 1, cause: 'target' } }, 1],
])('%s', (_what, facts, expected) => {
  expect(chooseMirror({ ...FACTS, ...facts })).toBe(expected);
});

test('a source with another file failed as a source', () => {
  for (const failure of EVERY_FAILURE) if (hasOtherFile(failure)) expect(isAboutTheSource(failure, true)).toBe(true);
});
