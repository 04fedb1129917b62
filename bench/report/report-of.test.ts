/** The document says of every figure what it came to, and of every bar whether it was met; a suite that failed is told, not left out. */
import { expect, test } from 'vitest';
import type { Outcome } from '../all/outcome.ts';
import type { Suite } from '../all/suites.ts';
import type { Figure } from '../suite/figures.ts';
import { reportOf } from './report-of.ts';

const suite = (name: string): Suite => ({
  name,
  title: `Title of ${name}`,
  about: `About ${name}.`,
  words: [],
  quickWords: [],
  needsApp: false,
  timeLimitSeconds: 1,
});

const outcome = (name: string, result: Outcome['result']): Outcome => ({
  suite: name,
  command: `npm run bench -- ${name}`,
  atMs: 0,
  tookSeconds: 12.3,
  quick: false,
  machine: 'two cores',
  load: [0.1, 0.9],
  result,
});

const own: Figure = {
  what: 'time',
  program: 'Sluice',
  unit: 's',
  values: [3, 1, 2],
  bar: { kind: 'at-most-times', value: 1.1, program: 'other' },
};
const other: Figure = { what: 'time', program: 'other', unit: 's', values: [1, 1, 1] };

test('a missed bar says by how much, beside the median, its spread and the ratio', () => {
  const text = reportOf([outcome('a', { kind: 'found', findings: { figures: [own, other], programs: ['other 1.2'] } })], [suite('a')], {
    a: ['Looked into.'],
  });
  expect(text).toContain('| Title of a | time | ≤ 1.1 × other (1.10 s) | 2.00 s | **missed by 82 %** |');
  expect(text).toContain('| time | Sluice | 2.00 s | 1.00 s–3.00 s | 3 |  |');
  expect(text).toContain('|  | other | 1.00 s | 1.00 s–1.00 s | 3 | 2.00 |');
  expect(text).toContain('- two cores\n- other 1.2');
  expect(text).toContain('- Looked into.');
});

test('a bar at worst is held by the worst round, and one of zero by zero', () => {
  const bar = { kind: 'at-most', value: 2.5, of: 'worst' } as const;
  const none = { kind: 'at-most', value: 0, of: 'median' } as const;
  const figures: readonly Figure[] = [
    { ...own, bar },
    { what: 'pushes', program: 'Sluice', unit: 'a second', values: [0, 0], bar: none },
  ];
  const text = reportOf([outcome('a', { kind: 'found', findings: { figures } })], [suite('a')], {});
  expect(text).toContain('≤ 2.50 s at worst | 3.00 s | **missed by 20 %** |');
  expect(text).toContain('| pushes | ≤ 0.00 a second | 0.00 a second | met |');
});

test('a suite that failed, and one that was never run, are named', () => {
  const text = reportOf([outcome('a', { kind: 'failed', reason: 'exit code 1' })], [suite('a'), suite('b')], {});
  expect(text).toContain('| Title of a | the suite failed |');
  expect(text).toContain('The suite failed:\n\n```\nexit code 1\n```');
  expect(text).toContain('Not measured yet (`npm run bench -- b`).');
});
