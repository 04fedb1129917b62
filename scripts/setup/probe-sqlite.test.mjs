import { expect, test } from 'vitest';
import { probeSqlite, readOutcome } from './probe-sqlite.mjs';

test.each([
  ['a clean end means that it works', 0, null, '', { works: true }],
  ['a signal is named as a crash', null, 'SIGSEGV', '', { works: false, reason: 'it crashed with SIGSEGV' }],
  [
    'a thrown error is quoted',
    1,
    null,
    'node:internal\n\nError: file too short\n  at x',
    { works: false, reason: 'Error: file too short' },
  ],
  ['silence leaves the code', 3, null, '', { works: false, reason: 'it ended with code 3' }],
])('%s', (_sentence, code, signal, output, outcome) => {
  expect(readOutcome(code, /** @type {NodeJS.Signals | null} */ (signal), output)).toEqual(outcome);
});

test('a package that is not there does not work, and does not reject', async () => {
  const host = { name: 'Node', executablePath: process.execPath, env: {} };
  expect(await probeSqlite(host, '/nowhere/better-sqlite3')).toEqual({
    works: false,
    reason: "Error: Cannot find module '/nowhere/better-sqlite3'",
  });
});
