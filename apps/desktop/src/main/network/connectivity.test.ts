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

const NETWORK = { online: true, address: true, outside: true, addresses: ['10.0.0.2'], ways: ['eth0/1'] };

function setUp() {
  const state = { ...NETWORK };
  const clock = new OneTimer();
  const view = {
    isOnline: () => state.online,
    hasOutsideAddress: () => state.address,
    hasOutsideInterface: () => state.outside,
    addresses: () => state.addresses,
    ways: () => state.ways,
  };
  return { state, clock, connectivity: systemConnectivity(view, clock) };
}

test('it is offline only when the system says so, no address is left, and there could be one', () => {
  const { state, connectivity } = setUp();
  const answers = [
    { ...NETWORK },
    { ...NETWORK, online: false },
    { ...NETWORK, online: false, address: false, outside: true },
    { ...NETWORK, online: false, address: false, outside: false },
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

test.each([
  ['another address', { addresses: ['10.0.0.3'] }, 1],
  ['a further address', { addresses: ['10.0.0.2', '2001:db8::7'] }, 0],
  ['a VPN', { addresses: ['10.0.0.2', '10.8.0.2'], ways: ['tun0/0', 'eth0/1'] }, 1],
  ['the same ways in another order', { ways: ['eth0/1'] }, 0],
] as const)('%s: moved %#', (_sentence, change, moves) => {
  const { state, clock, connectivity } = setUp();
  let heard = 0;
  connectivity.onMove(() => (heard += 1));
  clock.fire();
  Object.assign(state, change);
  clock.fire();
  clock.fire();
  expect(heard).toBe(moves);
});

test('a network that comes back with another address has come back and has moved', () => {
  const { state, clock, connectivity } = setUp();
  const heard: unknown[] = [];
  connectivity.onMove(() => heard.push('moved'));
  connectivity.onChange((online) => heard.push(online));
  Object.assign(state, { online: false, address: false, addresses: [], ways: [] });
  clock.fire();
  Object.assign(state, { online: true, address: true, addresses: ['10.0.0.9'], ways: ['eth0/1'] });
  clock.fire();
  expect(heard).toEqual([false, 'moved', true]);
});
