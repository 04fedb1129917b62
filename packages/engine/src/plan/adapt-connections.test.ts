/** The number of connections in simulated networks, on a time that only the test moves (0014). */
import { describe, expect, test } from 'vitest';
import { adaptConnections, beginRamp, type RampState } from './adapt-connections.ts';

const MB = 1_000_000;
const STEP_MS = 250;

interface Course {
  readonly wanted: readonly number[];
  readonly state: RampState;
}

/** What becomes of the number when so many connections bring so much, for a while. */
function simulate(
  brings: (connections: number, atMs: number) => number,
  options: { most?: number; first?: number; forMs?: number } = {},
): Course {
  const { most = 8, first = 2, forMs = 10_000 } = options;
  let state = beginRamp(first, most, 0);
  let sinceMs = 0;
  const wanted = [state.wanted];
  for (let nowMs = STEP_MS; nowMs <= forMs; nowMs += STEP_MS) {
    const look = { connections: state.wanted, bytesPerSecond: brings(state.wanted, nowMs), spanMs: nowMs - sinceMs, most, nowMs };
    const next = adaptConnections(state, look);
    if (next !== state) sinceMs = nowMs;
    if (next.wanted !== state.wanted) wanted.push(next.wanted);
    state = next;
  }
  return { wanted, state };
}

describe('an automatic number of connections', () => {
  test('doubles to the most where each connection gets the same, within half a second', () => {
    const { wanted, state } = simulate((connections) => connections * 4 * MB);
    expect([wanted, state.settled, state.plateau]).toEqual([[2, 4, 8], true, false]);
    expect(simulate((connections) => connections * 4 * MB, { forMs: 500 }).wanted).toEqual([2, 4, 8]);
  });

  test('steps back where two fill the link, and says so', () => {
    const { wanted, state } = simulate(() => 10 * MB);
    expect([wanted, state.settled, state.plateau]).toEqual([[2, 4, 2], true, true]);
  });

  test('is not fooled by a lump of bytes in the first quarter of a second', () => {
    const { wanted, state } = simulate((connections, atMs) => (atMs === STEP_MS ? 24 : connections * 4) * MB);
    expect([wanted, state.settled, state.plateau]).toEqual([[2, 4, 2, 4, 8], true, false]);
  });

  test('believes that more bring nothing once fewer have shown it at length, and not twice', () => {
    const { wanted, state } = simulate((connections, atMs) => (atMs <= 3_250 ? connections * 4 : 8) * MB * (atMs === STEP_MS ? 3 : 1));
    expect([wanted, state.settled, state.plateau]).toEqual([[2, 4, 2, 4, 2], true, true]);
  });

  test('stays at four where four fill the link', () => {
    expect(simulate((connections) => Math.min(connections * 3, 12) * MB).wanted).toEqual([2, 4, 8, 4]);
  });

  test('is not changed while nothing arrives', () => {
    expect(simulate(() => 0, { forMs: 60_000 }).wanted).toEqual([2]);
  });

  test('tries again after half a minute, then after twice as long', () => {
    const { wanted } = simulate(() => 10 * MB, { forMs: 100_000 });
    expect(wanted).toEqual([2, 4, 2, 4, 2, 4, 2]);
    expect(simulate(() => 10 * MB, { forMs: 85_000 }).wanted).toEqual([2, 4, 2, 4, 2]);
  });

  test('rises when the link has become wider', () => {
    expect(simulate((connections, atMs) => (atMs < 20_000 ? 10 : connections * 5) * MB, { forMs: 60_000 }).wanted).toEqual([2, 4, 2, 4, 8]);
  });

  test('begins with what was best last time, and is settled where that is the most', () => {
    const { wanted, state } = simulate((connections) => connections * MB, { first: 8 });
    expect([wanted, state.settled]).toEqual([[8], true]);
  });

  test('falls at once to what the server takes', () => {
    const state = beginRamp(8, 8, 0);
    const next = adaptConnections(state, { connections: 3, bytesPerSecond: MB, spanMs: 250, most: 3, nowMs: 250 });
    expect([next.wanted, next.settled]).toEqual([3, true]);
  });

  test('waits for all connections before it judges their number', () => {
    const state = { ...beginRamp(4, 8, 0), before: { connections: 2, bytesPerSecond: MB, atLength: true } };
    expect(adaptConnections(state, { connections: 3, bytesPerSecond: MB, spanMs: 60_000, most: 8, nowMs: 60_000 })).toBe(state);
  });

  test('is not fooled by a small dip: a tenth more after a second and a half is worth a connection', () => {
    const state = { ...beginRamp(4, 8, 0), before: { connections: 2, bytesPerSecond: 10 * MB, atLength: true } };
    const look = { connections: 4, bytesPerSecond: 11.5 * MB, most: 8, nowMs: 2000 };
    expect(adaptConnections(state, { ...look, spanMs: 1000 })).toBe(state);
    expect(adaptConnections(state, { ...look, spanMs: 1500 }).wanted).toBe(8);
  });
});
