/** What is told outside of the window, as a notification service on the session bus gets it; once with the real dunst. */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { tempFolder } from '@sluice/testkit';
import { joinSessionBus } from './support/bus.ts';
import { expect, test, type Sluice } from './support/launch.ts';
import { NotificationService } from './support/notification-service.ts';
import { addByDialog, row, rowButton } from './support/window.ts';

const run = promisify(execFile);
const MiB = 1024 * 1024;

test('a finished file is told with its name and two buttons that work', async ({ sluice, origin }) => {
  const service = await NotificationService.start();
  try {
    const page = await sluice.start();
    await setFocused(sluice, false);
    const opened = await watchShell(sluice);
    await addByDialog(page, origin.serve('/a&b.bin', { seed: 1, sizeBytes: MiB }));
    await expect.poll(() => service.notes.map(({ title, body }) => [title, body])).toEqual([['Download complete', 'a&amp;b.bin\n1.05 MB']]);
    const [note] = service.notes;
    expect([...note!.actions.values()]).toEqual(['', 'Open', 'Show in folder']);
    service.click(note!, 'Open');
    service.click(note!, 'Show in folder');
    const path = join(sluice.downloads, 'a&b.bin');
    await expect.poll(opened).toEqual([`open ${path}`, `show ${path}`]);
    service.click(note!, null);
    await expect(row(page, 'a&b.bin')).toHaveAttribute('aria-current', 'true');
  } finally {
    service.stop();
  }
});

test('twenty that finish at once make one summary', async ({ sluice, origin }) => {
  const service = await NotificationService.start();
  try {
    const page = await sluice.start();
    await setFocused(sluice, false);
    await page.evaluate(() => window.sluice.invoke('settings:set', { concurrentJobs: 20 }));
    const paths = Array.from({ length: 20 }, (_unused, index) => `/file-${index}.bin`);
    const links = paths.map((path, index) => origin.serve(path, { seed: index, sizeBytes: MiB }));
    const releases = paths.map((path) => origin.hold(path, { afterBytes: MiB / 2 }));
    await addByDialog(page, links.join('\n'));
    await Promise.all(paths.map((path) => origin.untilBytesSent(path, MiB / 2)));
    for (const release of releases) release();
    await expect(rowButton(page, 'file-19.bin', 'Open')).toBeVisible({ timeout: 30_000 });
    await expect.poll(() => service.notes.map(({ title }) => title)).toEqual(['20 downloads complete']);
    expect(service.notes[0]?.body.split('\n')).toHaveLength(5);
  } finally {
    service.stop();
  }
});

test('a failed download is told with the button that helps, and the button helps', async ({ sluice, origin }) => {
  const service = await NotificationService.start();
  try {
    const page = await sluice.start();
    await setFocused(sluice, false);
    await addByDialog(page, `${origin.url}/later.bin`);
    await expect.poll(() => service.notes.map(({ title }) => title)).toEqual(['later.bin needs you']);
    origin.serve('/later.bin', { seed: 4, sizeBytes: 1000 });
    service.click(service.notes[0]!, 'Retry');
    await expect(rowButton(page, 'later.bin', 'Open')).toBeVisible();
  } finally {
    service.stop();
  }
});

test('nothing is told to who looks at the window, nor what is switched off', async ({ sluice, origin }) => {
  const service = await NotificationService.start();
  try {
    const page = await sluice.start();
    await setFocused(sluice, true);
    await addByDialog(page, origin.serve('/seen.bin', { seed: 5, sizeBytes: 1000 }));
    await expect(rowButton(page, 'seen.bin', 'Open')).toBeVisible();
    // As long as news are gathered, and some more.
    await page.waitForTimeout(1500);
    await setFocused(sluice, false);
    await page.evaluate(() => window.sluice.invoke('settings:set', { notifications: { done: false, attention: true } }));
    await addByDialog(page, [origin.serve('/off.bin', { seed: 6, sizeBytes: 1000 }), `${origin.url}/gone.bin`].join('\n'));
    await expect.poll(() => service.notes.map(({ title }) => title)).toEqual(['gone.bin needs you']);
  } finally {
    service.stop();
  }
});

test('a link that is copied elsewhere is offered only while that is wanted', async ({ sluice }) => {
  const service = await NotificationService.start();
  try {
    const page = await sluice.start();
    await setFocused(sluice, false);
    const reads = await countClipboardReads(sluice);
    await copyElsewhere('https://files.example/first.iso');
    await page.waitForTimeout(2500);
    expect([await reads(), service.notes]).toEqual([0, []]);
    await page.evaluate(() => window.sluice.invoke('settings:set', { clipboardOffer: true }));
    await expect.poll(reads).toBeGreaterThan(0);
    const copied = await copyElsewhere('https://files.example/second.iso?token=secret-7');
    await expect.poll(() => service.notes.map(({ title }) => title), { timeout: 15_000 }).toEqual(['Download the copied link?']);
    expect(service.notes[0]?.body).not.toContain('secret-7');
    service.click(service.notes[0]!, 'Add…');
    const dialog = page.getByRole('dialog', { name: 'Add downloads' });
    await expect(dialog.getByRole('textbox', { name: 'Links' })).toHaveValue('https://files.example/second.iso?token=secret-7');
    copied();
  } finally {
    service.stop();
  }
});

test('dunst, a real notification service, shows it, and a click on Open opens the file', async ({ sluice, origin }) => {
  const dunst = await startDunst();
  try {
    const page = await sluice.start();
    await setFocused(sluice, false);
    const opened = await watchShell(sluice);
    await addByDialog(page, origin.serve('/real.bin', { seed: 7, sizeBytes: MiB }));
    await expect.poll(() => dunst.ask('count', 'displayed')).toBe('1');
    // Opens dunst's menu of buttons; what its `dmenu` prints is the one that was chosen.
    await dunst.ask('context');
    await expect.poll(opened).toEqual([`open ${join(sluice.downloads, 'real.bin')}`]);
    await dunst.ask('close-all');
    expect(await dunst.ask('history')).toContain('real.bin');
  } finally {
    await dunst.stop();
  }
});

/** What the program asks the system to open or show, without starting anything. */
async function watchShell(sluice: Sluice): Promise<() => Promise<readonly string[]>> {
  await sluice.electron.evaluate(({ shell }) => {
    const opened: string[] = [];
    Object.assign(globalThis, { opened });
    Object.assign(shell, {
      openPath: (path: string) => {
        opened.push(`open ${path}`);
        return Promise.resolve('');
      },
      showItemInFolder: (path: string) => opened.push(`show ${path}`),
    });
  });
  return () => sluice.electron.evaluate(() => (globalThis as unknown as { opened: string[] }).opened);
}

/** Without a window manager the focus does not move: the system's word for it is given here. */
async function setFocused(sluice: Sluice, focused: boolean): Promise<void> {
  await sluice.electron.evaluate(({ BrowserWindow }, value) => {
    const window = BrowserWindow.getAllWindows()[0];
    if (window !== undefined) window.isFocused = () => value;
  }, focused);
}

async function countClipboardReads(sluice: Sluice): Promise<() => Promise<number>> {
  await sluice.electron.evaluate(({ clipboard }) => {
    const readText = clipboard.readText.bind(clipboard);
    Object.assign(globalThis, { reads: 0 });
    clipboard.readText = () => {
      (globalThis as unknown as { reads: number }).reads += 1;
      return readText();
    };
  });
  return () => sluice.electron.evaluate(() => (globalThis as unknown as { reads: number }).reads);
}

/** Another program copies: xclip keeps it until the returned function is called. */
async function copyElsewhere(text: string): Promise<() => void> {
  const xclip = spawn('xclip', ['-selection', 'clipboard', '-quiet'], { stdio: ['pipe', 'ignore', 'pipe'] });
  xclip.stdin.end(text);
  await once(xclip.stderr, 'data');
  return () => void xclip.kill();
}

async function startDunst(): Promise<{ ask(...words: readonly string[]): Promise<string>; stop(): Promise<void> }> {
  const folder = await tempFolder();
  const file = join(folder.path, 'dunstrc');
  const choose = join(folder.path, 'choose-open');
  await writeFile(choose, '#!/bin/sh\nexec grep -m1 Open\n', { mode: 0o755 });
  await writeFile(file, `[global]\n  history_length = 20\n  dmenu = ${choose}\n[urgency_normal]\n  timeout = 0\n`);
  const daemon = spawn('dunst', ['-conf', file], { stdio: 'ignore' });
  const bus = await joinSessionBus();
  await expect.poll(() => bus.hasOwner('org.freedesktop.Notifications')).toBe(true);
  bus.close();
  return {
    ask: async (...words) => (await run('dunstctl', [...words])).stdout.trim(),
    async stop() {
      const ended = once(daemon, 'exit');
      daemon.kill();
      await ended;
      await folder.remove();
    },
  };
}
