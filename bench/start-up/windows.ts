/** What Sluice's own start is measured beside: the packaged program, where it was made, and a window with one line. */
import { existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { appCommand } from '../scale/desktop-app.ts';
import { startPainted, type RunningApp } from '../desktop/running-app.ts';

const REPO = resolve(import.meta.dirname, '../..');
/** Where `npm run package` leaves it. */
const PACKAGED = join(REPO, 'release/packages/linux-unpacked/sluice-desktop');

/**
 * The packaged program to measure: the one asked for, else the one that was made here; null: there is none.
 * @throws when the one asked for is missing
 */
export function packagedProgram(asked: string | undefined): string | null {
  if (asked !== undefined && !existsSync(asked)) throw new Error(`there is no program ${asked}`);
  const program = asked ?? (existsSync(PACKAGED) ? PACKAGED : null);
  if (program !== null && isOlderThanBuild(program)) console.warn(`${program} is older than the build: run npm run package`);
  return program;
}

function isOlderThanBuild(program: string): boolean {
  const made = statSync(join(program, '../resources/app.asar'), { throwIfNoEntry: false })?.mtimeMs;
  const built = statSync(join(REPO, 'apps/desktop/out/main/index.cjs'), { throwIfNoEntry: false })?.mtimeMs;
  return made !== undefined && built !== undefined && made < built;
}

/** Its fuses shut Node's ways in; Chromium's debugging port is none of them (SECURITY.md). */
export function startPackaged(program: string, home: string): Promise<RunningApp> {
  const { env } = appCommand(home);
  return startPainted({ program, args: ['--no-sandbox'], env });
}

const MAIN = `const { app, BrowserWindow } = require('electron');
app.whenReady().then(() => new BrowserWindow({ width: 1000, height: 640 }).loadFile('page.html'));
`;

/** Writes the least that opens a window, and gives what starts it in the same runtime as the app. */
export function emptyWindow(folder: string): (home: string) => Promise<RunningApp> {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'empty-window', version: '1.0.0', main: 'main.js' }));
  writeFileSync(join(folder, 'main.js'), MAIN);
  writeFileSync(join(folder, 'page.html'), '<!doctype html><title>Empty</title><p>one line');
  const page = pathToFileURL(join(folder, 'page.html')).href;
  return (home) => {
    const { program, args, env } = appCommand(home);
    return startPainted({ program, args: [...args.slice(0, -1), folder], env, page, isThere: `document.querySelector('p') !== null` });
  };
}
