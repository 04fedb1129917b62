/** One program at a time, which remembers its window and says what is wrong with its data. */
import { execFile, spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Page } from '@playwright/test';
import { systemClock } from '@sluice/engine';
import type { Bridge } from '@sluice/ipc';
import { openDatabase, plainBox } from '@sluice/store';
import { expect, test, type Sluice } from './support/launch.ts';

declare global {
  interface Window {
    readonly sluice: Bridge;
  }
}

test('a second start hands its links to the first and ends', async ({ sluice, origin }) => {
  const url = origin.serve('/second.bin', { seed: 1, sizeBytes: 10 });
  const page = await sluice.start();
  const { executablePath, args, env } = sluice.command([url]);
  await promisify(execFile)(executablePath, args, { env });
  await expect(page.getByRole('dialog', { name: 'Add downloads' }).getByRole('textbox', { name: 'Links' })).toHaveValue(url);
  expect(sluice.electron.windows()).toHaveLength(1);
});

test('the window opens where and as large as it was', async ({ sluice }) => {
  await sluice.start();
  const bounds = { x: 60, y: 50, width: 900, height: 600 };
  await sluice.electron.evaluate(({ BrowserWindow }, wanted) => {
    BrowserWindow.getAllWindows()[0]?.setBounds(wanted);
  }, bounds);
  await expect.poll(() => boundsOf(sluice)).toEqual(bounds);
  await sluice.quit();
  await sluice.start();
  await expect.poll(() => boundsOf(sluice)).toEqual(bounds);
});

test('settings are there after a restart', async ({ sluice }) => {
  const page = await sluice.start();
  await page.evaluate(() => window.sluice.invoke('settings:set', { theme: 'dark', concurrentJobs: 7 }));
  await sluice.quit();
  const again = await sluice.start();
  expect(await invoke(again, 'settings:get')).toMatchObject({ ok: true, value: { theme: 'dark', concurrentJobs: 7 } });
  expect(await again.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)).toBe(true);
});

test('a database that another Sluice holds is left alone, and the sentence says so', async ({ sluice }) => {
  const opened = openDatabase(sluice.state, { clock: systemClock, secretBox: plainBox });
  if (opened.kind !== 'open') throw new Error(opened.kind);
  try {
    expect(await firstSentence(sluice)).toContain(`Another Sluice is using the downloads in ${sluice.state}.`);
  } finally {
    opened.store.close();
  }
});

test('a database that is none is set aside, and the user is told', async ({ sluice }) => {
  await sluice.start();
  await sluice.quit();
  await writeFile(join(sluice.state, 'queue.db'), 'this is no database at all'.repeat(1000));
  const page = await sluice.start();
  expect(await invoke(page, 'app:facts')).toMatchObject({ ok: true, value: { notices: [{ kind: 'set-aside' }] } });
  await expect(page.getByText('set aside').first()).toBeVisible();
});

function invoke(page: Page, channel: string): Promise<unknown> {
  return page.evaluate((name) => window.sluice.invoke(name, {}), channel);
}

function boundsOf(sluice: Sluice): Promise<unknown> {
  return sluice.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds());
}

/** What a start that shows a dialog says on stderr; the dialog waits for a click that never comes. */
async function firstSentence(sluice: Sluice): Promise<string> {
  const { executablePath, args, env } = sluice.command([]);
  const child = spawn(executablePath, args, { env, stdio: ['ignore', 'ignore', 'pipe'] });
  try {
    let said = '';
    for await (const text of child.stderr) {
      said += String(text);
      const sentence = /^sluice: (.*)$/m.exec(said)?.[1];
      if (sentence !== undefined) return sentence;
    }
    return said;
  } finally {
    child.kill('SIGKILL');
  }
}
