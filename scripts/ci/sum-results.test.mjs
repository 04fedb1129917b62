import { expect, test } from 'vitest';
import { readPlaywrightReport, readVitestReport, sumResults } from './sum-results.mjs';

const file = (/** @type {string} */ status, /** @type {string[]} */ ...tests) => ({
  status,
  assertionResults: tests.map((one) => ({ status: one })),
});

test.each([
  [
    'counts tests',
    { numPassedTests: 5, numFailedTests: 1, success: false, testResults: [file('failed', 'failed', 'passed')] },
    { passed: 5, failed: 1 },
  ],
  [
    'counts a file that could not be loaded',
    { numPassedTests: 5, numFailedTests: 0, success: false, testResults: [file('failed')] },
    { passed: 5, failed: 1 },
  ],
  [
    'counts an error outside of any test',
    { numPassedTests: 5, numFailedTests: 0, success: false, testResults: [file('passed', 'passed')] },
    { passed: 5, failed: 1 },
  ],
  ['counts a missing report as a failure', null, { passed: 0, failed: 1 }],
  ['counts a damaged report as a failure', { numPassedTests: 'many' }, { passed: 0, failed: 1 }],
])('the unit tests: %s', (_what, report, totals) => {
  expect(readVitestReport(report)).toEqual(totals);
});

test.each([
  [
    'counts tests, flaky ones as passed',
    { stats: { expected: 3, unexpected: 1, flaky: 1, skipped: 2 }, errors: [] },
    { passed: 4, failed: 1 },
  ],
  [
    'counts errors outside of tests',
    { stats: { expected: 0, unexpected: 0, flaky: 0, skipped: 0 }, errors: [{ message: 'x' }] },
    { passed: 0, failed: 1 },
  ],
  ['counts a missing report as a failure', null, { passed: 0, failed: 1 }],
])('the end-to-end tests: %s', (_what, report, totals) => {
  expect(readPlaywrightReport(report)).toEqual(totals);
});

test('the runners are added up', () => {
  const runners = [
    { passed: 5, failed: 0 },
    { passed: 3, failed: 2 },
  ];
  expect(sumResults(runners, 1)).toEqual({ passed: 8, failed: 2 });
});

test('a test command that failed with clean reports still counts as a failure', () => {
  expect(sumResults([{ passed: 5, failed: 0 }], 1)).toEqual({ passed: 5, failed: 1 });
  expect(sumResults([{ passed: 5, failed: 0 }], 0)).toEqual({ passed: 5, failed: 0 });
});
