/** Kept awake while it works, what happens when all is done, the timetable, metered connections, and the launcher's progress. */
import { join } from 'node:path';
import { expectSeededFile } from '@sluice/testkit';
import { inVariant, joinSessionBus, startSystemBus, type BusCall, type PrivateBus } from './support/bus.ts';
import { expect, test, type Sluice } from './support/launch.ts';
import { MIDWAY_BYTES, startMidway } from './support/lasting-origin.ts';
import { NotificationService } from './support/notification-service.ts';
import { statesOf } from './support/states.ts';
import { rowButton } from './support/window.ts';

test('the computer is kept awake while something downloads, and only then', async ({ sluice, origin }) => {
  const bus = await joinSessionBus();
  const held = new Set<number>();
  bus.answerWith(({ member, body }) => {
    if (member === 'Inhibit') {
      held.add(held.size + 1);
      return { signature: 'u', body: [held.size] };
    }
    if (member === 'UnInhibit') held.delete(Number(body?.[0]));
    return member === 'UnInhibit' ? { signature: '', body: [] } : null;
  });
  try {
    await bus.own('org.freedesktop.PowerManagement');
    const page = await sluice.start();
    expect(held.size).toBe(0);
    const jobs = await startMidway(page, origin);
    await expect.poll(() => held.size).toBe(1);
    await page.evaluate(() => window.sluice.invoke('settings:set', { keepAwake: false }));
    await expect.poll(() => held.size).toBe(0);
    await page.evaluate(() => window.sluice.invoke('settings:set', { keepAwake: true }));
    await expect.poll(() => held.size).toBe(1);
    for (const { release } of jobs) release();
    await expect.poll(() => held.size).toBe(0);
    await expect.poll(() => statesOf(page)).toEqual({ done: 3 });
  } finally {
    bus.close();
  }
});

test('the launcher shows progress and a count, and nothing once all is done', async ({ sluice, origin }) => {
  const bus = await joinSessionBus();
  try {
    await bus.own('com.canonical.Unity');
    let last: Record<string, unknown> = {};
    await bus.onSignal({ interface: 'com.canonical.Unity.LauncherEntry', member: 'Update' }, ([uri, properties]) => {
      const pairs = (properties as readonly (readonly [string, unknown])[]).map(([name, value]) => [name, inVariant(value)]);
      last = { uri, ...Object.fromEntries(pairs) };
    });
    const page = await sluice.start();
    const jobs = await startMidway(page, origin);
    const begun = {
      uri: 'application://sluice-desktop.desktop',
      count: 3,
      'count-visible': true,
      'progress-visible': true,
      // What a server has sent may still be thrown away with a connection that turned out to be one too many.
      progress: expect.closeTo(1 / 6, 1) as unknown,
    };
    await expect.poll(() => last).toMatchObject(begun);
    for (const { release } of jobs) release();
    await expect.poll(() => last).toMatchObject({ 'count-visible': false, 'progress-visible': false });
  } finally {
    bus.close();
  }
});

test('when all is done the computer is shut down, after a countdown that can be stopped', async ({ sluice, origin }) => {
  const [system, service] = [await startSystemBus(), await NotificationService.start()];
  try {
    await system.mock('logind');
    sluice.setEnvironment({ DBUS_SYSTEM_BUS_ADDRESS: system.address });
    const ordered = await watchLogind(system);
    const page = await sluice.start();
    await page.evaluate(() =>
      window.sluice.invoke('settings:set', { whenDone: 'shut-down', notifications: { done: false, attention: false } }),
    );
    await hurry(sluice);
    const jobs = await startMidway(page, origin);
    for (const { release } of jobs.slice(1)) release();
    await expect.poll(() => statesOf(page)).toMatchObject({ done: 2 });
    expect(service.notes).toEqual([]);
    jobs[0]!.release();
    await expect
      .poll(() => service.notes.map(({ body, urgency }) => [body, urgency]))
      .toEqual([['The computer shuts down in 30 seconds.', 2]]);
    service.click(service.notes[0]!, 'Cancel');
    await expect.poll(() => service.closed).toEqual([1]);
    await page.waitForTimeout(1500);
    expect(ordered).toEqual([]);

    const url = origin.serve('/more.bin', { seed: 9, sizeBytes: 1000 });
    await page.evaluate((link) => window.sluice.invoke('jobs:add', { ...JSON.parse(link) }), addInput(url, sluice));
    await expect.poll(() => ordered, { timeout: 20_000 }).toEqual(['PowerOff']);
    expect(await page.evaluate(() => window.sluice.invoke('settings:get', {}))).toMatchObject({ value: { whenDone: 'nothing' } });
  } finally {
    await sluice.end();
    service.stop();
    await system.stop();
  }
});

test('outside of the timetable nothing runs, and inside it everything goes on by itself', async ({ sluice, origin }) => {
  const page = await sluice.start();
  const jobs = await startMidway(page, origin);
  const closed = origin.untilConnections(0);
  const tomorrow = (new Date().getDay() + 2) % 7;
  const schedule = { days: [tomorrow], fromMinutes: 600, toMinutes: 660 };
  await page.evaluate((value) => window.sluice.invoke('settings:set', { schedule: value }), schedule);
  await closed;
  await expect.poll(() => statesOf(page)).toEqual({ queued: 3 });
  for (const { release } of jobs) release();
  await page.evaluate(() => window.sluice.invoke('settings:set', { schedule: null }));
  for (const { name, seed } of jobs) {
    await expect(rowButton(page, name, 'Open')).toBeVisible();
    await expectSeededFile(join(sluice.downloads, name), seed, MIDWAY_BYTES);
  }
});

test('downloads rest on a metered connection when the user wants that, as NetworkManager tells', async ({ sluice, origin }) => {
  const system = await startSystemBus();
  try {
    let metered = 2;
    system.bus.answerWith(({ interface: name, member, body }: BusCall) =>
      name === 'org.freedesktop.DBus.Properties' && member === 'Get' && body?.[1] === 'Metered'
        ? { signature: 'v', body: [['u', metered]] }
        : null,
    );
    await system.bus.own('org.freedesktop.NetworkManager');
    const tell = (value: number): void => {
      metered = value;
      system.bus.emit({
        path: '/org/freedesktop/NetworkManager',
        interface: 'org.freedesktop.DBus.Properties',
        member: 'PropertiesChanged',
        signature: 'sa{sv}as',
        body: ['org.freedesktop.NetworkManager', [['Metered', ['u', value]]], []],
      });
    };
    sluice.setEnvironment({ DBUS_SYSTEM_BUS_ADDRESS: system.address });
    const page = await sluice.start();
    await page.evaluate(() => window.sluice.invoke('settings:set', { pauseOnMetered: true }));
    const jobs = await startMidway(page, origin);
    const closed = origin.untilConnections(0);
    tell(1);
    await closed;
    await expect.poll(() => statesOf(page)).toEqual({ queued: 3 });
    for (const { release } of jobs) release();
    tell(4);
    await expect.poll(() => statesOf(page)).toEqual({ done: 3 });
  } finally {
    await sluice.end();
    await system.stop();
  }
});

/** The names of what logind is ordered to do. */
async function watchLogind({ bus }: PrivateBus): Promise<readonly string[]> {
  const ordered: string[] = [];
  await bus.onSignal({ interface: 'org.freedesktop.DBus.Mock', member: 'MethodCalled' }, ([name]) => {
    if (name === 'PowerOff' || name === 'Suspend') ordered.push(name);
  });
  return ordered;
}

/** Thirty seconds pass in one. */
async function hurry(sluice: Sluice): Promise<void> {
  await sluice.electron.evaluate(() => {
    const wait = globalThis.setTimeout;
    const hurried = (action: () => void, delayMs?: number): NodeJS.Timeout => wait(action, delayMs === 30_000 ? 1000 : delayMs);
    globalThis.setTimeout = Object.assign(hurried, wait);
  });
}

function addInput(url: string, { downloads }: Sluice): string {
  return JSON.stringify({
    links: [{ url }],
    directory: downloads,
    chosenName: null,
    conflict: null,
    connections: null,
    limitBytesPerSecond: null,
    checksum: null,
    headers: [],
    begin: 'queued',
  });
}
