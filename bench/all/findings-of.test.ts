/** What suites print is read from its last line; anything else is refused, so that an empty table never looks like a result. */
import { expect, test } from 'vitest';
import { findingsOf } from './findings-of.ts';

test('figures are taken as they are', () => {
  const findings = { figures: [{ what: 'a', program: 'Sluice', unit: 's', values: [1] }] };
  expect(findingsOf(`a table\n${JSON.stringify(findings)}\n`)).toEqual(findings);
});

test.each(['', 'a table without JSON', '{"rows":[]}', '{"figures":[]}', '[]', 'null'])('%j is no result', (printed) => {
  expect(() => findingsOf(printed)).toThrow();
});
