/** From nginx into the window: a large file while the program stays small, and every awkward one. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expectSeededFile, roomyFolder, startNginx, tempFolder, writeSeededFile, type Nginx, type NginxOptions } from '@sluice/testkit';
import { expect, Sluice, test } from './support/launch.ts';
import { peakMemory, settledMemory, startPeak } from './support/memory.ts';
import { addByDialog, row, rowButton } from './support/window.ts';

const MIB = 1024 * 1024;
const LARGE_BYTES = 2048 * MIB;
const SEED = 7;
const CONNECTIONS = 8;
const MOST_ADDED_BYTES = 60_000_000;

/** Ends what a test has started, the last first. */
const endings: (() => Promise<void>)[] = [];
test.afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end();
});

async function run(options: NginxOptions): Promise<Nginx> {
  const outcome = await startNginx(options);
  if (outcome.kind === 'unavailable') {
    test.skip(true, outcome.reason);
    throw new Error(outcome.reason);
  }
  endings.push(outcome.nginx.close);
  return outcome.nginx;
}

test('2 GiB arrive bit-exact over 8 connections, and the main process adds less than 60 MB', async () => {
  test.setTimeout(300_000);
  const folder = await roomyFolder(2 * LARGE_BYTES);
  if (folder === null) return test.skip(true, 'no volume has room for the file twice');
  endings.push(folder.remove);
  await writeSeededFile(join(folder.path, 'large.bin'), SEED, LARGE_BYTES);
  const nginx = await run({ root: folder.path });
  const sluice = new Sluice(join(folder.path, 'home'));
  endings.push(() => sluice.end());

  const page = await sluice.start();
  await page.evaluate((connectionsPerJob) => window.sluice.invoke('settings:set', { connectionsPerJob }), CONNECTIONS);
  const idle = await settledMemory(sluice.electron);
  await startPeak(sluice.electron);
  await addByDialog(page, `${nginx.url}/large.bin`);
  await expect(rowButton(page, 'large.bin', 'Open')).toBeVisible({ timeout: 240_000 });
  const peak = await peakMemory(sluice.electron);
  test.info().annotations.push({ type: 'memory', description: JSON.stringify({ idle, peak }) });

  await expectSeededFile(join(sluice.downloads, 'large.bin'), SEED, LARGE_BYTES);
  const asked = (await nginx.requests()).filter(({ path }) => path === '/large.bin');
  // On a machine that is busy one may look slow, and is replaced (B10).
  const used = new Set(asked.map(({ connection }) => connection)).size;
  expect(used).toBeGreaterThanOrEqual(CONNECTIONS);
  expect(used).toBeLessThanOrEqual(CONNECTIONS + 2);
  expect(peak.mainBytes - idle.mainBytes).toBeLessThan(MOST_ADDED_BYTES);
});

const AWKWARD = [
  { name: 'nothing.bin', what: 'no bytes', sizeBytes: 0, directives: '' },
  { name: 'byte.bin', what: 'one byte', sizeBytes: 1, directives: '' },
  // What nginx may change on its way out has no length that it could tell.
  { name: 'no-length.bin', what: 'no length', sizeBytes: 5 * MIB, directives: 'ssi on; ssi_types *;' },
  { name: 'no-ranges.bin', what: 'no ranges', sizeBytes: 5 * MIB, directives: 'max_ranges 0;' },
] as const;

for (const { name, what, sizeBytes, directives } of AWKWARD) {
  test(`a file with ${what} arrives`, async ({ sluice }) => {
    const nginx = await run({ root: await folderWith(name, sizeBytes), directives });
    const page = await sluice.start();
    await addByDialog(page, `${nginx.url}/${name}`);
    await expect(rowButton(page, name, 'Open')).toBeVisible();
    await expectSeededFile(join(sluice.downloads, name), SEED, sizeBytes);
  });
}

test('over https a file arrives from a server that the user trusts, and from no other', async ({ sluice }) => {
  const root = await folderWith('secret.bin', 5 * MIB);
  const nginx = await run({ root, tls: true });
  const page = await sluice.start();
  await addByDialog(page, `${nginx.url}/secret.bin`);
  await expect(rowButton(page, 'secret.bin', 'Retry')).toBeVisible();
  await expect(row(page, 'secret.bin')).toContainText('certificate');
  await sluice.quit();

  const authorities = join(root, 'authorities.pem');
  await writeFile(authorities, nginx.ca ?? '');
  sluice.setEnvironment({ NODE_EXTRA_CA_CERTS: authorities });
  const again = await sluice.start();
  await rowButton(again, 'secret.bin', 'Retry').click();
  await expect(rowButton(again, 'secret.bin', 'Open')).toBeVisible();
  await expectSeededFile(join(sluice.downloads, 'secret.bin'), SEED, 5 * MIB);
});

async function folderWith(name: string, sizeBytes: number): Promise<string> {
  const folder = await tempFolder();
  endings.push(folder.remove);
  await writeSeededFile(join(folder.path, name), SEED, sizeBytes);
  return folder.path;
}
