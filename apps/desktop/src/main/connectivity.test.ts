import type { Clock } from '@sluice/engine';
import { expect, test } from 'vitest';
import { systemConnectivity } from './connectivity.ts';

/** One timer at a time is all that is used. */
class OneTimer implements Clock {
  action: (() => void) | null = null;
  nowMs = (): number => 0;
  monotonicMs = (): number => 0;
  after = (_delayMs: number, action: () => void): (() => void) => {
    this.action = action;
    return () => {
      this.action = null;
    };
  };
  fire(): void {
    const { action } = this;
    this.action = null;
    action?.();
  }
}

const NETWORK = { online: true, address: true, outside: true };

function setUp() {
  const state = { ...NETWORK };
  const clock = new OneTimer();
  const view = { isOnline: () => state.online, hasOutsideAddress: () => state.address, hasOutsideInterface: () => state.outside };
  return { state, clock, connectivity: systemConnectivity(view, clock) };
}

test('it is offline only when the system says so, no address is left, and there could be one', () => {
  const { state, connectivity } = setUp();
  const answers = [
    { ...NETWORK },
    { ...NETWORK, online: false },
    { online: false, address: false, outside: true },
    { online: false, address: false, outside: false },
  ].map((now) => (Object.assign(state, now), connectivity.isOnline()));
  expect(answers).toEqual([true, true, false, true]);
});

test('listeners hear each change once', () => {
  const { state, clock, connectivity } = setUp();
  const heard: boolean[] = [];
  connectivity.onChange((online) => heard.push(online));
  clock.fire();
  Object.assign(state, { online: false, address: false });
  clock.fire();
  clock.fire();
  state.online = true;
  clock.fire();
  expect(heard).toEqual([false, true]);
});

test('nobody looks when nobody listens', () => {
  const { clock, connectivity } = setUp();
  expect(clock.action).toBeNull();
  const stop = connectivity.onChange(() => undefined);
  expect(clock.action).not.toBeNull();
  stop();
  expect(clock.action).toBeNull();
});
