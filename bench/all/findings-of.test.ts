/** What suites print is read from its last line; anything else is refused, so that an empty table never looks like a result. */
import { expect, test } from 'vitest';
import { findingsOf } from './findings-of.ts';

test('the common form is taken as it is', () => {
  const findings = { figures: [{ what: 'a', program: 'Sluice', unit: 's', values: [1] }] };
  expect(findingsOf('bulk', `a table\n${JSON.stringify(findings)}\n`)).toEqual(findings);
});

test('the rows of unequal connections become figures with their ideal', () => {
  const printed = `table\n${JSON.stringify([{ name: '8 alike', seconds: [2, 1], idealSeconds: 1.04 }])}`;
  expect(findingsOf('unequal', printed)).toEqual({
    figures: [{ what: '8 alike: time (ideal 1.0 s)', program: 'Sluice', unit: 's', values: [2, 1] }],
  });
});

test('the rows of the limiter become deviations in percent, with their bar', () => {
  const printed = JSON.stringify([{ limit: 10_000, connections: 1, worst: -0.02, mean: 0 }]);
  expect(findingsOf('limiter', printed)).toEqual({
    figures: [
      {
        what: 'limit of 10,000 bytes/s over 1 connection: off by',
        program: 'Sluice',
        unit: '%',
        values: [2],
        bar: { kind: 'at-most', value: 3, of: 'worst' },
      },
    ],
  });
});

test.each(['', 'a table without JSON', '{"rows":[]}', '[]'])('%j is no result', (printed) => {
  expect(() => findingsOf('bulk', printed)).toThrow();
  expect(() => findingsOf('limiter', printed)).toThrow();
});
