import type { JobState } from '@sluice/model';
import { expect, test } from 'vitest';
import { endingOf } from '../jobs/ending.ts';
import { plain } from '../terminal/paint.ts';
import { DONE, remoteOf, snapshot } from '../testing/job-fixture.ts';
import { TextReporter } from './text-reporter.ts';

function scene({ quiet = false, terminal = false } = {}) {
  const out: string[] = [];
  const err: string[] = [];
  const reporter = new TextReporter({
    paths: (line) => out.push(line),
    sentences: (line) => err.push(line),
    terminal: terminal ? { write: (text: string) => err.push(text), size: () => ({ columns: 60, rows: 24 }) } : null,
    paint: plain,
    language: 'en',
    commandEnd: '',
    quiet,
    nowMs: () => 0,
  });
  const end = (state: JobState, durableBytes = 0): void => {
    const now = snapshot(state, null, { remote: remoteOf(1000), durableBytes });
    const ending = endingOf(now.job, false);
    if (ending !== null) reporter.end(ending, now);
  };
  return { reporter, out, err, end };
}

const FAILED: JobState = { kind: 'failed', failure: { kind: 'http-status', status: 404, retryAfterMs: null }, atMs: 0 };

test('a saved file is a sentence for people, and its path a line for programs', () => {
  const { out, err, end } = scene();
  end({ ...DONE, kind: 'done', path: '/downloads/file (1).iso', sizeBytes: 1000, atMs: 0, verdict: { kind: 'verified', by: 'sha256' } });
  expect([out, err]).toEqual([['/downloads/file (1).iso'], ['Saved file (1).iso (1.00 kB, SHA-256 matches).']]);
});

test('a failure is one sentence that names the file', () => {
  const { out, err, end } = scene();
  end(FAILED);
  expect(out).toEqual([]);
  expect(err).toEqual([expect.stringMatching(/^file\.iso: There is no file at this address \(404\)\./)]);
});

test('a job that waits for the user is told with the command that helps', () => {
  const { err, end } = scene();
  end({ kind: 'waiting', reason: { kind: 'new-link', status: 403 } }, 710);
  end({ kind: 'waiting', reason: { kind: 'decision', question: 'target-exists' } });
  end({ kind: 'waiting', reason: { kind: 'decision', question: 'remote-changed' } }, 400);
  expect(err).toEqual([
    'file.iso: The link has expired (403). 71 % is kept. Go on with: sluice refresh job-1 NEW-URL',
    'file.iso: A file of this name exists already. Decide with: sluice resume job-1 --on-conflict keep-both|overwrite|skip',
    'file.iso: The file on the server has changed. 40 % of the old file is kept until you decide. ' +
      'To drop the old bytes and fetch the new file: sluice resume job-1 --restart',
  ]);
});

test('quiet says only what went wrong', () => {
  const { reporter, out, err, end } = scene({ quiet: true, terminal: true });
  reporter.change(snapshot({ kind: 'transferring' }));
  reporter.notice('Stopping.');
  end(DONE);
  expect([out, err]).toEqual([[], []]);
  end(FAILED);
  expect(err).toHaveLength(1);
});

test('what was here before is told once', () => {
  const { reporter, err } = scene();
  const half = snapshot({ kind: 'probing' }, null, { remote: remoteOf(1000), durableBytes: 500 });
  reporter.change(half);
  reporter.change(half);
  expect(err).toEqual(['Going on with file.iso: 50 % is here already.']);
});

test('no restart is silent', () => {
  const { reporter, err } = scene();
  reporter.change(snapshot({ kind: 'probing' }));
  const restarts = { count: 1, lastReason: { kind: 'remote-changed', what: 'validator' } } as const;
  reporter.change(snapshot({ kind: 'probing' }, null, { restarts }));
  expect(err).toEqual(['file.iso begins again: The file on the server has changed.']);
});

test('on a terminal the line is redrawn in place, and gone at the end', () => {
  const { reporter, out, err, end } = scene({ terminal: true });
  reporter.change(snapshot({ kind: 'probing' }));
  reporter.change(snapshot({ kind: 'committing' }));
  expect(err[1]?.startsWith('\u001b[1Ffile.iso ')).toBe(true);
  end(DONE);
  expect(out).toEqual(['/downloads/file.iso']);
  expect(err.slice(2)).toEqual(['\u001b[1F\u001b[J', 'Saved file.iso (1.00 kB).']);
});

test('while others still run, sentence and path of a saved file stand above their lines', () => {
  const screen: string[] = [];
  const print = (line: string): void => void screen.push(`${line}\n`);
  const terminal = { write: (text: string) => screen.push(text), size: () => ({ columns: 60, rows: 24 }) };
  const reporter = new TextReporter({
    paths: print,
    sentences: print,
    terminal,
    paint: plain,
    language: 'en',
    commandEnd: '',
    quiet: false,
    nowMs: () => 0,
  });
  reporter.change(snapshot({ kind: 'probing' }, null, { id: 'other' }));
  const finished = snapshot(DONE);
  const ending = endingOf(finished.job, false);
  if (ending !== null) reporter.end(ending, finished);
  expect(screen.slice(1)).toEqual([
    '\u001b[1F\u001b[J',
    'Saved file.iso (1.00 kB).\n',
    '/downloads/file.iso\n',
    expect.stringMatching(/^file\.iso /),
  ]);
});
