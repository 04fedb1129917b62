/** A window manager and other people's programs on the display of the tests, with a hand that moves the pointer. */
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Null when it is not installed. */
export function pathOfProgram(name: string): string | null {
  for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
    const path = join(folder, name);
    try {
      accessSync(path, constants.X_OK);
      return path;
    } catch {
      // Not in this folder.
    }
  }
  return null;
}

export interface Running {
  end(): Promise<void>;
}

/** Ends the program with all that it started. */
export function startProgram(command: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): Running {
  const child: ChildProcess = spawn(command, args, { stdio: 'ignore', detached: true, env: { ...process.env, ...env } });
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  return {
    end: async () => {
      if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGTERM');
      await gone;
    },
  };
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

export async function xdotool(...args: readonly (string | number)[]): Promise<string> {
  return (await run('xdotool', args.map(String))).stdout.trim();
}

/** The first visible window with this title, once there is one. */
export async function windowTitled(title: string): Promise<string> {
  const found = await xdotool('search', '--sync', '--onlyvisible', '--name', title);
  return found.split('\n')[0] ?? '';
}

/** As a hand does it: pressed, carried in small steps, held still for a moment, let go. Programs follow a drag by these steps. */
export async function dragByHand(from: Point, to: Point): Promise<void> {
  const steps = 24;
  await xdotool('mousemove', from.x, from.y);
  await delay(200);
  await xdotool('mousedown', 1);
  for (let step = 1; step <= steps; step += 1) {
    const part = step / steps;
    await xdotool('mousemove', Math.round(from.x + (to.x - from.x) * part), Math.round(from.y + (to.y - from.y) * part));
    await delay(25);
  }
  await delay(300);
  await xdotool('mousemove', to.x + 2, to.y + 2);
  await delay(300);
  await xdotool('mouseup', 1);
}
