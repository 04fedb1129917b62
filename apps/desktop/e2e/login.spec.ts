/** Start at sign-in, `sluice:` links, files of links, and what other starts hand over. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { Page } from '@playwright/test';
import { expect, test, type Sluice } from './support/launch.ts';
import { TrayHost } from './support/tray-host.ts';

const run = promisify(execFile);

test('start at sign-in is a valid file in the autostart folder, and goes away again', async ({ sluice }) => {
  const page = await sluice.start();
  const file = join(dirname(dirname(sluice.state)), 'autostart', 'sluice-desktop.desktop');
  expect(existsSync(file)).toBe(false);
  await page.evaluate(() => window.sluice.invoke('settings:set', { startAtLogin: true }));
  await expect.poll(() => existsSync(file)).toBe(true);
  const { stdout } = await run('desktop-file-validate', [file]);
  expect(stdout).toBe('');
  const [program = '', ...rest] = /^Exec=(.*)$/m.exec(await readFile(file, 'utf8'))![1]!.split(' ');
  expect([existsSync(program.slice(1, -1)), rest.at(-1)]).toEqual([true, '"--hidden"']);
  await page.evaluate(() => window.sluice.invoke('settings:set', { openAtLoginHidden: false }));
  await expect.poll(() => readFile(file, 'utf8')).not.toContain('--hidden');
  await page.evaluate(() => window.sluice.invoke('settings:set', { startAtLogin: false }));
  await expect.poll(() => existsSync(file)).toBe(false);
});

test('a start at sign-in shows no window, and the tray and another start open it', async ({ sluice }) => {
  const host = await TrayHost.start();
  try {
    await sluice.launchAgain('--hidden');
    await expect.poll(() => host.itemCount).toBe(1);
    expect(sluice.electron.windows()).toHaveLength(0);
    await host.click('Open Sluice');
    await sluice.window();
  } finally {
    host.stop();
  }
});

test('a sluice: link from another program fills the Add dialog and queues nothing', async ({ sluice }) => {
  const page = await sluice.start();
  await startAgain(sluice, 'sluice:add?url=https%3A%2F%2Ffiles.example%2Fa.iso%3Fx%3D1&url=https://files.example/b.iso');
  await expect(links(page)).toHaveValue('https://files.example/a.iso?x=1\nhttps://files.example/b.iso');
  expect(await page.evaluate(() => window.sluice.invoke('jobs:list', {}))).toMatchObject({ value: { snapshots: [] } });
});

test('a sluice: link that is not as it must be does nothing but open the window', async ({ sluice }) => {
  const page = await sluice.start();
  await startAgain(sluice, 'sluice:add?url=file:///etc/passwd', 'sluice:remove?url=https://files.example/a.iso');
  await page.waitForTimeout(500);
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('a metalink opened with Sluice fills the Add dialog', async ({ sluice }) => {
  const page = await sluice.start();
  const file = join(sluice.downloads, 'some list.meta4');
  await writeFile(
    file,
    '<?xml version="1.0" encoding="UTF-8"?>\n<metalink xmlns="urn:ietf:params:xml:ns:metalink"><file name="a.iso"><url>https://files.example/a.iso</url></file></metalink>\n',
  );
  await startAgain(sluice, file);
  await expect(links(page)).toHaveValue('https://files.example/a.iso');
});

async function startAgain(sluice: Sluice, ...words: readonly string[]): Promise<void> {
  const { executablePath, args, env } = sluice.command(words);
  await run(executablePath, args, { env });
}

function links(page: Page): ReturnType<Page['getByRole']> {
  return page.getByRole('dialog', { name: 'Add downloads' }).getByRole('textbox', { name: 'Links' });
}
