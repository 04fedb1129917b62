import type { Job } from '@sluice/model';
import { expect, test } from 'vitest';
import { DONE, job } from '../testing/job-fixture.ts';
import { continueJob } from './continue-job.ts';
import { findContinuation } from './find-continuation.ts';

const URL_A = 'https://example.org/a?token=1';
const stored = (change: Partial<Job> = {}, url = URL_A) => ({ job: job(change), secrets: { url, headers: [] } });
const asked = { url: URL_A, directory: '/downloads', chosenName: null };
const nobody = new Set<string>();

test.each(['queued', 'paused', 'transferring'] as const)('a %s job with the same link in the same place is continued', (kind) => {
  const same = stored({ state: { kind } });
  expect(findContinuation([stored({ id: 'other' }, 'https://example.org/b'), same], asked, nobody)).toBe(same);
});

test('a failed job and one that waits are continued, too', () => {
  const failed = stored({ state: { kind: 'failed', failure: { kind: 'dns', host: 'h' }, atMs: 0 } });
  const waiting = stored({ state: { kind: 'waiting', reason: { kind: 'new-link', status: 403 } } });
  expect(findContinuation([failed], asked, nobody)).toBe(failed);
  expect(findContinuation([waiting], asked, nobody)).toBe(waiting);
});

test('a link written otherwise is the same link, but another token is another link', () => {
  expect(findContinuation([stored({}, 'HTTPS://EXAMPLE.org:443/a?token=1')], asked, nobody)).not.toBeNull();
  expect(findContinuation([stored({}, 'https://example.org/a?token=2')], asked, nobody)).toBeNull();
});

test('what is finished or cancelled is not continued', () => {
  expect(findContinuation([stored({ state: DONE }), stored({ state: { kind: 'cancelled', atMs: 0 } })], asked, nobody)).toBeNull();
});

test('another folder, another name or a job that is taken already is not continued', () => {
  const target = job().target;
  expect(findContinuation([stored({ target: { ...target, directory: '/elsewhere' } })], asked, nobody)).toBeNull();
  expect(findContinuation([stored({ target: { ...target, chosenName: 'b' } })], asked, nobody)).toBeNull();
  expect(findContinuation([stored()], asked, new Set(['job-1']))).toBeNull();
});

const NO_WISHES = { connections: null, partSizeBytes: null, conflict: null, digest: null, headers: [] };

test('without wishes a continued job stays as it is', () => {
  expect(continueJob(stored(), NO_WISHES)).toBeNull();
});

test('a wish goes before what was stored, and the rest stays', () => {
  const before = stored({ options: { ...job().options, connections: 2, partSizeBytes: 102_400 } });
  expect(continueJob(before, { ...NO_WISHES, connections: 8, conflict: 'skip' })).toEqual({
    job: {
      ...before.job,
      target: { ...before.job.target, conflict: 'skip' },
      options: { ...before.job.options, connections: 8 },
    },
  });
});

test('new headers replace the old ones', () => {
  const change = continueJob(stored(), { ...NO_WISHES, headers: [['Cookie', 'fresh']] });
  expect(change?.secrets).toEqual({ url: URL_A, headers: [['Cookie', 'fresh']] });
});
