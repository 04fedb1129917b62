/** Runs the command, which `build-for-tests.ts` has built, as a child process, the way a shell does. */
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inject } from 'vitest';

export const CLI_FOLDER = fileURLToPath(new URL('../..', import.meta.url));

export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Running {
  readonly child: ChildProcessWithoutNullStreams;
  readonly finished: Promise<Finished>;
  /** Resolves with the first JSON line of the standard output that fits; rejects when the program ends before. */
  untilEvent(fits: (event: Readonly<Record<string, unknown>>) => boolean): Promise<Readonly<Record<string, unknown>>>;
}

export class BuiltCli {
  /** `home` takes the place of the user's folder, and is where the program runs. */
  start(home: string, argv: readonly string[], env: Readonly<Record<string, string>> = {}): Running {
    const child = spawn(process.execPath, [join(inject('builtCliFolder'), 'sluice.js'), ...argv], {
      cwd: home,
      env: { PATH: process.env['PATH'], HOME: home, LANG: 'C', ...env },
    });
    return follow(child);
  }

  run(home: string, argv: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Finished> {
    return this.start(home, argv, env).finished;
  }
}

function follow(child: ChildProcessWithoutNullStreams): Running {
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const finished = new Promise<Finished>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, stdout, stderr }));
  });
  return {
    child,
    finished,
    untilEvent: (fits) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const event = jsonLines(stdout.slice(0, stdout.lastIndexOf('\n') + 1)).find(fits);
          if (event !== undefined) resolve(event);
        };
        child.stdout.on('data', look);
        finished.then(() => reject(new Error(`ended without the event: ${stdout}${stderr}`)), reject);
        look();
      }),
  };
}

/** The objects that were printed, one a line. */
export function jsonLines(stdout: string): readonly Readonly<Record<string, unknown>>[] {
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>);
}
