/** The document says of each cell what was found, and counts it. */
import { expect, test } from 'vitest';
import { MODES } from './behaviour.ts';
import { cellOf, EVERY_CELL } from './cell.ts';
import type { Verdict } from './judge.ts';
import type { Played } from './play.ts';
import { reportOf, SYMBOLS } from './report.ts';
import { mergeResults } from './results.ts';

const RIGHT: Verdict = { kind: 'right' };
const ERROR: Verdict = { kind: 'honest-failure', code: 1, kept: 'nothing' };
const WRONG: Verdict = { kind: 'wrong-called-done', found: { name: 'f', sizeBytes: 1, content: 'foreign' } };
const NOTHING: Verdict = { kind: 'nothing-called-done' };
const HUNG: Verdict = { kind: 'hung' };

function played(behaviour: string, peer: string, verdicts: readonly Verdict[], overMinimum = 0): readonly Played[] {
  return MODES.map((mode, index) => ({
    behaviour,
    peer,
    mode,
    verdict: verdicts[index] ?? RIGHT,
    overMinimum,
    mustRefetch: mode === 'killed',
    exitCodes: [0],
    told: '',
  }));
}

const results = mergeResults(null, {
  machine: 'a machine',
  peers: ['One', 'Two'].map((name) => ({ name, version: `${name} 1.0`, shownAs: name.toLowerCase(), reason: 'So.' })),
  behaviours: [
    { id: 'mild', title: 'A mild | server' },
    { id: 'harsh', title: 'A harsh server' },
  ],
  results: [
    ...played('mild', 'One', [RIGHT, RIGHT, RIGHT], 0.5),
    ...played('mild', 'Two', [RIGHT, ERROR, HUNG]),
    ...played('harsh', 'One', [ERROR, ERROR, ERROR]),
    ...played('harsh', 'Two', [ERROR, WRONG, NOTHING]),
  ],
});
const text = reportOf(results, {
  intro: '# Title',
  remarks: [
    { behaviour: 'mild', text: 'Remarkable.' },
    { behaviour: 'gone', text: 'No.' },
  ],
});

test('a row has three signs for each program; what is possible is what one of them did', () => {
  expect(text).toContain('| A mild \\| server | ↻ ↻ ✓ | ✓ – ∞ |');
  expect(text).toContain('| A harsh server | ○ ○ ○ | ○ ✗ ? |');
});

test('the summary counts every cell', () => {
  expect(text).toContain('| One | 3 | 2 | 3 | 0 | 0 | 0 | 0 | 6 |');
  expect(text).toContain('| Two | 1 | 0 | 2 | 1 | 1 | 1 | 1 | 6 |');
});

test('remarks name the row, and those on rows that are not there are left out', () => {
  expect(text).toContain('- **A mild | server.** Remarkable.');
  expect(text).not.toContain('No.');
});

test('a cell that was not played has a sign of its own', () => {
  expect(reportOf({ ...results, results: [] }, { intro: '', remarks: [] })).toContain('| · · · | · · · |');
});

test('every cell has a sign', () => {
  expect(new Set(EVERY_CELL.map((cell) => SYMBOLS[cell])).size).toBe(EVERY_CELL.length);
});

test('fetching twice is no fault where what was there could not be used', () => {
  const twice = { verdict: RIGHT, overMinimum: 0.5 };
  expect([true, false].map((mustRefetch) => cellOf({ ...twice, mustRefetch }, []))).toEqual(['right', 'right-refetched']);
});

test('what is played anew takes the place of what was found before, and its neighbours are seen anew', () => {
  const again = mergeResults(results, { ...results, peers: [], results: played('harsh', 'Two', [RIGHT, RIGHT, RIGHT]) });
  const document = reportOf(again, { intro: '', remarks: [] });
  expect(document).toContain('| A harsh server | – – – | ✓ ✓ ✓ |');
  expect(document).toContain('| A mild \\| server | ↻ ↻ ✓ | ✓ – ∞ |');
});
