/** One download by one program into an empty folder, and what it cost. What arrives must have the right size. */
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Fetcher, Wish } from './fetchers.ts';
import { runMeasured, type Cost } from './run-measured.ts';

const TIME_LIMIT_MS = 120_000;

interface Errand extends Omit<Wish, 'folder'> {
  /** The folder in which one is made and deleted. */
  readonly root: string;
  readonly sizeBytes: number;
}

export async function fetchMeasured(fetcher: Fetcher, errand: Errand): Promise<Cost> {
  const folder = await mkdtemp(join(errand.root, 'out-'));
  const wish = { ...errand, folder };
  try {
    const cost = await runMeasured(fetcher.commandLine(wish), fetcher.env?.(wish) ?? {}, TIME_LIMIT_MS, folder);
    const sizes = await fileSizes(folder);
    if (!sizes.includes(errand.sizeBytes)) throw new Error(`${fetcher.name} left files of ${sizes.join(', ')} bytes`);
    return cost;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function fileSizes(folder: string): Promise<readonly number[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return Promise.all(entries.filter((entry) => entry.isFile()).map(async ({ name }) => (await stat(join(folder, name))).size));
}
