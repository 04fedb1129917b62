/** Drives the packaged program, whose fuses refuse Playwright's own way in: by Chromium's protocol, as any page is driven. */
import { chromium, type Browser, type Page } from '@playwright/test';
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

const REPO_FOLDER = resolve(import.meta.dirname, '../../../..');
const PACKAGES_FOLDER = join(REPO_FOLDER, 'release/packages');
const INHERITED = ['PATH', 'DISPLAY', 'XAUTHORITY', 'DBUS_SESSION_BUS_ADDRESS'];

export const run = promisify(execFile);

/** Makes packages of what was built, little compressed, and gives the path of each by its ending. */
export async function makePackages(targets: readonly string[]): Promise<(ending: string) => string> {
  await run(process.execPath, ['scripts/package.mjs', '--quick', '--target', targets.join(',')], { cwd: REPO_FOLDER });
  const names = await readdir(PACKAGES_FOLDER);
  return (ending) => join(PACKAGES_FOLDER, names.find((name) => name.endsWith(ending)) ?? `no package ends with ${ending}`);
}

/** A packaged program of one user. */
export class PackagedSluice {
  readonly #executable: string;
  readonly #home: string;
  #child: ChildProcess | null = null;
  #browser: Browser | null = null;

  constructor(executable: string, home: string) {
    this.#executable = executable;
    this.#home = home;
  }

  get downloads(): string {
    return join(this.#home, 'Downloads');
  }

  /** Starts it and waits for its window with the list. */
  async start(...args: readonly string[]): Promise<Page> {
    await mkdir(this.downloads, { recursive: true });
    const child = this.spawn(['--remote-debugging-port=0', ...args]);
    this.#child = child;
    const address = await debuggerAddress(child);
    this.#browser = await chromium.connectOverCDP(address).catch((error: unknown) => {
      const { exitCode, signalCode } = child;
      throw new Error(`the program could not be reached (it ended with ${exitCode ?? signalCode ?? 'nothing: it runs'})`, { cause: error });
    });
    const [context] = this.#browser.contexts();
    if (context === undefined) throw new Error('the program has no window');
    const page = context.pages()[0] ?? (await context.waitForEvent('page'));
    await page.getByRole('navigation', { name: 'Filters' }).waitFor();
    return page;
  }

  /** Starts it with further variables and waits for nothing. */
  spawn(args: readonly string[], extra: Readonly<Record<string, string>> = {}): ChildProcess {
    const inherited = INHERITED.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]] as const]));
    const env = { ...Object.fromEntries(inherited), LANG: 'en_US.UTF-8', LANGUAGE: 'en', HOME: this.#home, ...extra };
    const switches = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
    return spawn(this.#executable, [...switches, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  }

  /** Ends it in order. */
  async end(): Promise<void> {
    const child = this.#child;
    this.#child = null;
    await this.#browser?.close();
    if (child === null || child.exitCode !== null) return;
    const exited = once(child, 'exit');
    child.kill('SIGTERM');
    await exited;
  }
}

/** What Chromium says on its error output once it listens. */
function debuggerAddress(child: ChildProcess): Promise<string> {
  return new Promise((settle, fail) => {
    let said = '';
    child.stderr?.on('data', (text: Buffer) => {
      said += text.toString();
      const address = /DevTools listening on (ws:\S+)/.exec(said)?.[1];
      if (address !== undefined) settle(address);
    });
    child.once('exit', () => fail(new Error(`the program ended:\n${said}`)));
  });
}
