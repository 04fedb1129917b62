/** Issue 3: one run with a secret of every kind in it, and none of them is found in the window, on the disk, in the log or in a process list. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expectSeededFile, openObjectStore, startHttpProxy, status, tempFolder, type ObjectStore, type Origin } from '@sluice/testkit';
import type { InputOf } from '@sluice/ipc';
import { withKeychain } from './support/keychain.ts';
import { expect, Sluice, test as base } from './support/launch.ts';
import { NotificationService } from './support/notification-service.ts';
import { set } from './support/settings.ts';
import { row } from './support/window.ts';

const test = base.extend<{ sluice: Sluice }>({
  // eslint-disable-next-line no-empty-pattern -- Playwright reads the names of fixtures from this pattern
  sluice: async ({}, use) => {
    const [home, tools] = [await tempFolder(), await tempFolder()];
    const sluice = new Sluice(home.path, await withKeychain(tools.path));
    await use(sluice);
    await sluice.end();
    await home.remove();
    await tools.remove();
  },
});

const MARK = 'Zq7planted';
const CUSTOMER_KEY = Buffer.from(`${MARK}-customer-key-of-32-byte`.slice(0, 32).padEnd(32, 'k')).toString('base64');
const PLANTED = {
  'proxy password': `${MARK}Proxy`,
  'URL userinfo': `${MARK}Userinfo`,
  'query signature': `${MARK}Signature`,
  'pre-signed token': `${MARK}SecurityToken`,
  header: `${MARK}Header`,
  cookie: `${MARK}Cookie`,
  'basic password': `${MARK}Basic`,
  'basic credentials': Buffer.from(`bob:${MARK}Basic`).toString('base64'),
  'object secret': `${MARK}ObjectSecret`,
  'STS token': `${MARK}StsToken`,
  'SSE-C key': CUSTOMER_KEY,
  'object access key': 'LTAI5tZq7plantedKey',
} as const;
/** Shown in the settings on purpose: what a user chooses keys by, and what other programs are given. Nowhere else. */
const SHOWN_IN: Readonly<Record<string, readonly string[]>> = { 'object access key': ['sources'], 'RPC token': ['integrations'] };

type Secrets = Readonly<Record<string, string>>;

const COMMON: Omit<InputOf<'jobs:add'>, 'links'> = {
  ...{ directory: null, chosenName: null, conflict: null, connections: null, limitBytesPerSecond: null, checksum: null },
  ...{ headers: [], begin: 'queued' },
};

test('no secret of any kind is found in the window, the report, the notifications, the files, the output or the process list', async ({
  sluice,
  origin,
}) => {
  test.setTimeout(180_000);
  const proxy = await startHttpProxy({ credentials: { user: 'ann', password: PLANTED['proxy password'] } });
  const credentials = [{ accessKeyId: PLANTED['object access key'], secret: PLANTED['object secret'], token: PLANTED['STS token'] }];
  const store = await openObjectStore({ dialect: 'oss', region: 'cn-hangzhou', credentials });
  const notes = await NotificationService.start();
  try {
    const page = await sluice.start();
    const output = outputOf(sluice);
    await sluice.electron.evaluate(({ BrowserWindow }) => {
      const [window] = BrowserWindow.getAllWindows();
      if (window !== undefined) window.isFocused = () => false;
    });
    expect(
      await invoke(page, 'settings:set-proxy', { proxy: `http://ann:${PLANTED['proxy password']}@127.0.0.1:${proxy.port}` }),
    ).toMatchObject({ kind: 'saved' });
    const secrets: Secrets = { ...PLANTED, 'RPC token': await turnOnRpc(page) };
    await addAll(page, origin, store);

    for (const name of ['served.bin', 'signed.bin', 'object.bin'])
      await expect(row(page, name)).toContainText('Completed', { timeout: 30_000 });
    for (const name of ['refused.bin', 'gone.bin']) await expect(row(page, name)).toContainText(/40[34]/, { timeout: 30_000 });
    await expectSeededFile(join(sluice.downloads, 'served.bin'), 1, 20_000);
    await expectSeededFile(join(sluice.downloads, 'object.bin'), 2, 30_000);
    // Every one of them was really used.
    const asked = JSON.stringify(origin.requests.map(({ headers }) => headers));
    for (const kind of ['header', 'cookie', 'basic credentials'] as const) expect(asked, kind).toContain(PLANTED[kind]);
    expect(origin.requests.some(({ target }) => target.includes(PLANTED['query signature']))).toBe(true);
    expect(proxy.targets.length).toBeGreaterThan(3);

    const places: Readonly<Record<string, string>> = { ...(await textsOfWindow(page)), report: await report(sluice, page) };
    await expect.poll(() => notes.notes.length).toBeGreaterThan(0);
    const told = { notifications: JSON.stringify(notes.notes), processes: await processList(), output: output() };
    await sluice.quit();
    const files = await textsOfFiles(join(sluice.state, '../../..'), sluice.downloads);
    expect(Object.keys(files).some((path) => path.endsWith('queue.db'))).toBe(true);
    expect(Object.keys(files).some((path) => path.includes('logs'))).toBe(true);
    expect(found(secrets, { ...places, ...told, ...files, 'output at the end': output() })).toEqual([]);
    // The look itself finds what is there.
    expect(found({ 'RPC token': secrets['RPC token'] ?? '' }, { elsewhere: places['settings: integrations'] ?? '' })).toHaveLength(1);
  } finally {
    notes.stop();
    await store.close();
    await proxy.close();
  }
});

async function addAll(page: Page, origin: Origin, store: ObjectStore): Promise<void> {
  const served = origin.serve('/served.bin', { seed: 1, sizeBytes: 20_000 });
  const signed = origin.serve('/signed.bin', { seed: 3, sizeBytes: 10_000 });
  const refused = origin.serve('/refused.bin', { seed: 1, sizeBytes: 100, faults: [status(403)] });
  const query = `Signature=${PLANTED['query signature']}&x-oss-security-token=${PLANTED['pre-signed token']}&Expires=4102444800`;
  const withUser = (url: string): string => url.replace('://', `://carl:${PLANTED['URL userinfo']}@`);
  // A signed address is asked without the user's own headers.
  await add(page, { links: [{ url: `${signed}?${query}` }] });
  await add(page, {
    links: [{ url: served }],
    headers: [
      ['X-Api-Key', PLANTED.header],
      ['Cookie', `sid=${PLANTED.cookie}`],
      ['Authorization', `Basic ${PLANTED['basic credentials']}`],
    ],
  });
  await add(page, { links: [{ url: `${withUser(refused)}?${query}` }, { url: withUser(`${origin.url}/gone.bin?${query}`) }] });
  store.createBucket('pictures');
  store.put('pictures', 'object.bin', { seed: 2, sizeBytes: 30_000, customerKey: CUSTOMER_KEY });
  const keys = { accessKeyId: PLANTED['object access key'], secret: PLANTED['object secret'], token: PLANTED['STS token'] };
  const connection: InputOf<'connections:save'> = {
    ...{ id: null, name: 'Work', provider: 'oss', endpoint: store.url, region: 'cn-hangzhou', addressing: 'path', network: 'public' },
    ...{ signature: 'v4', credentials: 'stored', bucket: 'pictures', keys },
  };
  expect(await invoke(page, 'connections:save', connection)).toMatchObject({ kind: 'saved' });
  const object = {
    ...{ connectionId: null, versionId: null, requestPayer: false, trafficLimitBitsPerSecond: null, subRange: null, requestRestore: false },
    customerKey: CUSTOMER_KEY,
  };
  await add(page, { links: [{ url: 'oss://pictures/object.bin' }], object });
}

async function add(page: Page, input: Pick<InputOf<'jobs:add'>, 'links'> & Partial<InputOf<'jobs:add'>>): Promise<void> {
  await invoke(page, 'jobs:add', { ...COMMON, ...input });
}

async function invoke(page: Page, channel: string, input: unknown): Promise<unknown> {
  const reply = await page.evaluate(([name, value]) => window.sluice.invoke(name, value), [channel, input] as const);
  return (reply as { readonly value?: unknown }).value;
}

async function turnOnRpc(page: Page): Promise<string> {
  await set(page, { rpc: { enabled: true, port: 26_811, allowedOrigins: [] } });
  const token = async (): Promise<string | null> =>
    ((await invoke(page, 'integrations:get', {})) as { readonly rpc: { readonly token: string | null } }).rpc.token;
  await expect.poll(token).not.toBeNull();
  return (await token()) ?? '';
}

/** All that the window shows: every tab of every download, every section of the settings. */
async function textsOfWindow(page: Page): Promise<Readonly<Record<string, string>>> {
  const texts: Record<string, string> = {};
  const rows = page.getByRole('list', { name: 'Downloads' }).getByRole('listitem');
  for (const name of await rows.evaluateAll((items) => items.map((item) => item.getAttribute('aria-label') ?? ''))) {
    await row(page, name).click();
    for (const tab of ['Overview', 'Connections', 'History', 'Source']) {
      await page.getByRole('tab', { name: tab, exact: true }).click();
      await page.getByRole('tabpanel', { name: tab }).waitFor();
      texts[`${name}: ${tab}`] = await everythingIn(page);
    }
  }
  await page.keyboard.press('ControlOrMeta+,');
  const settings = page.getByRole('dialog', { name: 'Settings' });
  for (const section of await settings.getByRole('tab').all()) {
    await section.click();
    const name = ((await section.textContent()) ?? '').toLowerCase();
    if (name === 'sources') await settings.getByText('Work', { exact: true }).waitFor();
    texts[`settings: ${name}`] = await everythingIn(page);
  }
  await settings.getByRole('tab', { name: 'Sources' }).click();
  await settings.getByRole('button', { name: 'Edit' }).click();
  texts['settings: sources, edited'] = await everythingIn(page);
  await page.keyboard.press('Escape');
  await settings.waitFor({ state: 'hidden' });
  return texts;
}

/** Texts, attributes, and what fields hold. */
function everythingIn(page: Page): Promise<string> {
  return page.evaluate(() => {
    const fields = [...document.querySelectorAll<HTMLInputElement>('input, textarea, select')].map(({ value }) => value);
    return [document.title, document.documentElement.outerHTML, ...fields].join('\n');
  });
}

async function report(sluice: Sluice, page: Page): Promise<string> {
  await page.keyboard.press('ControlOrMeta+,');
  const settings = page.getByRole('dialog', { name: 'Settings' });
  await settings.getByRole('tab', { name: 'About' }).click();
  await settings.getByRole('button', { name: 'Copy report' }).click();
  await expect(page.getByText('The report was copied.')).toBeVisible();
  return sluice.electron.evaluate(async ({ clipboard }) => await clipboard.readText());
}

function outputOf(sluice: Sluice): () => string {
  const chunks: string[] = [];
  const { stdout, stderr } = sluice.electron.process();
  for (const stream of [stdout, stderr]) stream?.on('data', (chunk: Buffer) => chunks.push(chunk.toString()));
  return () => chunks.join('');
}

/** What anybody on this computer may read of every process. */
async function processList(): Promise<string> {
  if (process.platform !== 'linux') return '';
  const ids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const lines = await Promise.all(ids.map((id) => readFile(`/proc/${id}/cmdline`, 'utf8').catch(() => '')));
  return lines.join('\n');
}

/** All that the program has written for itself; not what was downloaded. */
async function textsOfFiles(home: string, downloads: string): Promise<Readonly<Record<string, string>>> {
  const entries = await readdir(home, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const own = paths.filter((path) => !path.startsWith(downloads));
  const texts = await Promise.all(own.map(async (path) => [path, await readFile(path, 'latin1').catch(() => '')] as const));
  return Object.fromEntries(texts);
}

/** As they are, as addresses write them, and as base64 would hide them; the end of that depends on what follows. */
function formsOf(secret: string): readonly string[] {
  const base64 = Buffer.from(secret).toString('base64').replace(/=*$/, '').slice(0, -2);
  return [secret, encodeURIComponent(secret), base64];
}

function found(secrets: Secrets, places: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(places).flatMap(([place, text]) =>
    Object.entries(secrets).flatMap(([kind, secret]) => {
      const isThere = formsOf(secret).some((form) => text.includes(form));
      const isMeant = (SHOWN_IN[kind] ?? []).some((section) => place.startsWith(`settings: ${section}`));
      return isThere && !isMeant ? [`${kind} in ${place}`] : [];
    }),
  );
}
