/** For an ordinary user the program runs with Chromium's sandbox, which root never sees, and downloads all the same. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expectSeededFile } from '@sluice/testkit';
import { expect, Sluice, test } from './support/launch.ts';
import { ordinaryUser } from './support/ordinary-user.ts';
import { addByDialog, rowButton } from './support/window.ts';

test('the window of an ordinary user is confined by the system, and a file arrives', async ({ origin }) => {
  const user = await ordinaryUser();
  if (user.kind === 'unavailable') return test.skip(true, user.reason);
  const sluice = new Sluice(user.home, user.program);
  sluice.setEnvironment(user.environment);
  try {
    const url = origin.serve('/confined.bin', { seed: 6, sizeBytes: 3_000_001 });
    const page = await sluice.start();
    const processes = await sluice.electron.evaluate(({ app }) => ({
      switched: app.commandLine.hasSwitch('no-sandbox'),
      main: process.pid,
      window: app.getAppMetrics().find(({ type }) => type === 'Tab')?.pid ?? 0,
    }));
    expect([processes.switched, await statusOf(processes.main, 'Uid')]).toEqual([false, expect.not.stringMatching(/^0\b/)]);
    // Two is "filtered": the system itself refuses most calls (proc_pid_status(5)).
    expect(await statusOf(processes.window, 'Seccomp')).toBe('2');
    await addByDialog(page, url);
    await expect(rowButton(page, 'confined.bin', 'Open')).toBeVisible();
    await expectSeededFile(join(sluice.downloads, 'confined.bin'), 6, 3_000_001);
  } finally {
    await sluice.end();
    await user.remove();
  }
});

/** A line of what Linux tells of a process. */
async function statusOf(pid: number, name: string): Promise<string> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return new RegExp(`^${name}:\\s+(.*)$`, 'm').exec(status)?.[1] ?? '';
}
