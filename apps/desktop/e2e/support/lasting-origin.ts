/** Downloads that are in the middle: each has begun, and holds until it is released. */
import type { Page } from '@playwright/test';
import type { Origin } from '@sluice/testkit';
import { expect } from './launch.ts';
import { addByDialog, row } from './window.ts';

const MiB = 1024 * 1024;

export interface MidwayJob {
  readonly name: string;
  readonly path: string;
  readonly seed: number;
  readonly release: () => void;
}

export const MIDWAY_BYTES = 24 * MiB;
/** Less than the first of four connections has to fetch: what is sent beyond that is not kept. */
export const HELD_BYTES = 4 * MiB;
const HELD_TEXT = '4.19 of 25.2 MB';

/** Three of them, each with a sixth of its bytes there. `base`: where the program under test finds the origin. */
export async function startMidway(page: Page, origin: Origin, base = origin.url): Promise<readonly MidwayJob[]> {
  const jobs = [1, 2, 3].map((seed): MidwayJob & { readonly url: string } => {
    const [name, path] = [`midway-${seed}.bin`, `/midway-${seed}.bin`];
    origin.serve(path, { seed, sizeBytes: MIDWAY_BYTES });
    return { name, path, seed, url: base + path, release: origin.hold(path, { afterBytes: HELD_BYTES }) };
  });
  await addByDialog(page, jobs.map(({ url }) => url).join('\n'));
  // What was sent has arrived only when the rows say so.
  for (const { name } of jobs) await expect(row(page, name)).toContainText(HELD_TEXT);
  return jobs;
}
