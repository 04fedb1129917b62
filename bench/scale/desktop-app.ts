/** Starts the built app with a home of its own and a seeded queue, for the suites that look at a whole program. Needs a display. */
import { mkdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { _electron, type ElectronApplication } from '@playwright/test';
import { seedQueue, type QueueSize } from './seed.ts';

/** `SLUICE_BENCH_APP` names the folder of another build, to compare with. */
const APP = process.env['SLUICE_BENCH_APP'] ?? resolve(import.meta.dirname, '../../apps/desktop');
const INHERITED = ['PATH', 'DISPLAY', 'XAUTHORITY', 'DBUS_SESSION_BUS_ADDRESS'];

/** Without the program, Playwright takes the installed one. */
function command(home: string): { readonly args: readonly string[]; readonly env: Record<string, string> } {
  const env: Record<string, string> = { HOME: home, XDG_CONFIG_HOME: join(home, '.config') };
  for (const name of INHERITED) {
    const value = process.env[name];
    if (value !== undefined) env[name] = value;
  }
  return { args: ['--no-sandbox', APP], env };
}

export function startApp(home: string): Promise<ElectronApplication> {
  const executablePath = process.env['ELECTRON_EXEC_PATH'];
  const { args, env } = command(home);
  return _electron.launch({ ...(executablePath === undefined ? {} : { executablePath }), args: [...args], env });
}

/** For those who start the app themselves. `ELECTRON_EXEC_PATH` must name the program. */
export function appCommand(home: string): {
  readonly program: string;
  readonly args: readonly string[];
  readonly env: Record<string, string>;
} {
  const program = process.env['ELECTRON_EXEC_PATH'];
  if (program === undefined) throw new Error('ELECTRON_EXEC_PATH must name the program');
  return { program, ...command(home) };
}

export function seedHome(home: string, size: QueueSize): void {
  const state = join(home, '.config/Sluice/state');
  mkdirSync(dirname(state), { recursive: true, mode: 0o700 });
  seedQueue(state, size);
}

export function quantile(sorted: readonly number[], at: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * at))] ?? Number.NaN;
}
