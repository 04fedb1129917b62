/**
 * The program as the browsers' host: it speaks to the browser that started it, passes links to the app that runs, starts that app where
 * none does, and ends. No window, no queue, and none of the app's data is opened here.
 */
import { app } from 'electron';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { handOver, type HandedOver, type HandoverRequest } from '@sluice/handover';
import { serveBrowser } from './native-messaging.ts';

const LOOK_EVERY_MS = 250;
const LOOKS = 80;

/** The words that start this very program, without any of its arguments. An AppImage is unpacked elsewhere at each start. */
export function ownCommand(): readonly string[] {
  const appFolder = app.isPackaged ? [] : [app.getAppPath()];
  const switches = process.argv.includes('--no-sandbox') ? ['--no-sandbox'] : [];
  return [process.env['APPIMAGE'] ?? process.execPath, ...switches, ...appFolder];
}

/** Ends the process. To be called before Electron is ready. */
export async function runBrowserHost(stateFolder: string): Promise<void> {
  app.disableHardwareAcceleration();
  app.dock?.hide();
  // Chromium's own files are locked by the app that runs.
  const sessionFolder = mkdtempSync(join(tmpdir(), 'sluice-host-'));
  app.setPath('sessionData', sessionFolder);
  try {
    await serveBrowser({ input: process.stdin, output: process.stdout, handOver: (request) => toApp(stateFolder, request) });
  } finally {
    rmSync(sessionFolder, { recursive: true, force: true });
    app.exit(0);
  }
}

async function toApp(stateFolder: string, request: HandoverRequest): Promise<HandedOver> {
  const first = await handOver(stateFolder, request);
  if (first.kind !== 'no-app') return first;
  startApp();
  for (let look = 0; look < LOOKS; look += 1) {
    await delay(LOOK_EVERY_MS);
    const next = await handOver(stateFolder, request);
    if (next.kind !== 'no-app') return next;
  }
  return first;
}

function startApp(): void {
  const [program = process.execPath, ...args] = ownCommand();
  const child = spawn(program, args, { detached: true, stdio: 'ignore' });
  // The looks that follow find nobody.
  child.on('error', () => undefined);
  child.unref();
}
