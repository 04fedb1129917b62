/** A screen and a session bus for each worker of the tests: clipboard, pointer, focus and bus names are its own. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';

const WITH_DISPLAY = resolve(import.meta.dirname, '../../../../scripts/with-display.mjs');
const VARIABLES = ['DISPLAY', 'XAUTHORITY', 'DBUS_SESSION_BUS_ADDRESS', 'XDG_SESSION_TYPE'] as const;
/** Tells what it was given, and lasts as long as its standard input: so the desktop ends with its worker, however that ends. */
const TELL = 'console.log(JSON.stringify(process.env)); process.stdin.resume();';

/**
 * Starts a desktop and makes it the one of this process.
 * @returns ends it
 * @throws when there is no such desktop to be had
 */
export async function enterOwnDesktop(): Promise<() => Promise<void>> {
  if (process.platform !== 'linux' || process.env['SLUICE_USE_DISPLAY']) return async () => {};
  const { SLUICE_VIRTUAL_DISPLAY: _around, ...env } = process.env;
  const child = spawn(process.execPath, [WITH_DISPLAY, process.execPath, '-e', TELL], { env, stdio: ['pipe', 'pipe', 'inherit'] });
  const exited = once(child, 'exit');
  let told = '';
  for await (const text of child.stdout) {
    told += String(text);
    if (told.endsWith('}\n')) break;
  }
  if (!told.endsWith('}\n'))
    throw new Error('there is no virtual desktop: run the tests with npm run test:e2e, which installs what it needs');
  const given = JSON.parse(told) as Readonly<Record<string, string>>;
  for (const name of VARIABLES) {
    const value = given[name];
    if (value !== undefined) process.env[name] = value;
  }
  delete process.env['WAYLAND_DISPLAY'];
  return async () => {
    child.stdin.end();
    await exited;
  };
}
