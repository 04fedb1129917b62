import type { WhenDone } from '@sluice/ipc';
import { FakeClock } from '@sluice/testkit';
import { expect, test } from 'vitest';
import { WhenDoneWatch } from './when-done.ts';

function setUp() {
  const clock = new FakeClock();
  const state: { wanted: WhenDone } = { wanted: 'shut-down' };
  const log: string[] = [];
  const watch = new WhenDoneWatch({
    clock,
    wanted: () => state.wanted,
    announce: (act) => {
      log.push(`soon ${act}`);
      return () => log.push('withdrawn');
    },
    act: (act) => log.push(act),
  });
  return { clock, state, log, watch };
}

test('the end of the work is counted down for thirty seconds, and then it happens once', () => {
  const { clock, log, watch } = setUp();
  watch.look(true);
  watch.look(false);
  watch.look(false);
  clock.advance(29_999);
  expect(log).toEqual(['soon shut-down']);
  clock.advance(1);
  watch.look(false);
  clock.advance(60_000);
  expect(log).toEqual(['soon shut-down', 'withdrawn', 'shut-down']);
});

test('a start with nothing to do is no end', () => {
  const { clock, log, watch } = setUp();
  watch.look(false);
  clock.advance(60_000);
  expect(log).toEqual([]);
});

test('new work, another wish and a no each stop it', () => {
  const stops: readonly ((parts: ReturnType<typeof setUp>) => void)[] = [
    ({ watch }) => watch.look(true),
    ({ watch, state }) => {
      state.wanted = 'nothing';
      watch.look(false);
    },
    ({ watch }) => {
      watch.cancel();
      watch.look(false);
    },
  ];
  for (const stop of stops) {
    const parts = setUp();
    parts.watch.look(true);
    parts.watch.look(false);
    parts.clock.advance(29_000);
    stop(parts);
    parts.clock.advance(60_000);
    expect(parts.log).toEqual(['soon shut-down', 'withdrawn']);
  }
});
