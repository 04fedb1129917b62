/** The window as the README shows it: several downloads from hosts of examples, which a proxy leads to the tests' own origin. */
import { expect, type Page } from '@playwright/test';
import { startHttpProxy, status, type Origin, type ServeOptions } from '@sluice/testkit';
import type { Sluice } from './launch.ts';
import { set } from './settings.ts';
import { addByDialog, row, rowButton } from './window.ts';

const MB = 1_000_000;
const HELD = 20 * MB;

interface Sample {
  readonly host: string;
  readonly name: string;
  readonly file: ServeOptions;
}

const PERIOD = { periodBytes: 1024 * 1024 };
const DONE: Sample = { host: 'tiles.example.org', name: 'survey-tile-0442.tif', file: { seed: 1, sizeBytes: 18 * MB, digest: true } };
const REPORT: Sample = { host: 'share.example.com', name: 'annual-report.pdf', file: { seed: 2, sizeBytes: 42 * MB } };
const PAUSED: Sample = { host: 'files.example.net', name: 'dataset-part-01.zip', file: { seed: 3, sizeBytes: 64 * MB } };
const RUNNING: readonly Sample[] = [
  {
    host: 'cdimage.example.org',
    name: 'debian-13.2.0-amd64-netinst.iso',
    file: { ...PERIOD, seed: 4, sizeBytes: 822 * MB, rateBytesPerSecond: 900_000 },
  },
  { host: 'media.example.com', name: 'keynote-2160p.mp4', file: { ...PERIOD, seed: 5, sizeBytes: 1990 * MB, rateBytesPerSecond: 700_000 } },
  { host: 'data.example.cn', name: 'observations.parquet', file: { ...PERIOD, seed: 6, sizeBytes: 944 * MB, rateBytesPerSecond: 250_000 } },
];
const QUEUED: Sample = { host: 'dist.example.org', name: 'node-v24.11.0.tar.xz', file: { seed: 7, sizeBytes: 29 * MB } };
const ALL = [DONE, REPORT, PAUSED, ...RUNNING, QUEUED];

/** Resolves once it looks like a minute of use; `show` is called with the window then. */
export async function showReadmeScene(sluice: Sluice, origin: Origin, theme: 'light' | 'dark', show: (page: Page) => Promise<void>) {
  const proxy = await startHttpProxy({ names: ALL.map(({ host }) => host), portOfNames: Number(new URL(origin.url).port) });
  try {
    const page = await sluice.start();
    await set(page, { theme, connectionsPerJob: 8 });
    await page.evaluate((url) => window.sluice.invoke('settings:set-proxy', { proxy: url }), proxy.url);
    for (const { name, file } of ALL) origin.serve(`/${name}`, file);
    await addByDialog(page, linkOf(DONE));
    await expect(rowButton(page, DONE.name, 'Open')).toBeVisible();
    for (const sample of [REPORT, PAUSED]) await pauseMidway(page, origin, sample);
    origin.serve(`/${REPORT.name}`, { ...REPORT.file, faults: [status(403)] });
    await rowButton(page, REPORT.name, 'Resume').click();
    await expect(row(page, REPORT.name)).toContainText('The link has expired (403).');
    await addByDialog(page, [...RUNNING, QUEUED].map(linkOf).join('\n'));
    const [first] = RUNNING;
    await row(page, first?.name ?? '').click();
    // So long it takes until the charts have something to show.
    await origin.untilBytesSent(`/${first?.name ?? ''}`, 200 * MB);
    await show(page);
  } finally {
    await sluice.end();
    await proxy.close();
  }
}

function linkOf({ host, name }: Sample): string {
  return `http://${host}/${name}`;
}

async function pauseMidway(page: Page, origin: Origin, sample: Sample): Promise<void> {
  const release = origin.hold(`/${sample.name}`, { afterBytes: HELD });
  await addByDialog(page, linkOf(sample));
  await origin.untilBytesSent(`/${sample.name}`, HELD);
  await rowButton(page, sample.name, 'Pause').click();
  await expect(rowButton(page, sample.name, 'Resume')).toBeVisible();
  release();
}
