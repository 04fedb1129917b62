/** Every behaviour × {fresh, resumed, killed}: the right file, or a clear state with everything durable kept. Never a wrong file, never a needless restart. */
import { basename } from 'node:path';
import { describe, expect, test } from 'vitest';
import { expectSeededFile } from '@sluice/testkit';
import type { Behaviour, Outcome } from './behaviour.ts';
import { BEHAVIOURS } from './behaviours.ts';
import { SIZE, tryBehaviour, type Mode, type Result } from './matrix-rig.ts';

const MiB = 1024 * 1024;
/** What a response that is not wanted may bring before it is closed. */
const DEFAULT_OVER_BYTES = 1.5 * MiB;
/** What arrived before the crash and after the last checkpoint, at the most. */
const LOST_BY_CRASH_BYTES = 3 * MiB;
/** No download of the matrix may take longer: that would be a hang. */
const HANG_MS = 15_000;

function outcomeOf(behaviour: Behaviour, mode: Mode): Outcome | undefined {
  if (mode === 'fresh') return behaviour.fresh;
  return mode === 'killed' ? (behaviour.killed ?? behaviour.resumed) : behaviour.resumed;
}

/** Registers the tests of one mode; each mode has a file of its own, so that they run at the same time. */
export function describeMatrix(mode: Mode): void {
  describe(`${mode}:`, () => {
    for (const behaviour of BEHAVIOURS) {
      const expected = outcomeOf(behaviour, mode);
      if (expected === undefined) continue;
      test(`${behaviour.spec}: ${behaviour.name}`, { timeout: HANG_MS }, async () => {
        await tryBehaviour(behaviour, mode, (result) => check(result, expected, mode));
      });
    }
  });
}

async function check(result: Result, expected: Outcome, mode: Mode): Promise<void> {
  expect(endOf(result), JSON.stringify(result.met.state)).toEqual(comparable(expected));
  if (expected.end === 'right') checkCost(result, expected, mode);
  else if (result.met.partFile !== null) expect(result.durable.met, 'durable bytes are kept').toBeGreaterThanOrEqual(result.durable.before);
  const { state } = result.healed;
  if (state.kind !== 'done') {
    expect(expected, 'still not done once the server behaves').toMatchObject({ end: 'waiting', reason: 'decision' });
    return;
  }
  await expectSeededFile(state.path, result.seed, result.sizeBytes);
  expect(result.files).toEqual([basename(state.path)]);
}

function checkCost(
  { met, fetchedBytes }: Result,
  { restarts = 0, overBytes = DEFAULT_OVER_BYTES }: Extract<Outcome, { end: 'right' }>,
  mode: Mode,
): void {
  expect(met.restarts.count, `restarts, the last for ${JSON.stringify(met.restarts.lastReason)}`).toBe(restarts);
  const most = (1 + restarts) * (SIZE + overBytes) + (mode === 'killed' ? LOST_BY_CRASH_BYTES : 0);
  expect(fetchedBytes, 'bytes fetched').toBeLessThanOrEqual(most);
}

function endOf({ met: { state } }: Result): object {
  if (state.kind === 'done') return { end: 'right' };
  if (state.kind === 'waiting') return { end: 'waiting', reason: state.reason.kind };
  if (state.kind !== 'failed') return { end: state.kind };
  const { failure } = state;
  return { end: 'failed', failure: failure.kind, ...(failure.kind === 'protocol' ? { fault: failure.fault } : {}) };
}

function comparable(expected: Outcome): object {
  switch (expected.end) {
    case 'right':
      return { end: 'right' };
    case 'waiting':
      return expected;
    case 'failed':
      return expected.failure === 'protocol' && expected.fault === undefined ? { ...expected, fault: expect.any(String) } : expected;
  }
}
