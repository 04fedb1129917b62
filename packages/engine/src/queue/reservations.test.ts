/** Paths and room that unfinished jobs hold (spec A6, C9). */
import { expect, test } from 'vitest';
import type { Job } from '@sluice/model';
import { startedJob } from '@sluice/testkit';
import { Reservations } from './reservations.ts';

function job(id: string, path: string, changes: Partial<Job> = {}): Job {
  const started = startedJob({ id });
  return { ...started, target: { ...started.target, path }, ...changes };
}

test('a path and its part file are taken for others, not for the job itself, in any case and normal form', () => {
  const reservations = new Reservations();
  reservations.note(job('a', '/d/Über.iso'));
  expect(['/d/über.ISO', '/d/U\u0308ber.iso', '/d/Über.iso.part', '/d/other'].map((path) => reservations.isTaken(path, 'b'))).toEqual([
    true,
    true,
    true,
    false,
  ]);
  expect(reservations.isTaken('/d/Über.iso', 'a')).toBe(false);
});

test.each([
  { kind: 'cancelled', atMs: 1 },
  { kind: 'done', path: '/d/x', sizeBytes: 1, verdict: { kind: 'unverified' }, atMs: 1 },
] as const)('a job that is $kind holds nothing any more', (state) => {
  const reservations = new Reservations();
  reservations.note(job('a', '/d/x'));
  reservations.note(job('a', '/d/x', { state }));
  expect([reservations.isTaken('/d/x', 'b'), reservations.reservedBytes('2049', 'b')]).toEqual([false, 0]);
});

test('a job that takes another path gives the first one back', () => {
  const reservations = new Reservations();
  reservations.note(job('a', '/d/x'));
  reservations.note(job('a', '/d/y'));
  expect([reservations.isTaken('/d/x', 'b'), reservations.isTaken('/d/y', 'b')]).toEqual([false, true]);
});

test('forgetting one of two that met on a path leaves it to the other', () => {
  const reservations = new Reservations();
  reservations.note(job('a', '/d/x'));
  reservations.note(job('b', '/d/x'));
  reservations.forget('a');
  expect(reservations.isTaken('/d/x', 'c')).toBe(true);
});

test('what is still to be written is counted per device, and only of others', () => {
  const reservations = new Reservations();
  reservations.note(job('a', '/d/a'));
  reservations.note(job('b', '/d/b'));
  reservations.note(job('c', '/e/c', { partFile: { path: '/e/c.part', device: '1', inode: '2' } }));
  reservations.note(job('d', '/d/d', { remote: null }));
  const missing = 4_194_304 - 3_145_728;
  expect([reservations.reservedBytes('2049', 'z'), reservations.reservedBytes('2049', 'a'), reservations.reservedBytes('1', 'z')]).toEqual([
    2 * missing,
    missing,
    missing,
  ]);
});
