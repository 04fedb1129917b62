/** Starts the built app in real Electron, with a home of its own for each test, and an origin to download from. */
import { test as base, _electron, expect, type ElectronApplication, type Page } from '@playwright/test';
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { startOrigin, tempFolder, type Origin } from '@sluice/testkit';
import { enterOwnDesktop } from './own-desktop.ts';

const APP_FOLDER = resolve(import.meta.dirname, '../..');
/** What the app needs of the test's own environment: a display, a bus, and nothing of the user. */
const INHERITED = ['PATH', 'DISPLAY', 'XAUTHORITY', 'DBUS_SESSION_BUS_ADDRESS', 'WAYLAND_DISPLAY', 'SYSTEMROOT', 'TEMP', 'TMP'];

/** What is started. */
export interface Program {
  readonly executablePath: string;
  readonly appFolder: string;
  readonly switches: readonly string[];
}

/** The program of one user, which may be started, ended and started again. */
export class Sluice {
  readonly downloads: string;
  /** Where the database is. */
  readonly state: string;
  readonly #home: string;
  readonly #program: Program;
  #extraEnvironment: Readonly<Record<string, string>> = {};
  #app: ElectronApplication | null = null;

  constructor(home: string, program: Program = builtProgram()) {
    this.#home = home;
    this.#program = program;
    this.downloads = join(home, 'Downloads');
    this.state = join(home, '.config/Sluice/state');
  }

  /** Electron itself, to reach its modules with `evaluate`. */
  get electron(): ElectronApplication {
    if (this.#app === null) throw new Error('the app does not run');
    return this.#app;
  }

  /** Further variables for the starts that follow. */
  setEnvironment(extra: Readonly<Record<string, string>>): void {
    this.#extraEnvironment = extra;
  }

  /** Starts the program and waits for its window. */
  async start(...args: readonly string[]): Promise<Page> {
    await this.launchAgain(...args);
    return this.window();
  }

  /** Starts the program and waits for nothing. */
  async launchAgain(...args: readonly string[]): Promise<void> {
    await mkdir(this.downloads, { recursive: true });
    // Not "with the sandbox", but: Playwright adds no --no-sandbox of its own.
    this.#app = await _electron.launch({ ...this.command(args), colorScheme: null, chromiumSandbox: true });
  }

  /** The window of the running program, with its list. */
  async window(): Promise<Page> {
    const page = await this.page('index.html');
    await page.getByRole('navigation', { name: 'Filters' }).waitFor();
    return page;
  }

  /** The running program's window that shows `name`, once it is there; which of them opens first is not promised. */
  async page(name: 'index.html' | 'basket.html'): Promise<Page> {
    const found = (): Page | undefined => this.electron.windows().find((page) => page.url().endsWith(`/${name}`));
    await expect.poll(() => found() !== undefined, { timeout: 30_000 }).toBe(true);
    const page = found();
    if (page === undefined) throw new Error('the window was closed at once');
    return page;
  }

  /** What is executed; for further processes of the same user. */
  command(args: readonly string[]): { readonly executablePath: string; readonly args: string[]; readonly env: Record<string, string> } {
    const { executablePath, appFolder, switches } = this.#program;
    return { executablePath, args: [...switches, appFolder, ...args], env: this.#environment() };
  }

  /** Ends the program as the user does. */
  async quit(): Promise<void> {
    const { electron } = this;
    const closed = electron.waitForEvent('close');
    await electron.evaluate(({ app }) => {
      setImmediate(() => {
        app.quit();
      });
    });
    await closed;
    this.#app = null;
  }

  /** Ends it as a power cut does. */
  async kill(): Promise<void> {
    const { electron } = this;
    const closed = electron.waitForEvent('close');
    electron.process().kill('SIGKILL');
    await closed;
    this.#app = null;
  }

  async end(): Promise<void> {
    await this.#app?.close().catch(() => undefined);
    this.#app = null;
  }

  #environment(): Record<string, string> {
    const inherited = INHERITED.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]] as const]));
    return {
      ...Object.fromEntries(inherited),
      LANG: 'en_US.UTF-8',
      LANGUAGE: 'en',
      HOME: this.#home,
      USERPROFILE: this.#home,
      XDG_CONFIG_HOME: join(this.#home, '.config'),
      XDG_CACHE_HOME: join(this.#home, '.cache'),
      XDG_DATA_HOME: join(this.#home, '.local/share'),
      XDG_STATE_HOME: join(this.#home, '.local/state'),
      ...this.#extraEnvironment,
    };
  }
}

/** What was built here, as the present user: root can't have Chromium's sandbox. The path is set by playwright.config.ts. */
export function builtProgram(): Program {
  const executablePath = process.env['ELECTRON_EXEC_PATH'];
  if (executablePath === undefined) throw new Error('ELECTRON_EXEC_PATH names no Electron');
  return { executablePath, appFolder: APP_FOLDER, switches: process.getuid?.() === 0 ? ['--no-sandbox'] : [] };
}

interface Fixtures {
  readonly origin: Origin;
  readonly sluice: Sluice;
}

interface WorkerFixtures {
  readonly desktop: undefined;
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  desktop: [
    // eslint-disable-next-line no-empty-pattern -- Playwright reads the names of fixtures from this pattern
    async ({}, use) => {
      const leave = await enterOwnDesktop();
      await use(undefined);
      await leave();
    },
    { scope: 'worker', auto: true },
  ],
  // eslint-disable-next-line no-empty-pattern -- as above
  origin: async ({}, use) => {
    const origin = await startOrigin();
    await use(origin);
    await origin.close();
  },
  // eslint-disable-next-line no-empty-pattern -- as above
  sluice: async ({}, use) => {
    const home = await tempFolder();
    const sluice = new Sluice(home.path);
    await use(sluice);
    await sluice.end();
    await home.remove();
  },
});

export { expect } from '@playwright/test';
