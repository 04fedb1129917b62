/** Measured bytes per second, on a clock that stands still until it is moved (spec F2). */
import { describe, expect, test } from 'vitest';
import { FakeClock } from '@sluice/testkit';
import { ThroughputMeter } from './throughput-meter.ts';

const KiB = 1024;

/** Chunks at an even pace; after each the clock stands where it came. */
function flow(clock: FakeClock, meter: ThroughputMeter, bytesPerSecond: number, chunkBytes: number, durationMs: number): void {
  const stepMs = (chunkBytes * 1000) / bytesPerSecond;
  for (let passedMs = 0; passedMs < durationMs; passedMs += stepMs) {
    clock.advance(stepMs);
    meter.count(chunkBytes);
  }
}

describe.each([10_000, 250_000, 5_000_000, 500_000_000])('an even flow of %d bytes per second', (bytesPerSecond) => {
  const chunks = [KiB, 64 * KiB, 1024 * KiB].filter((chunkBytes) => {
    const perSecond = bytesPerSecond / chunkBytes;
    return perSecond > 5 && perSecond < 20_000;
  });

  test.each(chunks)('in chunks of %d bytes is measured within 3 percent', (chunkBytes) => {
    const clock = new FakeClock();
    const meter = new ThroughputMeter(clock);
    for (let second = 0; second < 15; second += 1) {
      flow(clock, meter, bytesPerSecond, chunkBytes, 1700);
      expect(Math.abs(meter.bytesPerSecond() - bytesPerSecond)).toBeLessThanOrEqual(0.03 * bytesPerSecond + chunkBytes / 1.7);
    }
    expect(Math.abs(meter.bytesPerSecond() - bytesPerSecond)).toBeLessThanOrEqual(0.03 * bytesPerSecond);
  });
});

test('a flow that ends is forgotten ten seconds later, and not before', () => {
  const clock = new FakeClock();
  const meter = new ThroughputMeter(clock);
  flow(clock, meter, 1_000_000, KiB, 10_000);
  clock.advance(5_000);
  expect(meter.bytesPerSecond()).toBeGreaterThan(450_000);
  expect(meter.bytesPerSecond()).toBeLessThan(560_000);
  clock.advance(5_500);
  expect(meter.bytesPerSecond()).toBe(0);
});

test('a flow that changes is measured as it is within ten seconds', () => {
  const clock = new FakeClock();
  const meter = new ThroughputMeter(clock);
  flow(clock, meter, 10_000_000, KiB, 20_000);
  flow(clock, meter, 100_000, KiB, 10_500);
  expect(Math.abs(meter.bytesPerSecond() - 100_000)).toBeLessThanOrEqual(3000);
});

test('the first half second promises nothing that it has not seen', () => {
  const clock = new FakeClock();
  const meter = new ThroughputMeter(clock);
  expect(meter.bytesPerSecond()).toBe(0);
  meter.count(1000);
  expect(meter.bytesPerSecond()).toBe(2000);
});

test('hours without a byte are no trouble', () => {
  const clock = new FakeClock();
  const meter = new ThroughputMeter(clock);
  meter.count(1_000_000);
  clock.advance(7 * 3_600_000);
  expect(meter.bytesPerSecond()).toBe(0);
  flow(clock, meter, 50_000, KiB, 11_000);
  expect(Math.abs(meter.bytesPerSecond() - 50_000)).toBeLessThanOrEqual(1500);
});

test('a clock on the wall that jumps changes nothing', () => {
  const clock = new FakeClock();
  const meter = new ThroughputMeter(clock);
  flow(clock, meter, 50_000, KiB, 11_000);
  const before = meter.bytesPerSecond();
  clock.jumpTo(0);
  expect(meter.bytesPerSecond()).toBe(before);
});
