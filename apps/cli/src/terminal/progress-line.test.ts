import fc from 'fast-check';
import { expect, test } from 'vitest';
import { snapshot } from '../testing/job-fixture.ts';
import { displayWidth } from './display-width.ts';
import { plain } from './paint.ts';
import { progressLine } from './progress-line.ts';

const running = snapshot(
  { kind: 'transferring' },
  { receivedBytes: 2_000_000_000, totalBytes: 4_000_000_000, bytesPerSecond: 80_000_000, secondsLeft: 25, connections: 8 },
);
const style = { columns: 120, language: 'en', paint: plain, nowMs: 0 } as const;

test('a running job tells percent, bytes, throughput, time left and connections', () => {
  expect(progressLine(running, style)).toBe('file.iso       50 %  ████████░░░░░░░░  2.00 of 4.00 GB  80.0 MB/s  25 s left  8 connections');
});

test('a narrow terminal gets the first facts', () => {
  expect(progressLine(running, { ...style, columns: 44 })).toBe('file.iso       50 %  ████████░░░░░░░░');
  expect(progressLine(running, { ...style, columns: 10 })).toBe('file.iso');
});

test('without a total there is no percent and no bar', () => {
  const endless = snapshot({ kind: 'transferring' }, { receivedBytes: 5_000_000, bytesPerSecond: 1_000_000 });
  expect(progressLine(endless, style)).toBe('file.iso      5.00 MB  1.0 MB/s  1 connection');
});

test('a waiting job says why', () => {
  const waiting = snapshot({ kind: 'waiting', reason: { kind: 'retry-at', atMs: 9000, failure: { kind: 'reset', host: 'h' } } });
  expect(progressLine(waiting, style)).toContain('h broke off the connection.');
});

test('no line is wider than the terminal', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }), fc.integer({ min: 13, max: 200 }), (chosenName, columns) => {
      const named = { ...running, job: { ...running.job, target: { ...running.job.target, chosenName } } };
      for (const language of ['en', 'zh-CN'] as const) {
        expect(displayWidth(progressLine(named, { ...style, language, columns }))).toBeLessThan(columns);
      }
    }),
  );
});
