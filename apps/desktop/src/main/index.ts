/** The start: one instance, and a window whose page loads while the rest of the program is read and opened (decisions 0036 and 0040). */
import { app } from 'electron';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Dispatch } from '@sluice/ipc';
import { registerAppScheme, serveApp } from './app-protocol.ts';
import { background, logUncaughtFaults } from './fault-log.ts';
import { HandedOver } from './links/handed-over.ts';
import { LaterStarts } from './links/later-starts.ts';
import type { StartData } from './links/start-words.ts';
import { answerMessages, type Sender } from './raw-ipc.ts';
import { isSafeStart, StartMarker } from './safe-start/start-marker.ts';
import { HIDDEN_SWITCH, isBrowserHost } from './start-switches.ts';
import { stateFolder } from './state-folder.ts';
import { loadWindow } from './window.ts';

const OUT_FOLDER = join(import.meta.dirname, '..');
/** A page that can't be loaded must not keep the downloads waiting. */
const PAGE_PATIENCE_MS = 1000;

const startMarker = new StartMarker(join(app.getPath('userData'), 'start.json'));
logUncaughtFaults();
registerAppScheme();
const handedOver = new HandedOver(app);
const laterStarts = new LaterStarts(app);
const startData: StartData = { argv: process.argv, folder: process.cwd() };
if (isBrowserHost(process.argv)) background('the host of the browsers', beBrowserHost());
else if (app.requestSingleInstanceLock({ ...startData })) background('start', start(isSafeStart(startMarker.begin(), process.argv)));
else app.quit();

async function beBrowserHost(): Promise<void> {
  const { runBrowserHost } = await import('./handover/run-browser-host.ts');
  await runBrowserHost(stateFolder());
}

/** `safe`: the last starts failed, so nothing is begun that could have been the reason. */
async function start(safe: boolean): Promise<void> {
  // Only possible before Electron is ready.
  if (safe) app.disableHardwareAcceleration();
  await app.whenReady();
  const preloadPath = join(OUT_FOLDER, 'preload', 'index.cjs');
  const page = serveApp(join(OUT_FOLDER, 'renderer'));
  let answer: (dispatch: Dispatch<Sender>) => void = () => undefined;
  answerMessages(new Promise((resolve) => (answer = resolve)));
  // This process hands the page its document, and then its scripts: the program is read between the two, the database behind them.
  const loading = startData.argv.includes(HIDDEN_SWITCH) ? null : loadWindow(preloadPath);
  const patience = delay(PAGE_PATIENCE_MS);
  if (loading !== null) await Promise.race([loading.hasDocument, patience]);
  const { runProgram } = await import('./program.ts');
  if (loading !== null) await Promise.race([page.hasScripts, patience]);
  runProgram({ safe, loading, preloadPath, startData, handedOver, laterStarts, startMarker, answer });
}
