/** A network that vanishes, comes back as another, or wants a login first: in a real network namespace (spec F4, A8). */
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { JobList } from '@sluice/ipc';
import { expectSeededFile, tempFolder, type Origin } from '@sluice/testkit';
import { expect, Sluice, test } from './support/launch.ts';
import { MIDWAY_BYTES, startMidway, type MidwayJob } from './support/lasting-origin.ts';
import { OwnNetwork } from './support/own-network.ts';
import { statesOf } from './support/states.ts';
import { rowButton } from './support/window.ts';

const FIRST = '10.77.1.2';
const SECOND = '10.77.1.3';
interface JobListReply {
  readonly value: JobList;
}

interface Scene {
  readonly network: OwnNetwork;
  readonly sluice: Sluice;
  readonly page: Page;
  readonly jobs: readonly MidwayJob[];
  end(): Promise<void>;
}

async function midway(origin: Origin): Promise<Scene | null> {
  const network = await OwnNetwork.make();
  if (network === null) return null;
  const home = await tempFolder();
  await network.plugIn(FIRST);
  const sluice = new Sluice(home.path, await network.program(home.path));
  const end = async (): Promise<void> => {
    await sluice.end();
    await network.remove();
    await home.remove();
  };
  try {
    const page = await sluice.start();
    const jobs = await startMidway(page, origin, await network.publish(origin.port));
    return { network, sluice, page, jobs, end };
  } catch (error) {
    await end();
    throw error;
  }
}

const NO_NETWORK = 'only root on Linux can make a network of its own';

test('the network vanishes in the middle of three downloads and returns with another address', async ({ origin }) => {
  const scene = await midway(origin);
  test.skip(scene === null, NO_NETWORK);
  const { network, page, jobs } = scene!;
  try {
    await recordStates(page);
    await network.unplug();
    await expect.poll(() => statesOf(page)).toEqual({ queued: 3 });
    for (const { release } of jobs) release();
    const requestsBefore = origin.requests.length;
    await page.waitForTimeout(2000);
    expect(origin.requests).toHaveLength(requestsBefore);
    await network.plugIn(SECOND);
    const backAtMs = performance.now();
    await expect.poll(() => origin.requests.length, { intervals: [20] }).toBeGreaterThan(requestsBefore);
    expect(performance.now() - backAtMs).toBeLessThan(5000);
    await expectAllRight(scene!);
    expect(await recordedStates(page)).not.toContain('failed');
  } finally {
    await scene!.end();
  }
});

test('an address that changes under way takes the connections with it, and nothing else', async ({ origin }) => {
  const scene = await midway(origin);
  test.skip(scene === null, NO_NETWORK);
  const { network, page, jobs } = scene!;
  try {
    await recordStates(page);
    const requestsBefore = origin.requests.length;
    for (const { release } of jobs) release();
    await network.plugIn(SECOND);
    await expectAllRight(scene!);
    expect(origin.requests.length).toBeGreaterThan(requestsBefore);
    expect(await recordedStates(page)).not.toContain('failed');
  } finally {
    await scene!.end();
  }
});

test('a network that wants a login first costs nothing of what arrived, and once it is open the downloads go on', async ({ origin }) => {
  const scene = await midway(origin);
  test.skip(scene === null, NO_NETWORK);
  const { network, page, jobs } = scene!;
  try {
    await network.unplug();
    await expect.poll(() => statesOf(page)).toEqual({ queued: 3 });
    const arrivedBytes = await durableBytes(page);
    expect(arrivedBytes).toBeGreaterThan(0);
    network.isCaptive = true;
    await network.plugIn(SECOND);
    // Under way from one attempt to the next they are not all in one state.
    await expect.poll(async () => (await statesOf(page))['failed'] ?? 0, { timeout: 20_000, intervals: [50] }).toBeGreaterThan(0);
    expect(await durableBytes(page)).toBe(arrivedBytes);
    for (const { release } of jobs) release();
    network.isCaptive = false;
    await expectAllRight(scene!);
    expect(await restartCount(page)).toBe(0);
  } finally {
    await scene!.end();
  }
});

/** All three files are whole and right. */
async function expectAllRight({ sluice, page, jobs }: Scene): Promise<void> {
  for (const { name, seed } of jobs) {
    await expect(rowButton(page, name, 'Open')).toBeVisible({ timeout: 60_000 });
    await expectSeededFile(join(sluice.downloads, name), seed, MIDWAY_BYTES);
  }
}

/** What is safe on disk, of all jobs. */
function durableBytes(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const reply = (await window.sluice.invoke('jobs:list', {})) as JobListReply;
    return reply.value.snapshots.reduce((sum, { job }) => sum + job.durableBytes, 0);
  });
}

function restartCount(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const reply = (await window.sluice.invoke('jobs:list', {})) as JobListReply;
    return reply.value.snapshots.reduce((sum, { job }) => sum + job.restarts.count, 0);
  });
}

/** Notes each state that any job gets into. */
async function recordStates(page: Page): Promise<void> {
  await page.evaluate(() => {
    const states = new Set<string>();
    Object.assign(window, { states });
    window.sluice.subscribe('jobs:changed', (change) => {
      const { snapshots } = change as { readonly snapshots: readonly { readonly job: { readonly state: { readonly kind: string } } }[] };
      for (const { job } of snapshots) states.add(job.state.kind);
    });
  });
}

function recordedStates(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => [...(window as unknown as { states: Set<string> }).states]);
}
