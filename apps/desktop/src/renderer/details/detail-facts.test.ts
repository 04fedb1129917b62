import type { Job } from '@sluice/model';
import { expect, test } from 'vitest';
import { NOW, aJob, aSnapshot } from '../state/a-job.test-data.ts';
import { detailFacts } from './detail-facts.ts';

const texts = (job: Job): Readonly<Record<string, string>> =>
  Object.fromEntries(
    detailFacts({ job, progress: null }, { language: 'en', nowMs: NOW, homeFolder: '/home/mira' }).map(({ name, text }) => [name, text]),
  );

test('before the probe nothing is claimed', () => {
  const facts = texts({ ...aJob({ kind: 'queued' }), remote: null });
  expect(facts).toMatchObject({ Resumable: 'Not known yet', 'Safe on disk': '0 B', 'Verifies with': 'Size only – no checksum is known' });
});

test('a restart is never silent', () => {
  const restarts: Job['restarts'] = { count: 2, lastReason: { kind: 'remote-changed', what: 'size' } };
  expect(texts({ ...aJob({ kind: 'transferring' }), restarts })['Restarted']).toBe('2 times: The file on the server now has another size.');
});

test('the end of a link is told with its time, and not once the file is there', () => {
  const job = aJob({ kind: 'paused' });
  const source = { ...job.source, linkExpiresAtMs: NOW + 41 * 60_000 };
  expect(texts({ ...job, source })['Link expires']).toMatch(/^Today \d\d:\d\d, in 41 min$/);
  expect(texts({ ...job, source: { ...source, linkExpiresAtMs: NOW - 1 } })['Link expires']).toBe('It has expired');
  expect(texts({ ...job, source, state: { kind: 'cancelled', atMs: NOW } })).not.toHaveProperty('Link expires');
});

test('a finished file says where it is and what it was checked with', () => {
  const facts = texts(
    aJob({ kind: 'done', path: '/srv/in/set.zip', sizeBytes: 1, verdict: { kind: 'verified', by: 'sha256' }, atMs: NOW }),
  );
  expect(facts).toMatchObject({ 'Verified with': 'SHA-256', 'Saved to': '/srv/in' });
  expect(facts).not.toHaveProperty('Resumable');
});

test('a folder below the user’s own is told briefly, with its whole path at hand, and no other is', () => {
  const saves = (directory: string, homeFolder: string | null): unknown => {
    const job = aJob({ kind: 'paused' });
    const facts = detailFacts(
      { job: { ...job, target: { ...job.target, directory } }, progress: null },
      { language: 'en', nowMs: NOW, homeFolder },
    );
    const { text, whole } = facts.find(({ key }) => key === 'saves') ?? {};
    return [text, whole];
  };
  expect(saves('/home/mira/Downloads/Video', '/home/mira')).toEqual(['~/Downloads/Video', '/home/mira/Downloads/Video']);
  expect(saves('/home/mira', '/home/mira')).toEqual(['~', '/home/mira']);
  for (const [folder, home] of [
    ['/home/miranda/x', '/home/mira'],
    ['/srv/in', '/home/mira'],
    ['/srv/in', '/'],
    ['C:\\Users\\Mira\\x', 'C:\\Users\\Mira'],
    ['/srv/in', null],
  ] as const)
    expect(saves(folder, home)).toEqual([folder, folder]);
});

test('the kind of proof is told', () => {
  const job = aJob({ kind: 'transferring' });
  const remote = {
    ...aSnapshot(job.state).job.remote,
    resumable: true,
    validator: { kind: 'strong-etag', etag: '"5c2b"' },
  } as Job['remote'];
  expect(texts({ ...job, remote })['Resumable']).toBe('Yes – strong ETag "5c2b"');
  expect(texts(job)['Resumable']).toBe('Yes, though the server gives no proof that the file stays the same');
});
