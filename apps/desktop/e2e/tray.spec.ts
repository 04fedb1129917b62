/** The tray, read and clicked as a panel does it, and a window that can be closed without losing the downloads. */
import { expect, test } from './support/launch.ts';
import { TrayHost } from './support/tray-host.ts';
import { addByDialog, rowButton } from './support/window.ts';

const MiB = 1024 * 1024;
const SIZE_BYTES = 24 * MiB;
const HELD_BYTES = 4 * MiB;

test('a panel reads icon, tooltip and menu, and its clicks pause, resume and limit', async ({ sluice, origin }) => {
  const host = await TrayHost.start();
  try {
    const page = await sluice.start();
    await expect.poll(() => host.itemCount).toBe(1);
    await expect.poll(() => host.toolTip()).toBe('Nothing to do');
    const idle = await host.icon();
    const url = origin.serve('/one_two&three.bin', { seed: 1, sizeBytes: SIZE_BYTES });
    const release = origin.hold('/one_two&three.bin', { afterBytes: HELD_BYTES });
    await addByDialog(page, url);
    await origin.untilBytesSent('/one_two&three.bin', HELD_BYTES);
    await expect.poll(() => host.toolTip()).toMatch(/^1 active · /);
    await expect.poll(() => host.labels()).toContain('one_two&three.bin – 16 %');
    const active = await host.icon();
    expect(active.pixels.equals(idle.pixels)).toBe(false);

    await host.click('Pause all');
    await expect(rowButton(page, 'one_two&three.bin', 'Resume')).toBeVisible();
    await expect.poll(() => host.toolTip()).toBe('Nothing to do');
    await host.click('2 MB/s');
    await expect.poll(async () => checkedLimits(host)).toEqual(['2 MB/s']);
    await host.click('No limit');
    await expect.poll(async () => checkedLimits(host)).toEqual(['No limit']);
    release();
    await host.click('Resume all');
    await expect(rowButton(page, 'one_two&three.bin', 'Open')).toBeVisible();
    await host.click('Drop basket');
    await expect.poll(async () => (await host.menu()).find(({ label }) => label === 'Drop basket')?.checked).toBe(true);
  } finally {
    host.stop();
  }
});

test('closing the window asks once, hides it, and the downloads go on; the tray brings it back', async ({ sluice, origin }) => {
  const host = await TrayHost.start();
  try {
    const page = await sluice.start();
    const url = origin.serve('/behind.bin', { seed: 2, sizeBytes: SIZE_BYTES });
    const release = origin.hold('/behind.bin', { afterBytes: HELD_BYTES });
    await addByDialog(page, url);
    await origin.untilBytesSent('/behind.bin', HELD_BYTES);
    const asked = await answerDialogs(sluice, 0);
    await closeWindow(sluice);
    await expect.poll(() => isVisible(sluice)).toBe(false);
    expect(await asked()).toEqual(['Keep downloading when the window is closed?']);
    release();
    await expect.poll(() => host.toolTip()).toBe('Nothing to do');
    await host.click('Open Sluice');
    await expect.poll(() => isVisible(sluice)).toBe(true);
    await expect(rowButton(page, 'behind.bin', 'Open')).toBeVisible();

    await closeWindow(sluice);
    await expect.poll(() => isVisible(sluice)).toBe(false);
    expect(await asked()).toHaveLength(1);
    await host.activate();
    await expect.poll(() => isVisible(sluice)).toBe(true);
    const ended = sluice.electron.waitForEvent('close');
    await host.click('Quit');
    await ended;
  } finally {
    host.stop();
  }
});

test('without a tray a working window is only minimised, and an idle one ends the program', async ({ sluice, origin }) => {
  const page = await sluice.start();
  const url = origin.serve('/alone.bin', { seed: 3, sizeBytes: SIZE_BYTES });
  const release = origin.hold('/alone.bin', { afterBytes: HELD_BYTES });
  await addByDialog(page, url);
  await origin.untilBytesSent('/alone.bin', HELD_BYTES);
  await answerDialogs(sluice, 0);
  const minimised = sluice.electron.evaluate(
    ({ BrowserWindow }) =>
      new Promise<boolean>((resolve) => {
        const window = BrowserWindow.getAllWindows()[0]!;
        // Without a window manager nothing minimises: what was asked for is what counts.
        window.minimize = () => {
          resolve(true);
        };
      }),
  );
  await closeWindow(sluice);
  expect(await minimised).toBe(true);
  release();
  await expect(rowButton(page, 'alone.bin', 'Open')).toBeVisible();
  const ended = sluice.electron.waitForEvent('close');
  await closeWindow(sluice);
  await ended;
});

type Program = Parameters<Parameters<typeof test>[2]>[0]['sluice'];

async function checkedLimits(host: TrayHost): Promise<readonly string[]> {
  const limits = (await host.menu()).find(({ label }) => label === 'Limit')?.children ?? [];
  return limits.filter(({ checked }) => checked).map(({ label }) => label);
}

function closeWindow(sluice: Program): Promise<void> {
  return sluice.electron.evaluate(({ BrowserWindow }) => {
    const window = BrowserWindow.getAllWindows()[0];
    setImmediate(() => window?.close());
  });
}

function isVisible(sluice: Program): Promise<boolean> {
  return sluice.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible() === true);
}

/** Answers every question with this button from now on; the returned function tells which were asked. */
async function answerDialogs(sluice: Program, button: number): Promise<() => Promise<readonly string[]>> {
  await sluice.electron.evaluate(({ dialog }, response) => {
    const asked: string[] = [];
    Object.assign(globalThis, { asked });
    Object.assign(dialog, {
      showMessageBox: (...given: readonly { readonly message?: string }[]) => {
        asked.push(given.at(-1)?.message ?? '');
        return Promise.resolve({ response, checkboxChecked: false });
      },
    });
  }, button);
  return () => sluice.electron.evaluate(() => (globalThis as unknown as { asked: string[] }).asked);
}
