import type { JobState, WaitReason } from '@sluice/model';
import { expect, test } from 'vitest';
import { exitCodeOf } from '../exit-code.ts';
import { DONE, job } from '../testing/job-fixture.ts';
import { endingOf, type Ending } from './ending.ts';

const waiting = (reason: WaitReason): JobState => ({ kind: 'waiting', reason });
const NO_ROOM: WaitReason = { kind: 'disk-space', path: '/d', neededBytes: 2, availableBytes: 1 };
const LATER: WaitReason = { kind: 'retry-at', atMs: 1, failure: { kind: 'dns', host: 'h' } };

test.each(['queued', 'probing', 'transferring', 'verifying', 'committing', 'paused'] as const)('a job that is %s has not ended', (kind) => {
  expect(endingOf(job({ state: { kind } }), false)).toBeNull();
});

test('what passes by itself is waited for', () => {
  expect(endingOf(job({ state: waiting({ kind: 'network' }) }), false)).toBeNull();
  expect(endingOf(job({ state: waiting(LATER) }), false)).toBeNull();
});

test('what needs the user ends the run', () => {
  const reasons: readonly WaitReason[] = [
    { kind: 'new-link', status: 403 },
    { kind: 'restore', storageClass: 'Archive', requested: true, expectedEndAtMs: null, pollAtMs: 0 },
    { kind: 'decision', question: 'target-exists' },
  ];
  for (const reason of reasons) expect(endingOf(job({ state: waiting(reason) }), true)).toEqual({ kind: 'waiting', job: 'job-1', reason });
});

test('a full disk is waited for only while somebody watches', () => {
  expect(endingOf(job({ state: waiting(NO_ROOM) }), true)).toBeNull();
  expect(endingOf(job({ state: waiting(NO_ROOM) }), false)).toEqual({ kind: 'waiting', job: 'job-1', reason: NO_ROOM });
});

test('a finished job tells its path, its size and what it was checked with', () => {
  const done = { kind: 'done', job: 'job-1', path: '/downloads/file.iso', bytes: 1000, verified: false, kept: false };
  expect(endingOf(job({ state: DONE }), false)).toEqual(done);
  const verified: JobState = { ...DONE, kind: 'done', path: '/f', sizeBytes: 1, atMs: 0, verdict: { kind: 'verified', by: 'sha256' } };
  expect(endingOf(job({ state: verified }), false)).toMatchObject({ verified: 'sha256' });
  const kept: JobState = { ...verified, verdict: { kind: 'kept-existing' } };
  expect(endingOf(job({ state: kept }), false)).toMatchObject({ verified: false, kept: true });
});

const ENDINGS = {
  done: { kind: 'done', job: 'a', path: '/a', bytes: 1, verified: false, kept: false },
  failed: { kind: 'failed', job: 'b', failure: { kind: 'dns', host: 'h' } },
  waiting: {
    kind: 'waiting',
    job: 'c',
    reason: { kind: 'restore', storageClass: 'Archive', requested: true, expectedEndAtMs: null, pollAtMs: 0 },
  },
} as const satisfies Record<string, Ending>;

test('the exit code tells the worst that happened', () => {
  expect(exitCodeOf([ENDINGS.done], 0, false)).toBe(0);
  expect(exitCodeOf([ENDINGS.done, ENDINGS.waiting], 0, false)).toBe(3);
  expect(exitCodeOf([ENDINGS.waiting, ENDINGS.failed], 0, false)).toBe(1);
  expect(exitCodeOf([ENDINGS.done], 1, false)).toBe(1);
  expect(exitCodeOf([ENDINGS.failed], 0, true)).toBe(130);
});
