import { expect, test } from 'vitest';
import { linkRows, totalOf } from './link-rows.ts';
import type { Look, Looks } from './look-at-links.ts';

const found = (facts: Partial<Extract<Look, { kind: 'found' }>>): Look => ({
  kind: 'found',
  url: 'https://a/x',
  name: 'x.zip',
  sizeBytes: 2_000_000,
  resumable: true,
  ...facts,
});

const LOOKS: Looks = new Map<string, Look>([
  ['https://a/x?token=s', found({ url: 'https://a/x?token=…' })],
  ['https://a/s', found({ sizeBytes: null, resumable: false, name: 's' })],
  ['https://a/gone.zip', { kind: 'refused', failure: { kind: 'http-status', status: 404, retryAfterMs: null } }],
]);
const LINKS = ['https://a/x?token=s', 'https://a/s', 'https://a/gone.zip', 'https://A/new.zip', 'ftp://b/k.bin'];

test('each link tells what it leads to, or that it is not known yet', () => {
  const rows = linkRows(LINKS, LOOKS, new Set(['https://a/s']), 'en');
  expect(rows.map(({ name, facts, tone, duplicate }) => [name, facts, tone, duplicate])).toEqual([
    ['x.zip', '2.00 MB · Resumable', 'known', false],
    ['s', 'Size unknown · Not resumable', 'known', true],
    ['gone.zip', 'There is no file at this address (404).', 'refused', false],
    ['new.zip', 'Looking…', 'pending', false],
    ['k.bin', 'Looked at when it starts', 'pending', false],
  ]);
});

test('the sum says whether it is all', () => {
  expect(totalOf(LINKS, LOOKS)).toEqual({ bytes: 2_000_000, whole: false });
  expect(totalOf(LINKS.slice(0, 1), LOOKS)).toEqual({ bytes: 2_000_000, whole: true });
  expect(totalOf(LINKS.slice(2), LOOKS)).toBeNull();
});
