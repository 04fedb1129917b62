import { expect, test } from 'vitest';
import { NOTHING_KNOWN, connectionsAllowed, mayUseIfRange } from './host-facts.ts';

const MINUTE = 60_000;
const limited = { ...NOTHING_KNOWN, connections: { most: 3, atMs: 0 } };

test('B9: a server that refused a fourth connection gets three, and after ten minutes one more', () => {
  const at = (minutes: number): number => connectionsAllowed(limited, 8, minutes * MINUTE);
  expect([at(0), at(9.9), at(10), at(1_000)]).toEqual([3, 3, 4, 4]);
  expect([connectionsAllowed(limited, 2, 0), connectionsAllowed(NOTHING_KNOWN, 8, 0), connectionsAllowed(limited, 8, -MINUTE)]).toEqual([
    2, 8, 3,
  ]);
});

test('B1: If-Range is not sent to a server that takes it amiss, for a month', () => {
  const refusing = { ...NOTHING_KNOWN, refusesIfRangeAtMs: 0 };
  expect([mayUseIfRange(NOTHING_KNOWN, 0), mayUseIfRange(refusing, 0), mayUseIfRange(refusing, 31 * 24 * 60 * MINUTE)]).toEqual([
    true,
    false,
    true,
  ]);
});
