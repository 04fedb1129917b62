/** Whether and when a failed attempt is made again (spec B6, D1). */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Failure } from '@sluice/model';
import { EVERY_FAILURE } from '@sluice/testkit';
import { decideRetry, isLinkRefused, isRetryable } from './retry-policy.ts';

fc.configureGlobal({ seed: 1, ...fc.readConfigureGlobal() });

/** Attempts without progress at the most. */
const MAX_ATTEMPTS = 8;

const RESET: Failure = { kind: 'reset', host: 'h' };
const REFUSED: Failure = { kind: 'connect', host: 'h', port: 80, cause: 'refused' };

function status(code: number, retryAfterMs: number | null = null): Failure {
  return { kind: 'http-status', status: code, retryAfterMs };
}

const jitter = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

describe('the wait before the next attempt', () => {
  test('lies anywhere between nothing and a ceiling that doubles from 200 ms up to 30 s (full jitter)', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: MAX_ATTEMPTS - 1 }), jitter, (attempts, random) => {
        const decision = decideRetry({ failure: RESET, attempts, answered: true, random });
        const ceiling = Math.min(30_000, 200 * 2 ** (attempts - 1));
        if (decision.kind !== 'retry') throw new Error(decision.kind);
        expect(decision.delayMs).toBeGreaterThanOrEqual(0);
        expect(decision.delayMs).toBeLessThanOrEqual(ceiling);
        expect(Math.abs(decision.delayMs - ceiling * random)).toBeLessThanOrEqual(0.5);
      }),
    );
  });

  test.each([1, 1000, 10_000])('is what the server asked for, to the millisecond, up to ten seconds: %d', (retryAfterMs) => {
    for (const code of [429, 503]) {
      expect(decideRetry({ failure: status(code, retryAfterMs), attempts: 1, answered: true, random: 0.5 })).toEqual({
        kind: 'retry',
        delayMs: retryAfterMs,
      });
    }
  });

  test.each([10_001, 600_000])('is spent outside the queue when the server asks for more: %d', (retryAfterMs) => {
    expect(decideRetry({ failure: status(503, retryAfterMs), attempts: 1, answered: true, random: 0 })).toEqual({
      kind: 'wait',
      delayMs: retryAfterMs,
    });
  });

  test('is not made for an answer that no waiting changes, whatever Retry-After it carries', () => {
    expect(decideRetry({ failure: status(404, 1000), attempts: 1, answered: true, random: 0 })).toEqual({ kind: 'give-up' });
  });
});

describe('the budget', () => {
  const attemptsMade = (failure: Failure, answered: boolean): number => {
    let attempts = 1;
    while (attempts < 100 && decideRetry({ failure, attempts, answered, random: 0 }).kind !== 'give-up') attempts += 1;
    return attempts;
  };

  test('is eight attempts without progress', () => {
    expect([RESET, REFUSED, status(503)].map((failure) => attemptsMade(failure, true))).toEqual([8, 8, 8]);
  });

  test('is three for an address that never answered, which is more likely mistyped', () => {
    expect([REFUSED, { kind: 'dns', host: 'h' } as const].map((failure) => attemptsMade(failure, false))).toEqual([3, 3]);
    expect(attemptsMade(RESET, false)).toBe(8);
  });
});

describe('of all statuses', () => {
  test('only those that pass by themselves are asked again', () => {
    const retried = Array.from({ length: 500 }, (_, index) => index + 100).filter((code) => isRetryable(status(code)));
    expect(retried).toEqual([408, 425, 429, 500, 502, 503, 504]);
  });

  test('only those that mean that the link is dead ask for a new one', () => {
    const dead = Array.from({ length: 500 }, (_, index) => index + 100).filter((code) => isLinkRefused(status(code)));
    expect(dead).toEqual([401, 403, 404, 410]);
  });
});

describe('every kind of failure', () => {
  const RETRYABLE = new Set<Failure['kind']>(['dns', 'connect', 'reset', 'timeout', 'truncated', 'ranges-lost']);
  /** Depends on the status or on what was wrong. */
  const DEPENDS = new Set<Failure['kind']>(['http-status', 'protocol', 'proxy']);

  test.each(EVERY_FAILURE.map((failure) => [failure.kind, failure] as const))(
    '%s is decided, and the same way each time',
    (kind, failure) => {
      const decision = decideRetry({ failure, attempts: 1, answered: true, random: 0.999 });
      expect(decision.kind === 'give-up').toBe(!isRetryable(failure));
      if (!DEPENDS.has(kind)) expect(isRetryable(failure)).toBe(RETRYABLE.has(kind));
      expect(decideRetry({ failure, attempts: MAX_ATTEMPTS, answered: true, random: 0 })).toEqual({ kind: 'give-up' });
    },
  );

  test('a proxy that is away may come back; one that refuses this user will not', () => {
    const causes = EVERY_FAILURE.flatMap((failure) => (failure.kind === 'proxy' ? [[failure.cause, isRetryable(failure)] as const] : []));
    for (const [cause, retried] of causes) expect(retried).toBe(cause !== 'auth' && cause !== 'denied');
  });

  test('a response that made no sense may make some the next time; one that contradicts the request will not', () => {
    expect(isRetryable({ kind: 'protocol', fault: 'malformed' })).toBe(true);
    expect(isRetryable({ kind: 'protocol', fault: 'content-range-total' })).toBe(false);
    expect(isRetryable({ kind: 'protocol', fault: 'head-too-large' })).toBe(false);
  });
});
