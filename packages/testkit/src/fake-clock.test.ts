import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { FakeClock } from './index.ts';

test('timers fire by time and then in the order of setting, each at its own time', () => {
  const clock = new FakeClock(1000);
  const fired: string[] = [];
  const note = (name: string) => () => fired.push(`${name}@${clock.nowMs()}`);
  clock.after(20, note('late'));
  clock.after(10, note('first'));
  clock.after(10, note('second'));
  clock.after(31, note('never'));
  clock.advance(30);
  expect(fired).toEqual(['first@1010', 'second@1010', 'late@1020']);
  expect([clock.nowMs(), clock.monotonicMs(), clock.pendingTimers, clock.nextDueInMs]).toEqual([1030, 30, 1, 1]);
});

test('a timer set by a timer fires within the same advance when it falls due', () => {
  const clock = new FakeClock();
  const times: number[] = [];
  const again = (): void => {
    times.push(clock.monotonicMs());
    clock.after(10, again);
  };
  clock.after(10, again);
  clock.advance(35);
  expect(times).toEqual([10, 20, 30]);
  expect(() => clock.runAll()).toThrow('endless');
});

test('a cancelled timer does not fire, and runAll leaves none', () => {
  const clock = new FakeClock();
  const fired: string[] = [];
  const cancel = clock.after(5, () => fired.push('cancelled'));
  clock.after(50_000, () => fired.push('kept'));
  cancel();
  clock.runAll();
  expect([fired, clock.pendingTimers, clock.monotonicMs()]).toEqual([['kept'], 0, 50_000]);
});

test('the wall clock can jump without moving timers', () => {
  const clock = new FakeClock(1000);
  clock.advance(10);
  clock.jumpTo(5);
  expect([clock.nowMs(), clock.monotonicMs()]).toEqual([5, 10]);
});

test('advanceAsync lets awaiting code go on between timers', async () => {
  const clock = new FakeClock();
  const times: number[] = [];
  const loop = async (): Promise<void> => {
    for (let turn = 0; turn < 3; turn++) {
      await new Promise<void>((resolve) => clock.after(10, resolve));
      times.push(clock.monotonicMs());
    }
  };
  const done = loop();
  await clock.advanceAsync(30);
  await setImmediate();
  await done;
  expect(times).toEqual([10, 20, 30]);
});
