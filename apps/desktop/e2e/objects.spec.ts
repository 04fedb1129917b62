/** What becomes of objects, as the window tells it: archived, deleted while they come, and very many of them (issue 4). */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expectSeededFile, openObjectStore, type ObjectStore } from '@sluice/testkit';
import { expect, test as base } from './support/launch.ts';
import { longestTaskMs } from './support/longest-task.ts';
import { addByDialog, row, rowButton } from './support/window.ts';

const KEYS = { accessKeyId: 'LTAI5tExampleKeyId', secret: 'hunter2/Secret+Value==' };
const MiB = 1024 * 1024;
/** `SLUICE_KEYS=100000` for the size of the issue; `bench/objects-listing` has the figures. */
const KEY_COUNT = Number(process.env['SLUICE_KEYS'] ?? '4000');
const PICTURES = process.env['SLUICE_PICTURES'] ?? null;

const test = base.extend<{ store: ObjectStore }>({
  // eslint-disable-next-line no-empty-pattern -- Playwright reads what a fixture needs from here
  store: async ({}, use) => {
    const store = await openObjectStore({ dialect: 'oss', region: 'cn-hangzhou', credentials: [KEYS] });
    store.createBucket('pictures');
    await use(store);
    await store.close();
  },
});

/** A connection as the settings would save it. */
async function saveConnection(page: Page, { url }: ObjectStore): Promise<void> {
  await page.evaluate(
    async (typed) => {
      const { sluice } = window as unknown as { readonly sluice: { invoke(channel: string, input: unknown): Promise<unknown> } };
      await sluice.invoke('connections:save', typed);
    },
    {
      ...{ id: null, name: 'Work', provider: 'oss', endpoint: url, region: 'cn-hangzhou', addressing: 'virtual-host', network: 'public' },
      ...{ signature: 'v4', credentials: 'stored', bucket: 'pictures', keys: { ...KEYS, token: null } },
    },
  );
}

async function picture(page: Page, name: string): Promise<void> {
  if (PICTURES === null) return;
  mkdirSync(PICTURES, { recursive: true });
  await page.screenshot({ path: join(PICTURES, `${name}.png`) });
}

test('G8: a row says that its object is in an archive, that it is being restored, and for how long; then it comes', async ({
  sluice,
  store,
}) => {
  store.put('pictures', 'cold.bin', { seed: 1, sizeBytes: 5000, archived: true, storageClass: 'ColdArchive' });
  store.put('pictures', 'deep.bin', { seed: 2, sizeBytes: 5000, archived: true, storageClass: 'DeepColdArchive' });
  const page = await sluice.start();
  await saveConnection(page, store);
  await addByDialog(page, 'oss://pictures/cold.bin');
  await expect(row(page, 'cold.bin')).toContainText(
    'Waiting for the archive (ColdArchive): continues by itself once the file is restored.',
  );

  await page.keyboard.press('Control+n');
  const add = page.getByRole('dialog', { name: 'Add downloads' });
  await add.getByLabel('Links').fill('oss://pictures/deep.bin');
  await add.getByText('Object options').click();
  await add.getByLabel('Ask for archived objects to be restored').check();
  await add.getByRole('button', { name: 'Download', exact: true }).click();
  await expect(row(page, 'deep.bin')).toContainText(
    /Waiting for the archive \(DeepColdArchive\): the file is being restored, about (?:2 d|1 d 23 h) more; continues by itself\./,
  );
  expect(store.requests.filter(({ method }) => method === 'POST').map(({ status }) => status)).toEqual([202]);
  await row(page, 'deep.bin').click();
  await picture(page, 'archived');
  store.completeRestore('pictures', 'deep.bin', { untilMs: Date.now() + 3_600_000 });
  await rowButton(page, 'deep.bin', 'Pause').click();
  await rowButton(page, 'deep.bin', 'Resume').click();
  await expect(rowButton(page, 'deep.bin', 'Open')).toBeVisible();
  await expectSeededFile(join(sluice.downloads, 'deep.bin'), 2, 5000);
});

test('an object deleted while it comes is told with what is kept and where it is explained, and goes on when it is back', async ({
  sluice,
  store,
}) => {
  const object = { seed: 3, sizeBytes: 8 * MiB, rateBytesPerSecond: 8 * MiB };
  store.put('pictures', 'gone.bin', object);
  const letGo = store.hold('pictures', 'gone.bin', { afterBytes: 4 * MiB });
  const page = await sluice.start();
  await saveConnection(page, store);
  await addByDialog(page, 'oss://pictures/gone.bin');
  await store.untilBytesSent(store.pathFor('pictures', 'gone.bin'), 4 * MiB);
  await rowButton(page, 'gone.bin', 'Pause').click();
  await expect(row(page, 'gone.bin')).toContainText('Paused');
  store.remove('pictures', 'gone.bin');
  letGo();
  await rowButton(page, 'gone.bin', 'Resume').click();
  await expect(row(page, 'gone.bin')).toContainText(/The object is not in the bucket any more \(NoSuchKey\)\. \d+\s%\sis kept\./);
  await row(page, 'gone.bin').click();
  const details = page.getByRole('complementary', { name: 'Details' });
  await picture(page, 'deleted');
  await details.getByRole('tab', { name: 'Source', exact: true }).click();
  await expect(details).toContainText(/Explained at\s*https:\/\/api\.aliyun\.com\/troubleshoot\?q=0099-\d{8}/);
  await picture(page, 'deleted-source');
  store.put('pictures', 'gone.bin', object);
  const sent = store.bytesSent(store.pathFor('pictures', 'gone.bin'));
  await rowButton(page, 'gone.bin', 'Retry').click();
  await expect(rowButton(page, 'gone.bin', 'Open')).toBeVisible();
  expect(store.bytesSent(store.pathFor('pictures', 'gone.bin')) - sent).toBeLessThan(7 * MiB);
  await expectSeededFile(join(sluice.downloads, 'gone.bin'), 3, 8 * MiB);
});

test(`G9: a level of ${KEY_COUNT} objects is looked through to its end; few rows exist, and the window is never busy for long`, async ({
  sluice,
  store,
}) => {
  test.setTimeout(30_000 + KEY_COUNT * 10);
  const at = (index: number): string => `data/${String(index).padStart(7, '0')}.bin`;
  store.createBucket('pictures', { generated: { count: KEY_COUNT, at, object: (index) => ({ seed: index, sizeBytes: 10 }) } });
  const page = await sluice.start();
  await saveConnection(page, store);
  await page.keyboard.press('Control+,');
  const settings = page.getByRole('dialog', { name: 'Settings' });
  await settings.getByRole('tab', { name: 'Sources' }).click();
  await settings.getByRole('button', { name: 'Browse…' }).click();
  const browse = page.getByRole('dialog', { name: 'Browse pictures' });
  await browse.getByRole('button', { name: 'data/' }).click();
  const list = browse.getByRole('group', { name: 'Objects' });
  const told = browse.getByRole('status');
  await expect(told).toHaveText(`${(1000).toLocaleString('en')} objects so far`);
  // Only what somebody looks at is asked for: the level above, and the first page.
  expect(store.requests).toHaveLength(2);
  const longestMs = await longestTaskMs(sluice.electron, async () => {
    for (let loaded = 2000; loaded <= KEY_COUNT; loaded += 1000) {
      await list.evaluate((element) => element.scrollTo(0, element.scrollHeight));
      await expect(told).toHaveText(`${loaded.toLocaleString('en')} objects${loaded === KEY_COUNT ? '' : ' so far'}`);
    }
    await list.evaluate((element) => element.scrollTo(0, element.scrollHeight));
    await expect(browse.getByText(at(KEY_COUNT - 1).slice('data/'.length))).toBeVisible();
  });
  expect(await browse.locator('.browse-row').count()).toBeLessThan(60);
  expect(longestMs).toBeLessThan(200);
  await picture(page, 'browse-many');
});
