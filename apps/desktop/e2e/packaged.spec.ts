/** From nothing but the artefact: unpacked or installed, the program starts, fetches a file, keeps its queue over an upgrade, and its ways in are shut. */
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, readFile, readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expectSeededFile, tempFolder, type TempFolder } from '@sluice/testkit';
import { expect, test } from './support/launch.ts';
import { makePackages, PackagedSluice, run } from './support/packaged.ts';
import { addByDialog, rowButton } from './support/window.ts';

test.skip(process.platform !== 'linux', 'these packages are for Linux');
test.describe.configure({ mode: 'serial', timeout: 120_000 });

/** As a browser does it: starts what the manifest names, with the extension's origin, and sends one message with its length before it. */
async function tellHost(path: string, origin: string, message: object): Promise<unknown> {
  // A browser hands down its own environment.
  const env = { ...process.env, HOME: join(folder.path, 'browsing') };
  const host = spawn(path, [origin], { env, stdio: ['pipe', 'pipe', 'ignore'] });
  const ended = once(host, 'exit');
  const body = Buffer.from(JSON.stringify(message));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(body.length);
  host.stdin.end(Buffer.concat([length, body]));
  const parts: Buffer[] = [];
  for await (const part of host.stdout) parts.push(part as Buffer);
  await ended;
  const answer = Buffer.concat(parts);
  expect(answer.readUInt32LE()).toBe(answer.length - 4);
  return JSON.parse(answer.subarray(4).toString());
}

/** How a fuse that is set stands in the executable: the character `1`. */
const SET = 0x31;
const OWN_SHARE_BYTES = 8e6;
const IS_ROOT = process.getuid?.() === 0;
let folder: TempFolder;
let packages: (ending: string) => string;
let unpacked = '';

test.beforeAll(async () => {
  test.setTimeout(300_000);
  folder = await tempFolder();
  packages = await makePackages(['tar.gz', 'deb', 'rpm']);
  await run('tar', ['xzf', packages('.tar.gz'), '-C', folder.path]);
  unpacked = join(folder.path, (await readdir(folder.path))[0] ?? '');
});

test.afterAll(async () => {
  if (existsSync('/opt/Sluice') && IS_ROOT) await run('dpkg', ['--purge', 'sluice-desktop']);
  await folder.remove();
});

/** The same package under a lower version: what the system takes for an upgrade is one. */
async function olderThan(deb: string): Promise<string> {
  const tree = join(folder.path, 'older');
  const older = join(folder.path, 'older.deb');
  await run('dpkg-deb', ['--raw-extract', deb, tree]);
  const control = join(tree, 'DEBIAN/control');
  await writeFile(control, (await readFile(control, 'utf8')).replace(/^Version: .*$/m, 'Version: 0.0.1'));
  await run('dpkg-deb', ['--root-owner-group', '-Znone', '--build', tree, older]);
  return older;
}

/** By the system, where this user may; else unpacked, which leaves what was there in place. Gives the program. */
async function install(deb: string): Promise<string> {
  if (IS_ROOT) {
    await run('dpkg', ['--install', deb]);
    const { stdout } = await run('dpkg-query', ['-W', '-f=${Version}', 'sluice-desktop']);
    expect(stdout).toBe((await run('dpkg-deb', ['--field', deb, 'Version'])).stdout.trim());
    return '/usr/bin/sluice-desktop';
  }
  const place = join(folder.path, 'installed');
  await run('dpkg-deb', ['--extract', deb, place]);
  return join(place, 'opt/Sluice/sluice-desktop');
}

function programAt(path: string, user: string): PackagedSluice {
  return new PackagedSluice(path, join(folder.path, user));
}

test('unpacked, it starts, and a file arrives', async ({ origin }) => {
  const url = origin.serve('/packed.bin', { seed: 7, sizeBytes: 3_000_001 });
  const sluice = programAt(join(unpacked, 'sluice-desktop'), 'first');
  const page = await sluice.start();
  await addByDialog(page, url);
  await expect(rowButton(page, 'packed.bin', 'Open')).toBeVisible();
  await sluice.end();
  await expectSeededFile(join(sluice.downloads, 'packed.bin'), 7, 3_000_001);
});

test('a newer version takes the place of an older one: the queue is kept, and the download goes on from where it was', async ({
  origin,
}) => {
  const url = origin.serve('/kept.bin', { seed: 8, sizeBytes: 40_000_000, rateBytesPerSecond: 4_000_000 });
  const before = programAt(await install(await olderThan(packages('.deb'))), 'second');
  const page = await before.start();
  await addByDialog(page, url);
  await origin.untilBytesSent('/kept.bin', 4_000_000);
  await rowButton(page, 'kept.bin', 'Pause').click();
  await expect(rowButton(page, 'kept.bin', 'Resume')).toBeVisible();
  await before.end();

  const after = programAt(await install(packages('.deb')), 'second');
  const again = await after.start();
  await rowButton(again, 'kept.bin', 'Resume').click();
  await expect(rowButton(again, 'kept.bin', 'Open')).toBeVisible({ timeout: 30_000 });
  await after.end();
  await expectSeededFile(join(after.downloads, 'kept.bin'), 8, 40_000_000);
  expect(origin.bytesSent('/kept.bin')).toBeLessThan(43_000_000);
});

test('the package is the browsers’ host, too: their manifest leads to it, and a link that it is told arrives', async ({ origin }) => {
  const url = origin.serve('/from-browser.bin', { seed: 9, sizeBytes: 200_000 });
  const sluice = programAt(join(unpacked, 'sluice-desktop'), 'browsing');
  const browserFolder = join(folder.path, 'browsing/.config/chromium');
  await mkdir(browserFolder, { recursive: true });
  const page = await sluice.start();
  await page.getByRole('button', { name: 'Settings', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Settings' });
  await dialog.getByRole('tab', { name: 'Integrations', exact: true }).click();
  await dialog.getByRole('checkbox', { name: 'Take links from the Sluice extension' }).check();
  await expect(dialog.getByRole('status')).toHaveText('Ready in Chromium.');

  const { path, allowed_origins: origins } = JSON.parse(
    await readFile(join(browserFolder, 'NativeMessagingHosts/app.sluice.host.json'), 'utf8'),
  ) as { readonly path: string; readonly allowed_origins: readonly string[] };
  const told = { version: 1, url, referrer: null, cookie: null, userAgent: 'UA/1', language: 'en' };
  expect(await tellHost(path, origins[0] ?? '', told)).toMatchObject({ kind: 'added' });
  await dialog.getByRole('button', { name: 'Done' }).click();
  await expect(rowButton(page, 'from-browser.bin', 'Open')).toBeVisible();
  await sluice.end();
  await expectSeededFile(join(sluice.downloads, 'from-browser.bin'), 9, 200_000);
});

test('installed by the system it is in the menu, opens its kinds of files and links, and goes without a trace', async () => {
  test.skip(!IS_ROOT, 'only root installs packages');
  const program = await install(packages('.deb'));
  const entry = '/usr/share/applications/sluice-desktop.desktop';
  await run('desktop-file-validate', [entry]);
  const { stdout } = await run('cat', [entry]);
  expect(stdout.split('\n')).toEqual(
    expect.arrayContaining(['Name=Sluice', 'MimeType=application/metalink4+xml;application/metalink+xml;x-scheme-handler/sluice;']),
  );
  expect(existsSync('/usr/share/icons/hicolor/256x256/apps/sluice-desktop.png')).toBe(true);
  const sluice = programAt(program, 'third');
  await sluice.start();
  await sluice.end();
  await run('dpkg', ['--purge', 'sluice-desktop']);
  expect([existsSync('/opt/Sluice'), existsSync(program), existsSync(entry)]).toEqual([false, false, false]);
  expect(existsSync(join(folder.path, 'second/Downloads/kept.bin')), 'what was downloaded stays').toBe(true);
});

test('the packages hold this system alone, and little besides Electron', async () => {
  const { stdout } = await run('find', [unpacked, '-name', '*.node']);
  expect(stdout.trim().split('\n')).toHaveLength(1);
  const own = await Promise.all(['app.asar', 'LICENSE.txt'].map((name) => stat(join(unpacked, 'resources', name))));
  const binding = await stat(stdout.trim());
  expect(own.reduce((sum, { size }) => sum + size, binding.size)).toBeLessThan(OWN_SHARE_BYTES);
  const { stdout: files } = await run('rpm', ['-qpl', packages('.rpm')]);
  expect(files).toContain('/opt/Sluice/sluice-desktop');
});

test('every fuse is set as the threat model says', async () => {
  const wire = await getCurrentFuseWire(join(unpacked, 'sluice-desktop'));
  const state = (fuse: FuseV1Options): boolean => wire[fuse]?.valueOf() === SET;
  expect({
    runAsNode: state(FuseV1Options.RunAsNode),
    cookieEncryption: state(FuseV1Options.EnableCookieEncryption),
    nodeOptions: state(FuseV1Options.EnableNodeOptionsEnvironmentVariable),
    inspect: state(FuseV1Options.EnableNodeCliInspectArguments),
    asarIntegrity: state(FuseV1Options.EnableEmbeddedAsarIntegrityValidation),
    onlyAsar: state(FuseV1Options.OnlyLoadAppFromAsar),
    fileProtocol: state(FuseV1Options.GrantFileProtocolExtraPrivileges),
  }).toEqual({
    runAsNode: false,
    cookieEncryption: true,
    nodeOptions: false,
    inspect: false,
    asarIntegrity: true,
    onlyAsar: true,
    fileProtocol: false,
  });
});

test('the program runs nobody else’s code: not as Node, not by NODE_OPTIONS, not from a folder beside it, and no debugger gets in', async () => {
  const trap = join(folder.path, 'trap.cjs');
  const sprung = join(folder.path, 'sprung');
  await writeFile(trap, `require('node:fs').writeFileSync(${JSON.stringify(sprung)}, '');`);
  const app = join(unpacked, 'resources/app');
  await mkdir(app);
  await writeFile(join(app, 'package.json'), JSON.stringify({ name: 'trap', main: trap }));
  const sluice = programAt(join(unpacked, 'sluice-desktop'), 'fourth');
  const attacks: readonly (readonly [readonly string[], Readonly<Record<string, string>>])[] = [
    [[trap], { ELECTRON_RUN_AS_NODE: '1' }],
    [[], { NODE_OPTIONS: `--require ${trap}` }],
    [['--require', trap], {}],
    [['--inspect=127.0.0.1:0'], {}],
  ];
  for (const [args, env] of attacks) {
    const child = sluice.spawn(['--remote-debugging-port=0', ...args], env);
    let said = '';
    child.stderr?.on('data', (text: Buffer) => (said += text.toString()));
    const exited = once(child, 'exit');
    await expect.poll(() => said.includes('DevTools listening') || child.exitCode !== null).toBe(true);
    child.kill('SIGTERM');
    await exited;
    expect([existsSync(sprung), said.includes('Debugger listening')]).toEqual([false, false]);
  }
});
