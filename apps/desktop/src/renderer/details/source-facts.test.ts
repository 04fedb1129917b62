import type { Failure } from '@sluice/model';
import { expect, test } from 'vitest';
import { aJob } from '../state/a-job.test-data.ts';
import { sourceFacts } from './source-facts.ts';

test('everything that the server said is there, headers by name, and a digest in full', () => {
  const job = aJob({ kind: 'transferring' }, { sizeBytes: 2_000_000 });
  const remote =
    job.remote === null ? null : { ...job.remote, etag: 'W/"1"', lastModified: 'Sun, 06 Nov 1994 08:49:37 GMT', mediaType: 'a/b' };
  const digest = { algorithm: 'sha256', hex: 'ab'.repeat(32), from: 'user' } as const;
  const facts = sourceFacts({ ...job, remote, options: { ...job.options, digest, connections: 4 } }, ['Cookie', 'X-Key'], 'en');
  expect(facts.map(({ name, text }) => `${name}: ${text}`)).toEqual([
    'Address: https://files.example.org/set.zip',
    'Server: files.example.org',
    'Size: 2.00 MB',
    'Type: a/b',
    'ETag: W/"1"',
    'Last changed: Sun, 06 Nov 1994 08:49:37 GMT',
    `Checksum: SHA-256 ${'ab'.repeat(32)}`,
    'Headers: Cookie, X-Key – values are kept secret',
    'Connections: 4',
  ]);
});

test('before the server was asked only the address is known', () => {
  const job = { ...aJob({ kind: 'queued' }), remote: null };
  expect(sourceFacts(job, [], 'en').map(({ key }) => key)).toEqual(['link', 'server', 'connections']);
});

test('mirrors are told by their hosts, with what became of them', () => {
  const job = aJob({ kind: 'transferring' });
  const mirrors = [
    { url: 'https://a.example/1', host: 'a.example', trouble: { kind: 'dns', host: 'a.example' } },
    { url: 'https://b.example/1', host: 'b.example' },
    { url: 'https://c.example/1', host: 'c.example' },
    { url: 'https://d.example/1', host: 'd.example' },
  ] as const;
  const facts = sourceFacts({ ...job, source: { ...job.source, mirrors, using: 2, joined: [1, 4] } }, [], 'en');
  expect(facts.filter(({ name }) => name === 'Mirror').map(({ text }) => text)).toEqual([
    'a.example – The server “a.example” was not found.',
    'b.example – in use',
    'c.example – not needed so far',
    'd.example – serves parts of it as well',
  ]);
});

test('the store’s own page about what it refused is told', () => {
  const failure: Failure = {
    ...{ kind: 'object-store', provider: 'oss', status: 403, code: 'AccessDenied', message: '', requestId: 'ABC', hostId: null, ec: null },
    ...{ advice: 'access-denied', permission: null, endpoint: null, recommendDoc: 'https://api.example.org/q' },
  };
  const facts = sourceFacts(aJob({ kind: 'failed', failure, atMs: 0 }), [], 'en');
  expect(facts.find(({ key }) => key === 'explained')).toMatchObject({ name: 'Explained at', text: 'https://api.example.org/q' });
});
