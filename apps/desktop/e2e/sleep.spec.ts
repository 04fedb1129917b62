/** Sleep, as logind tells it on the system's bus (spec F4): nothing fails, nothing is fetched twice, and it goes on by itself. */
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { systemClock } from '@sluice/engine';
import { openDatabase, plainBox } from '@sluice/store';
import { bytesAsked, expectSeededFile } from '@sluice/testkit';
import { startSystemBus, type PrivateBus } from './support/bus.ts';
import { expect, test, type Sluice } from './support/launch.ts';
import { HELD_BYTES, MIDWAY_BYTES, startMidway } from './support/lasting-origin.ts';

const HOUR_MS = 3_600_000;

test('the lid is closed for an hour in the middle of three downloads, and they go on by themselves', async ({ sluice, origin }) => {
  const system = await startSystemBus();
  try {
    await system.mock('logind');
    sluice.setEnvironment({ DBUS_SYSTEM_BUS_ADDRESS: system.address });
    const page = await sluice.start();
    const program = sluice.electron.process();
    const jobs = await startMidway(page, origin);
    await expect.poll(() => inhibitorCount(system)).toBeGreaterThan(0);
    await jumpAtSleep(sluice, HOUR_MS);

    // From here on the window can't be asked: Chromium closes all its connections before a sleep, the tests' own too.
    const closed = origin.untilConnections(0);
    const fellAsleepAtMs = performance.now();
    await prepareForSleep(system, true);
    await closed;
    expect(performance.now() - fellAsleepAtMs).toBeLessThan(1500);
    const requestsBefore = origin.requests.length;
    for (const { release } of jobs) release();
    // Asleep means asleep.
    await delay(1500);
    expect(origin.requests).toHaveLength(requestsBefore);

    const wokeAtMs = performance.now();
    await prepareForSleep(system, false);
    await expect.poll(() => origin.requests.length, { intervals: [20] }).toBeGreaterThan(requestsBefore);
    expect(performance.now() - wokeAtMs).toBeLessThan(5000);
    for (const { name, seed } of jobs) {
      const path = join(sluice.downloads, name);
      await expect.poll(() => existsSync(path), { timeout: 30_000 }).toBe(true);
      await expectSeededFile(path, seed, MIDWAY_BYTES);
    }
    // What had arrived was kept: none of it was asked for again.
    for (const { path } of jobs) {
      const asked = origin.requests.slice(requestsBefore).filter((request) => request.path === path);
      expect(bytesAsked(asked)).toBe(MIDWAY_BYTES - HELD_BYTES);
    }
    // Nor is much of the rest sent twice: what a server has under way when a part is shared is, and here was up to an eighth.
    const sentBytes = jobs.reduce((sum, { path }) => sum + origin.bytesSent(path), 0);
    expect(sentBytes).toBeLessThan(MIDWAY_BYTES * 3 * 1.25);

    const ended = program.exitCode === null ? once(program, 'exit') : Promise.resolve();
    program.kill('SIGTERM');
    await ended;
    expect(storedStates(sluice)).toEqual(['done', 'done', 'done']);
  } finally {
    await sluice.end();
    await system.stop();
  }
});

/** As the program left them. */
function storedStates({ state }: Sluice): readonly string[] {
  const opened = openDatabase(state, { clock: systemClock, secretBox: plainBox });
  if (opened.kind !== 'open') throw new Error(opened.kind);
  try {
    return opened.store.find({}).map((job) => job.state.kind);
  } finally {
    opened.store.close();
  }
}

/** As logind does before and after it sleeps. */
async function prepareForSleep({ bus }: PrivateBus, asleep: boolean): Promise<void> {
  const outcome = await bus.call({
    destination: 'org.freedesktop.login1',
    path: '/org/freedesktop/login1',
    interface: 'org.freedesktop.DBus.Mock',
    member: 'EmitSignal',
    signature: 'sssav',
    body: ['org.freedesktop.login1.Manager', 'PrepareForSleep', 'b', [['b', asleep]]],
  });
  if (outcome.kind === 'error') throw new Error(outcome.text);
}

/** Who asked logind to be heard before it sleeps. */
async function inhibitorCount({ bus }: PrivateBus): Promise<number> {
  const manager = { destination: 'org.freedesktop.login1', path: '/org/freedesktop/login1', interface: 'org.freedesktop.login1.Manager' };
  const outcome = await bus.call({ ...manager, member: 'ListInhibitors' });
  return outcome.kind === 'reply' && Array.isArray(outcome.body[0]) ? outcome.body[0].length : 0;
}

/** The program's wall clock jumps while it sleeps. */
async function jumpAtSleep(sluice: Sluice, byMs: number): Promise<void> {
  await sluice.electron.evaluate(({ powerMonitor }, ms) => {
    const now = Date.now.bind(Date);
    powerMonitor.once('suspend', () => {
      Date.now = () => now() + ms;
    });
  }, byMs);
}
