import { expect, test } from 'vitest';
import { endingOf } from '../jobs/ending.ts';
import { DONE, remoteOf, snapshot } from '../testing/job-fixture.ts';
import { SENTENCES } from '../text/sentences.ts';
import { jsonReporter } from './json-reporter.ts';
import type { JobState } from '@sluice/model';

function scene() {
  const lines: unknown[] = [];
  const notices: string[] = [];
  let nowMs = 0;
  const reporter = jsonReporter({
    out: (line) => lines.push(JSON.parse(line)),
    notices: (line) => notices.push(line),
    language: 'en',
    clock: { nowMs: () => nowMs, monotonicMs: () => nowMs },
    sentences: SENTENCES.en,
    commandEnd: '',
  });
  const end = (state: JobState): void => {
    const now = snapshot(state, null, { remote: remoteOf(1000), durableBytes: 710 });
    const ending = endingOf(now.job, false);
    if (ending !== null) reporter.end(ending, now);
  };
  return { reporter, lines, notices, end, pass: (ms: number) => (nowMs += ms) };
}

test('progress has the five facts, at most four times a second', () => {
  const { reporter, lines, pass } = scene();
  const running = snapshot({ kind: 'transferring' }, { receivedBytes: 7, durableBytes: 5, totalBytes: 10, bytesPerSecond: 2.6 });
  reporter.change(running);
  pass(249);
  reporter.change(running);
  pass(1);
  reporter.change(snapshot({ kind: 'transferring' }, { receivedBytes: 8, durableBytes: 5, totalBytes: null, bytesPerSecond: 3 }));
  expect(lines).toEqual([
    { event: 'progress', job: 'job-1', received: 7, durable: 5, total: 10, bytesPerSecond: 3 },
    { event: 'progress', job: 'job-1', received: 8, durable: 5, total: null, bytesPerSecond: 3 },
  ]);
});

test('a job that does not run yet has no progress', () => {
  const { reporter, lines } = scene();
  reporter.change(snapshot({ kind: 'queued' }));
  expect(lines).toEqual([]);
});

test('done tells path, bytes and what the file was checked with', () => {
  const { lines, end } = scene();
  end(DONE);
  end({ kind: 'done', path: '/f', sizeBytes: 1, atMs: 0, verdict: { kind: 'verified', by: 'sha256' } });
  expect(lines).toEqual([
    { event: 'done', job: 'job-1', path: '/downloads/file.iso', bytes: 1000, verified: false },
    { event: 'done', job: 'job-1', path: '/f', bytes: 1, verified: 'sha256' },
  ]);
});

test('failed tells the facts and the sentence', () => {
  const { lines, end } = scene();
  end({ kind: 'failed', failure: { kind: 'reset', host: 'h' }, atMs: 0 });
  expect(lines).toEqual([
    { event: 'failed', job: 'job-1', failure: { kind: 'reset', host: 'h' }, message: expect.stringContaining('71 % is kept.') },
  ]);
});

test('waiting tells the reason', () => {
  const { lines, end } = scene();
  end({ kind: 'waiting', reason: { kind: 'new-link', status: 403 } });
  expect(lines).toEqual([{ event: 'waiting', job: 'job-1', reason: 'new-link', message: expect.stringContaining('403') }]);
});

test('an address that never became a job has none', () => {
  const { reporter, lines } = scene();
  reporter.refused({ kind: 'invalid-url', text: 'nonsense' });
  expect(lines).toEqual([
    { event: 'failed', job: null, failure: { kind: 'invalid-url', text: 'nonsense' }, message: expect.stringContaining('nonsense') },
  ]);
});

test('sentences for people stay out of the objects', () => {
  const { reporter, lines, notices } = scene();
  reporter.notice('Stopping.');
  expect([lines, notices]).toEqual([[], ['Stopping.']]);
});
