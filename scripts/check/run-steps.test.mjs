import { expect, test } from 'vitest';
import { runSteps } from './run-steps.mjs';

test('every step runs although one fails, never more at once than allowed, and the failed ones are named in order', async () => {
  let running = 0;
  let most = 0;
  /** @type {string[]} */
  const told = [];
  const failed = await runSteps([{ name: 'a' }, { name: 'b' }, { name: 'c' }, { name: 'd' }], {
    atOnce: 2,
    run: async ({ name }) => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setImmediate(resolve));
      running -= 1;
      return { code: name === 'b' || name === 'd' ? 1 : 0, output: `why ${name} failed\n` };
    },
    tell: (line) => told.push(line.replace(/[\d.]+ s$/, 'N s')),
  });
  expect({ failed, most, told: told.toSorted() }).toEqual({
    failed: ['b', 'd'],
    most: 2,
    told: ['FAILED  b, N s', 'FAILED  d, N s', 'ok      a, N s', 'ok      c, N s', 'why b failed', 'why d failed'],
  });
});
