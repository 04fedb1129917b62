import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MAX_RETRY_AFTER_MS, retryAfterMs } from './retry-after.ts';

const NOW = Date.UTC(2025, 5, 1, 12);

test.each([
  ['0', 0],
  ['2', 2000],
  [' 120 ', 120_000],
  ['600', MAX_RETRY_AFTER_MS],
  ['601', MAX_RETRY_AFTER_MS],
  ['9'.repeat(40), MAX_RETRY_AFTER_MS],
  ['Sun, 01 Jun 2025 12:00:30 GMT', 30_000],
  ['Sun, 01 Jun 2025 11:00:00 GMT', 0],
  ['Mon, 01 Jun 2026 12:00:00 GMT', MAX_RETRY_AFTER_MS],
])('B6: %j is a wait of %d ms', (value, waitMs) => {
  expect(retryAfterMs(value, NOW)).toBe(waitMs);
});

test.each([null, '', 'soon', '-1', '1.5', '1e3', '0x10', '+5', '1 2', 'Sun, 01 Jun 2025', '9'.repeat(41)])(
  '%j is no wait at all',
  (value) => {
    expect(retryAfterMs(value, NOW)).toBeNull();
  },
);

test('whatever a server says, the wait is between nothing and ten minutes', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.nat().map(String),
        fc.date({ noInvalidDate: true }).map((date) => date.toUTCString()),
      ),
      (value) => {
        const waitMs = retryAfterMs(value, NOW) ?? 0;
        expect(waitMs).toBeGreaterThanOrEqual(0);
        expect(waitMs).toBeLessThanOrEqual(MAX_RETRY_AFTER_MS);
      },
    ),
  );
});
