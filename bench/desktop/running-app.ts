/** The built app as its user starts it, with a debugging port to look into its page: nothing of Playwright is in the figures. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { appCommand } from '../scale/desktop-app.ts';
import { openPage, type PageSession } from './page-session.ts';

const PAGE = 'sluice-app://window/index.html';
const LOOK_MS = 5;
const PATIENCE_MS = 60_000;
const ROWS_ARE_THERE = `document.querySelector('.row:not(.row-coming)') !== null`;
/** Behind the next frame, so that what was there has been painted; as the time of day. */
const PAINTED_AT = `new Promise((resolve) => requestAnimationFrame(() => {
  const after = new MessageChannel();
  after.port1.onmessage = () => resolve(performance.timeOrigin + performance.now());
  after.port2.postMessage(null);
}))`;

export interface RunningApp {
  readonly pid: number;
  readonly page: PageSession;
  /** From the start of the process to the first painted rows. */
  readonly toRowsMs: number;
  /** Asks it to end, and waits until it has. */
  close(): Promise<void>;
}

/** Resolves once rows are painted. `appFolder`: another build. */
export function startRunningApp(home: string, appFolder?: string): Promise<RunningApp> {
  const { program, args, env } = appCommand(home);
  return startPainted({ program, args: appFolder === undefined ? args : [...args.slice(0, -1), appFolder], env });
}

interface WindowCommand {
  readonly program: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** How the address of its page begins, and what is true there once it shows what is waited for; those of Sluice and its rows without them. */
  readonly page?: string;
  readonly isThere?: string;
}

/** Resolves once the window of this command has painted what is waited for. */
export async function startPainted({
  program,
  args,
  env,
  page: start = PAGE,
  isThere = ROWS_ARE_THERE,
}: WindowCommand): Promise<RunningApp> {
  const port = await freePort();
  const begunAtMs = Date.now();
  const child = spawn(program, [`--remote-debugging-port=${port}`, ...args], { env, stdio: 'ignore' });
  const ended = once(child, 'exit');
  const close = async (): Promise<void> => {
    child.kill();
    await ended;
  };
  try {
    const page = await openPage(port, start);
    const givenUpAtMs = begunAtMs + PATIENCE_MS;
    while (!(await page.evaluate<boolean>(isThere).catch(() => false))) {
      if (Date.now() > givenUpAtMs) throw new Error(`nothing to see within ${PATIENCE_MS} ms`);
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    }
    const toRowsMs = (await page.evaluate<number>(PAINTED_AT)) - begunAtMs;
    const closeAll = (): Promise<void> => {
      page.close();
      return close();
    };
    return { pid: child.pid ?? 0, page, toRowsMs, close: closeAll };
  } catch (error) {
    await close();
    throw error;
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return address === null || typeof address === 'string' ? 0 : address.port;
}
