import type { Job, JobSnapshot } from '@sluice/model';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Coalescer, FRAME_MS } from './coalesce.ts';
import type { JobsChanged } from './replies.ts';

/** A timer moved by hand, and everything that was pushed with its time. */
class Screen {
  nowMs = 0;
  readonly frames: { readonly atMs: number; readonly frame: JobsChanged }[] = [];
  readonly all = new Map<string, JobSnapshot>();
  #timers: { readonly atMs: number; readonly action: () => void }[] = [];
  readonly coalescer = new Coalescer({
    after: (delayMs, action) => {
      const timer = { atMs: this.nowMs + delayMs, action };
      this.#timers.push(timer);
      return () => {
        this.#timers = this.#timers.filter((other) => other !== timer);
      };
    },
    read: (ids) => ids.flatMap((id) => this.all.get(id) ?? []),
    push: (frame) => this.frames.push({ atMs: this.nowMs, frame }),
  });

  get timers(): number {
    return this.#timers.length;
  }

  advance(byMs: number): void {
    const untilMs = this.nowMs + byMs;
    for (;;) {
      const next = this.#timers.find((timer) => timer.atMs <= untilMs);
      if (next === undefined) break;
      this.#timers = this.#timers.filter((timer) => timer !== next);
      this.nowMs = next.atMs;
      next.action();
    }
    this.nowMs = untilMs;
  }

  change(snapshot: JobSnapshot): void {
    this.all.set(snapshot.job.id, snapshot);
    this.coalescer.changed(snapshot);
  }

  remove(id: string): void {
    this.all.delete(id);
    this.coalescer.removed(id);
  }
}

function snapshot(id: string, durableBytes = 0): JobSnapshot {
  const job: Job = {
    id,
    createdAtMs: 0,
    rank: 0,
    source: { url: 'https://example.org/a', host: 'example.org' },
    target: { directory: '/d', chosenName: null, conflict: 'keep-both', path: null },
    options: { connections: null, partSizeBytes: null, limitBytesPerSecond: null, digest: null, onRemoteChange: 'restart' },
    state: { kind: 'transferring' },
    remote: null,
    partFile: null,
    blockSizeBytes: 0,
    durableBytes,
    startedAtMs: null,
    restarts: { count: 0, lastReason: null },
  };
  return { job, progress: null };
}

function shown(): Screen {
  const screen = new Screen();
  screen.coalescer.show();
  return screen;
}

test('the first change after a quiet time goes out at once', () => {
  const screen = shown();
  screen.change(snapshot('a'));
  expect(screen.frames).toEqual([{ atMs: 0, frame: { snapshots: [snapshot('a')], removed: [] } }]);
});

test('changes within one frame go out together, the newest snapshot of each job', () => {
  const screen = shown();
  screen.change(snapshot('a', 1));
  screen.change(snapshot('a', 2));
  screen.change(snapshot('b', 1));
  screen.change(snapshot('a', 3));
  screen.advance(FRAME_MS);
  expect(screen.frames.slice(1)).toEqual([{ atMs: FRAME_MS, frame: { snapshots: [snapshot('a', 3), snapshot('b', 1)], removed: [] } }]);
});

test('nothing is scheduled once it is quiet', () => {
  const screen = shown();
  screen.change(snapshot('a'));
  screen.advance(FRAME_MS);
  expect(screen.timers).toBe(0);
});

test('a removed job goes out as removed, never also as changed', () => {
  const screen = shown();
  screen.change(snapshot('a'));
  screen.change(snapshot('b'));
  screen.remove('b');
  screen.advance(FRAME_MS);
  expect(screen.frames.at(-1)?.frame).toEqual({ snapshots: [], removed: ['b'] });
});

test('a hidden window gets nothing, and when shown again everything as it is then', () => {
  const screen = shown();
  screen.change(snapshot('a', 1));
  screen.change(snapshot('b', 1));
  screen.advance(FRAME_MS);
  screen.coalescer.hide();
  screen.change(snapshot('a', 2));
  screen.remove('b');
  screen.advance(10 * FRAME_MS);
  expect(screen.frames).toHaveLength(2);
  screen.coalescer.show();
  expect(screen.frames.slice(2).map(({ frame }) => frame)).toEqual([{ snapshots: [snapshot('a', 2)], removed: ['b'] }]);
});

test('a window that missed nothing gets nothing when it is shown: it asked for the list itself', () => {
  const screen = new Screen();
  screen.all.set('a', snapshot('a'));
  screen.coalescer.show();
  expect(screen.frames).toEqual([]);
});

test.each([true, false])('much at once is not sent: the window is told to ask anew (it looked: %s)', (looked) => {
  const screen = shown();
  if (!looked) screen.coalescer.hide();
  for (let index = 0; index < 2_000; index += 1) screen.change(snapshot(`job-${index}`));
  if (!looked) screen.coalescer.show();
  screen.advance(FRAME_MS);
  expect(screen.frames.filter(({ frame }) => frame.reload === true)).toHaveLength(1);
  expect(Math.max(...screen.frames.map(({ frame }) => frame.snapshots.length))).toBeLessThanOrEqual(500);
  screen.change(snapshot('job-1', 5));
  screen.advance(FRAME_MS);
  expect(screen.frames.at(-1)?.frame).toEqual({ snapshots: [snapshot('job-1', 5)], removed: [] });
});

test('after close nothing goes out', () => {
  const screen = shown();
  screen.change(snapshot('a', 1));
  screen.change(snapshot('a', 2));
  screen.coalescer.close();
  screen.advance(FRAME_MS);
  expect([screen.frames.length, screen.timers]).toEqual([1, 0]);
});

const actions = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constant('change'), id: fc.constantFrom('a', 'b', 'c'), bytes: fc.nat(9) }),
    fc.record({ kind: fc.constant('remove'), id: fc.constantFrom('a', 'b', 'c') }),
    fc.record({ kind: fc.constantFrom('show', 'hide') }),
    fc.record({ kind: fc.constant('wait'), ms: fc.integer({ min: 1, max: 2 * FRAME_MS }) }),
  ),
  { maxLength: 60 },
);

test('under any order of events frames are at least 250 ms apart, and the window ends with exactly what is there', () => {
  fc.assert(
    fc.property(actions, (events) => {
      const screen = shown();
      for (const event of events) {
        if ('bytes' in event) screen.change(snapshot(event.id, event.bytes));
        else if ('id' in event) screen.remove(event.id);
        else if ('ms' in event) screen.advance(event.ms);
        else if (event.kind === 'show') screen.coalescer.show();
        else screen.coalescer.hide();
      }
      screen.coalescer.show();
      screen.advance(2 * FRAME_MS);
      const times = screen.frames.map(({ atMs }) => atMs);
      expect(times.every((time, index) => index === 0 || time - (times[index - 1] ?? 0) >= FRAME_MS)).toBe(true);
      expect(seen(screen.frames.map(({ frame }) => frame))).toEqual(new Map([...screen.all].sort()));
    }),
  );
});

/** What a window knows after it applied all frames. */
function seen(frames: readonly JobsChanged[]): Map<string, JobSnapshot> {
  const jobs = new Map<string, JobSnapshot>();
  for (const frame of frames) {
    for (const changed of frame.snapshots) jobs.set(changed.job.id, changed);
    for (const id of frame.removed) jobs.delete(id);
  }
  return new Map([...jobs].sort());
}
