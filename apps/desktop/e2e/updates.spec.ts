/** The packaged program believes a feed only when it is signed, fetches only what the feed describes, and puts nothing in place unasked. */
import { createHash, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { chmod, mkdir, readFile, readlink, readdir, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expectSeededFile, seededBytes, startHttpProxy, tempFolder, type TempFolder } from '@sluice/testkit';
import type { Locator, Page } from '@playwright/test';
import { expect, test } from './support/launch.ts';
import { makePackages, PackagedSluice, run } from './support/packaged.ts';
import { addByDialog, row } from './support/window.ts';

test.skip(process.platform !== 'linux', 'this package is for Linux');
test.describe.configure({ mode: 'serial', timeout: 120_000 });

const NAME = process.arch === 'x64' ? 'latest-linux.yml' : `latest-linux-${process.arch}.yml`;
const ARTEFACT = 'sluice-desktop_9.9.9.deb';
const CONTENT = Buffer.from(seededBytes(5, { start: 0, end: 300_000 }));
const keys = generateKeyPairSync('ed25519');
const served = new Map<string, Buffer>();
const asked: string[] = [];
let feed: Server;
let folder: TempFolder;
let program = '';
/** What was written beside the packages. */
let description = '';

test.beforeAll(async () => {
  test.setTimeout(300_000);
  folder = await tempFolder();
  feed = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://feed').pathname.slice(1);
    asked.push(path);
    const body = served.get(path);
    response.writeHead(body === undefined ? 404 : 200).end(body);
  });
  await new Promise<void>((listening) => feed.listen(0, '127.0.0.1', listening));
  const { port } = feed.address() as AddressInfo;
  process.env['SLUICE_UPDATE_URL'] = `http://127.0.0.1:${port}/`;
  process.env['SLUICE_UPDATE_PUBLIC_KEY'] = keys.publicKey.export({ format: 'der', type: 'spki' }).toString('base64');
  const packages = await makePackages(['deb', 'rpm']);
  description = await readFile(packages(NAME), 'utf8');
  delete process.env['SLUICE_UPDATE_URL'];
  delete process.env['SLUICE_UPDATE_PUBLIC_KEY'];
  await run('dpkg-deb', ['-x', packages('.deb'), folder.path]);
  program = join(folder.path, 'opt/Sluice/sluice-desktop');
});

test.afterAll(async () => {
  feed.close();
  await folder.remove();
});

test.beforeEach(() => {
  asked.length = 0;
});

function describe(version: string, content = CONTENT): string {
  const sha512 = createHash('sha512').update(content).digest('base64');
  const file = `  - url: ${ARTEFACT}\n    sha512: ${sha512}\n    size: ${content.length}\n`;
  return `version: ${version}\nfiles:\n${file}path: ${ARTEFACT}\nsha512: ${sha512}\nreleaseDate: '2026-01-01T00:00:00.000Z'\n`;
}

/** Publishes a description, signed as it is unless another text or name is. */
function publish(text: string, { signedText = text, signedName = NAME, key = keys.privateKey, artefact = CONTENT } = {}): void {
  served.set(NAME, Buffer.from(text));
  served.set(`${NAME}.sig`, signature(signedName, signedText, key));
  served.set(ARTEFACT, artefact);
}

function signature(name: string, text: string, key: KeyObject): Buffer {
  return Buffer.from(sign(null, Buffer.from(`sluice-update-v1\n${name}\n${text}`), key).toString('base64'));
}

async function openAbout(page: Page): Promise<Locator> {
  await page.getByRole('button', { name: 'Settings' }).click();
  const settings = page.getByRole('dialog', { name: 'Settings' });
  await settings.getByRole('tab', { name: 'About' }).click();
  return settings;
}

test('one description of the system names all of its packages', () => {
  const urls = [...description.matchAll(/- url: (\S+)/g)].map(([, url]) => url);
  expect(urls).toEqual([expect.stringMatching(/\.deb$/), expect.stringMatching(/\.rpm$/)]);
  expect(description).toMatch(/^path: \S+\.deb$/m);
});

test('what is not signed as it stands is refused, and nothing of it is fetched', async () => {
  const sluice = new PackagedSluice(program, join(folder.path, 'refusing'));
  const about = await openAbout(await sluice.start());
  const status = about.getByRole('status');
  const check = async (): Promise<void> => about.getByRole('button', { name: 'Check now' }).click();
  await expect(status).toHaveText('Not checked since the start.');

  publish(describe('0.0.1'));
  await check();
  await expect(status).toHaveText('This is the newest version.');
  for (const lie of [{ signedText: describe('9.9.8') }, { signedName: 'latest.yml' }, { key: generateKeyPairSync('ed25519').privateKey }]) {
    publish(describe('9.9.9'), lie);
    await check();
    await expect(status).toContainText('is not signed by the Sluice project');
    publish(describe('0.0.1'));
    await check();
    await expect(status).toHaveText('This is the newest version.');
  }
  publish(describe('9.9.9'));
  served.delete(`${NAME}.sig`);
  await check();
  await expect(status).toContainText('could not be fetched');
  expect(asked).not.toContain(ARTEFACT);
  await sluice.end();
});

test('updates go through the proxy of the settings, with its password, and not past it', async () => {
  const proxy = await startHttpProxy({ credentials: { user: 'mira', password: 'hunter2' } });
  const sluice = new PackagedSluice(program, join(folder.path, 'proxied'));
  try {
    const settings = await openAbout(await sluice.start());
    const setProxy = async (address: string): Promise<void> => {
      await settings.getByRole('tab', { name: 'Network' }).click();
      await settings.getByLabel('Connect', { exact: true }).selectOption({ label: 'Through a proxy' });
      await settings.getByRole('textbox', { name: 'Proxy' }).fill(address);
      await settings.getByRole('tab', { name: 'About' }).click();
    };
    const status = settings.getByRole('status');
    publish(describe('0.0.1'));
    await setProxy(proxy.url.replace('//', '//mira:hunter2@'));
    await settings.getByRole('button', { name: 'Check now' }).click();
    await expect(status).toHaveText('This is the newest version.');
    expect(proxy.requests.filter(({ target }) => target.includes(NAME)).length).toBeGreaterThanOrEqual(2);

    asked.length = 0;
    await setProxy(proxy.url.replace('//', '//mira:wrong@'));
    await settings.getByRole('button', { name: 'Check now' }).click();
    await expect(status).toContainText('could not be fetched');
    expect(asked).toEqual([]);
  } finally {
    await sluice.end();
    await proxy.close();
  }
});

test('what is signed is offered, and a download that is not what was described is thrown away', async () => {
  const home = join(folder.path, 'damaged');
  const sluice = new PackagedSluice(program, home);
  publish(describe('9.9.9'), { artefact: Buffer.concat([CONTENT.subarray(1), Buffer.of(0)]) });
  const about = await openAbout(await sluice.start());
  const status = about.getByRole('status');
  await about.getByRole('button', { name: 'Check now' }).click();
  await expect(status).toHaveText('Sluice 9.9.9 is available.');
  expect(asked).not.toContain(ARTEFACT);
  await about.getByRole('button', { name: 'Download', exact: true }).click();
  await expect(status).toContainText('does not match its signed description');
  const cache = join(home, '.cache');
  const left = (await readdir(cache, { recursive: true })).filter((name) => name.endsWith('.deb'));
  expect(left).toEqual([]);
  await sluice.end();
});

test('the restart puts in place exactly what was signed, starts again, and the downloads go on', async ({ origin }) => {
  const home = join(folder.path, 'updating');
  const tools = join(folder.path, 'tools');
  const installed = join(folder.path, 'installed.deb');
  await mkdir(tools);
  // In the place of the system's own, which would change this machine: keeps what it is given.
  await writeFile(join(tools, 'dpkg'), `#!/bin/sh\ncp "$2" ${installed}\n`);
  await chmod(join(tools, 'dpkg'), 0o755);
  const path = process.env['PATH'];
  process.env['PATH'] = `${tools}:${path}`;
  const sluice = new PackagedSluice(program, home);
  const page = await sluice.start();
  process.env['PATH'] = path;
  const url = origin.serve('/during.bin', { seed: 8, sizeBytes: 12_000_000, rateBytesPerSecond: 1_000_000 });
  await addByDialog(page, url);
  await expect(row(page, 'during.bin')).toBeVisible();
  await origin.untilBytesSent('/during.bin', 1_000_000);
  publish(describe('9.9.9'));
  const about = await openAbout(page);
  await about.getByRole('button', { name: 'Check now' }).click();
  await about.getByRole('button', { name: 'Download', exact: true }).click();
  await expect(about.getByRole('status')).toHaveText('Sluice 9.9.9 is downloaded and verified.');
  await page.screenshot({ path: join(test.info().outputDir, 'ready.png') });
  await about.getByRole('button', { name: 'Restart to update' }).click();
  try {
    const file = join(sluice.downloads, 'during.bin');
    await expect
      .poll(
        () =>
          expectSeededFile(file, 8, 12_000_000).then(
            () => 'whole',
            () => 'not yet',
          ),
        { timeout: 60_000 },
      )
      .toBe('whole');
    expect((await readFile(installed)).equals(CONTENT)).toBe(true);
    expect(origin.bytesSent('/during.bin')).toBeLessThan(16_000_000);
  } finally {
    await sluice.end();
    for (const pid of await pidsOf(program)) process.kill(pid, 'SIGTERM');
    await expect.poll(() => pidsOf(program)).toEqual([]);
  }
});

/** The processes that run this very file. */
async function pidsOf(executable: string): Promise<readonly number[]> {
  const names = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const paths = await Promise.all(names.map((name) => readlink(`/proc/${name}/exe`).catch(() => '')));
  return names.filter((_, index) => paths[index] === executable).map(Number);
}
