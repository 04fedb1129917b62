/** Whether connections at a further source make the whole faster (0034). */
import { FakeClock } from '@sluice/testkit';
import { expect, test } from 'vitest';
import { Ramp } from './ramp.ts';

/** What `others` bring beside the connections that are tried, at `each` of these; runs so many looks of a quarter of a second. */
function run(each: number, others: number, looks: number): { readonly ramp: Ramp; readonly wanted: readonly number[] } {
  const clock = new FakeClock();
  const ramp = new Ramp(clock, 0, 8);
  const wanted: number[] = [];
  let takenBytes = 0;
  for (let look = 0; look < looks; look += 1) {
    const connections = ramp.wanted;
    ramp.look({ connections, together: connections + 2, takenBytes, most: 8 });
    if (wanted.at(-1) !== ramp.wanted) wanted.push(ramp.wanted);
    clock.advance(250);
    takenBytes += (others + each * connections) / 4;
  }
  return { ramp, wanted };
}

test('they are raised from none on, while each step brings more', () => {
  const { ramp, wanted } = run(1_000_000, 2_000_000, 40);
  expect(wanted).toEqual([0, 1, 2, 4, 8]);
  expect([ramp.settled, ramp.plateau]).toEqual([true, false]);
});

test('where one brings nothing, none stays, and it is tried again after a while', () => {
  const { ramp, wanted } = run(0, 2_000_000, 40);
  expect(wanted).toEqual([0, 1, 0]);
  expect([ramp.settled, ramp.plateau]).toEqual([true, true]);
  expect(run(0, 2_000_000, 4 * 50).wanted).toEqual([0, 1, 0, 1, 0]);
});
