import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { tempFolder } from '@sluice/testkit';
import { expect, onTestFinished, test } from 'vitest';
import { CHROMIUM_EXTENSION_ID, FIREFOX_EXTENSION_ID, installHosts, removeHosts } from './browser-hosts.ts';

async function setUp() {
  const folder = await tempFolder();
  onTestFinished(() => folder.remove());
  const places = { platform: 'linux' as const, homeFolder: folder.path, configFolder: join(folder.path, '.config') };
  const stateFolder = join(folder.path, "it's a state");
  await mkdir(stateFolder);
  return { home: folder.path, places, program: { command: ['/bin/echo', "it's", '--native-messaging'], stateFolder }, stateFolder };
}

test('only browsers that are used are told, each in its own way, and untold again', async () => {
  const { home, places, program, stateFolder } = await setUp();
  expect(await installHosts(places, program)).toEqual([]);
  await mkdir(join(home, '.config/chromium'), { recursive: true });
  await mkdir(join(home, '.mozilla'));
  expect(await installHosts(places, program)).toEqual(['Chromium', 'Firefox']);
  const paths = ['.config/chromium/NativeMessagingHosts', '.mozilla/native-messaging-hosts'].map((at) =>
    join(home, at, 'app.sluice.host.json'),
  );
  const manifests = await Promise.all(paths.map(async (path) => JSON.parse(await readFile(path, 'utf8')) as Record<string, unknown>));
  expect(manifests).toMatchObject([
    { name: 'app.sluice.host', type: 'stdio', allowed_origins: [`chrome-extension://${CHROMIUM_EXTENSION_ID}/`] },
    { name: 'app.sluice.host', type: 'stdio', allowed_extensions: [FIREFOX_EXTENSION_ID] },
  ]);
  const script = String(manifests[0]?.['path']);
  expect((await stat(script)).mode & 0o777).toBe(0o700);
  expect((await promisify(execFile)(script, ['chrome-extension://x/'])).stdout).toBe("it's --native-messaging chrome-extension://x/\n");
  await removeHosts(places, stateFolder);
  expect([...paths, script].map((path) => existsSync(path))).toEqual([false, false, false]);
});
