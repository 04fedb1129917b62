/** Waits that end by themselves end; those that need a decision don't; and which state a failure leads to. */
import { describe, expect, test } from 'vitest';
import type { Failure, JobId, WaitReason } from '@sluice/model';
import { EVERY_FAILURE, EVERY_STATE, FakeClock } from '@sluice/testkit';
import type { EnginePorts } from './engine-ports.ts';
import { endsByItself, stateAfterFailure } from './settle.ts';
import { WaitTimers } from './wait-timers.ts';

function timers(): { readonly clock: FakeClock; readonly timers: WaitTimers; readonly over: JobId[] } {
  const clock = new FakeClock();
  const over: JobId[] = [];
  return { clock, over, timers: new WaitTimers({ clock } as unknown as EnginePorts, (id) => over.push(id)) };
}

const REASONS = EVERY_STATE.flatMap((state) => (state.kind === 'waiting' ? [state.reason] : []));
const RESET: Failure = { kind: 'reset', host: 'h' };

describe('a wait', () => {
  test.each(REASONS.map((reason) => [reason.kind, reason] as const))('for %s has a timer exactly when it ends by itself', (_, reason) => {
    const { clock, timers: waits } = timers();
    waits.note('a', reason);
    expect(clock.pendingTimers).toBe(endsByItself(reason) ? 1 : 0);
  });

  test('until a time ends then, once; noted again it is not doubled', () => {
    const { clock, timers: waits, over } = timers();
    const reason: WaitReason = { kind: 'retry-at', atMs: clock.nowMs() + 60_000, failure: RESET };
    waits.note('a', reason);
    waits.note('a', reason);
    clock.advance(59_999);
    expect(over).toEqual([]);
    clock.advance(100_000);
    expect(over).toEqual(['a']);
  });

  test('until a time that has passed ends at once', () => {
    const { clock, timers: waits, over } = timers();
    waits.note('a', { kind: 'retry-at', atMs: 0, failure: RESET });
    clock.advance(0);
    expect(over).toEqual(['a']);
  });

  test('for an archive ends when it is time to look again, and is never longer than a quarter of an hour', () => {
    const { clock, timers: waits, over } = timers();
    const reason = { kind: 'restore', storageClass: null, requested: false, expectedEndAtMs: null } as const;
    waits.note('soon', { ...reason, pollAtMs: clock.nowMs() + 60_000 });
    waits.note('late', { ...reason, pollAtMs: clock.nowMs() + 10 * 3_600_000 });
    clock.advance(60_000);
    expect(over).toEqual(['soon']);
    clock.advance(14 * 60_000);
    expect(over).toEqual(['soon', 'late']);
  });

  test('for the network ends when it is back, and only that one', () => {
    const { clock, timers: waits, over } = timers();
    waits.note('net', { kind: 'network' });
    waits.note('room', { kind: 'disk-space', path: '/', neededBytes: 1, availableBytes: 0 });
    waits.networkIsBack();
    waits.networkIsBack();
    expect([over, clock.pendingTimers]).toEqual([['net'], 1]);
  });

  test('that is forgotten, or whose queue is closed, never ends', () => {
    const { clock, timers: waits, over } = timers();
    waits.note('a', { kind: 'network' });
    waits.note('b', { kind: 'network' });
    waits.forget('a');
    waits.forget('a');
    waits.close();
    waits.networkIsBack();
    clock.advance(1_000_000);
    expect([over, clock.pendingTimers]).toEqual([[], 0]);
  });
});

describe('after a failure', () => {
  const settle = (failure: Failure, probed: boolean, online = true): ReturnType<typeof stateAfterFailure> =>
    stateAfterFailure({ failure, nowMs: 9, probed, online });

  test.each(EVERY_FAILURE.map((failure) => [failure.kind, failure] as const))(
    '%s comes to rest with its facts, or waits for what it names',
    (_, failure) => {
      for (const probed of [true, false]) {
        const state = settle(failure, probed);
        if (state.kind === 'failed') expect(state).toEqual({ kind: 'failed', failure, atMs: 9 });
        else expect(['disk-space', 'new-link', 'restore']).toContain(state.reason.kind);
      }
    },
  );

  test.each([401, 403, 404, 410])('D1: %d means a dead link only once the probe had worked', (status) => {
    const failure: Failure = { kind: 'http-status', status, retryAfterMs: null };
    expect(settle(failure, true)).toEqual({ kind: 'waiting', reason: { kind: 'new-link', status } });
    expect(settle(failure, false).kind).toBe('failed');
  });

  test('without a network what is about the way waits for it, and what is not fails', () => {
    expect(settle(RESET, true, false)).toEqual({ kind: 'waiting', reason: { kind: 'network' } });
    expect(settle({ kind: 'tls', host: 'h', code: 'CERT_HAS_EXPIRED' }, true, false).kind).toBe('failed');
    expect(settle({ kind: 'http-status', status: 503, retryAfterMs: null }, true, false).kind).toBe('failed');
  });
});
