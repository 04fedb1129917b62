import { expect, test } from 'vitest';
import { mayBeNewLink, nameInUrl } from './index.ts';
import type { Job, JobState } from './job.ts';
import { aJob } from './testing/a-job.ts';

const EXPIRED: JobState = { kind: 'waiting', reason: { kind: 'new-link', status: 403 } };

function job(state: JobState, path: string | null = null): Job {
  const source = { url: 'https://old.example.org/in/annual%20report.pdf', host: 'old.example.org' };
  return aJob({ source, target: { directory: '/srv', chosenName: null, conflict: 'keep-both', path }, state });
}

test('the name in a URL is the last segment of its path, decoded', () => {
  const urls = ['https://h/a/b%20c.pdf?x=/y#/z', 'https://h', 'https://h/a/', 'https://h/%E0%A4%A'];
  expect(urls.map(nameInUrl)).toEqual(['b c.pdf', '', '', '%E0%A4%A']);
});

test('a link that names the same file may be the new one, wherever it leads', () => {
  const link = 'https://new.example.com/x/annual%20report.pdf?token=1';
  expect(mayBeNewLink(job(EXPIRED), link)).toBe(true);
  expect(mayBeNewLink(job(EXPIRED, '/srv/annual report (1).pdf'), link)).toBe(true);
  expect(mayBeNewLink(job(EXPIRED, '/srv/mine.pdf'), 'https://h/mine.pdf')).toBe(true);
});

test('another name, no name, and a job that needs no link are no match', () => {
  expect(mayBeNewLink(job(EXPIRED), 'https://h/other.pdf')).toBe(false);
  expect(mayBeNewLink(job(EXPIRED), 'https://h/')).toBe(false);
  expect(mayBeNewLink(job({ kind: 'paused' }), 'https://h/annual%20report.pdf')).toBe(false);
});
