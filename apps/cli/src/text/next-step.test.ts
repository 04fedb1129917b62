import { expect, test } from 'vitest';
import { commandEnd, nextStep } from './next-step.ts';
import { SENTENCES } from './sentences.ts';

test('a command names the folder of its jobs, as a shell reads it', () => {
  expect([null, '/srv/state', "it's here"].map(commandEnd)).toEqual(['', ' --state /srv/state', ` --state 'it'\\''s here'`]);
});

test('what ends by itself, or with room on the disk, needs no command', () => {
  const reasons = [
    { kind: 'network' },
    { kind: 'restore', storageClass: 'Archive', requested: true, expectedEndAtMs: null, pollAtMs: 0 },
    { kind: 'disk-space', path: '/', neededBytes: 2, availableBytes: 1 },
  ] as const;
  expect(reasons.map((reason) => nextStep(reason, 'a', '', SENTENCES.en))).toEqual([null, null, null]);
});
