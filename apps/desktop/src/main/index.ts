/** Starts the program: one instance, one composition, one window. */
import { app, clipboard } from 'electron';
import { join } from 'node:path';
import { systemClock } from '@sluice/engine';
import { createDispatcher, type AppFacts } from '@sluice/ipc';
import { desktopWords } from '@sluice/words';
import { registerAppScheme, serveApp } from './app-protocol.ts';
import { Basket } from './basket/basket.ts';
import { compose, type App } from './compose.ts';
import { takeWish } from './desktop-actions.ts';
import { desktopLanguage } from './desktop-language.ts';
import { dialogText, type DialogText } from './dialog-text.ts';
import { systemDownloadFolder } from './download-folder.ts';
import { background, keepFaultsIn, logFault, logUncaughtFaults } from './fault-log.ts';
import { isBrowserHost, runBrowserHost } from './handover/run-browser-host.ts';
import { createHandlers } from './ipc-handlers.ts';
import { HandedOver } from './links/handed-over.ts';
import { HIDDEN_SWITCH, readStartData, readStartWords, type StartData } from './links/start-words.ts';
import { openLog } from './log/open-log.ts';
import { MainWindow } from './main-window.ts';
import { setMenu } from './menu.ts';
import { exportList } from './links/export-list.ts';
import { importList } from './links/import-list.ts';
import { chooseFolder, chooseListToRead, chooseListToWrite, systemOpener, tellWhyNot } from './native-dialogs.ts';
import { OtherPrograms } from './other-programs.ts';
import { closeBeforeQuit } from './quit.ts';
import { answerMessages, isFrom, type Sender } from './raw-ipc.ts';
import { isSafeStart, STEADY_AFTER_MS, StartMarker } from './safe-start/start-marker.ts';
import { SelfCare } from './self-care.ts';
import { noteOf } from './sources/edit-connections.ts';
import { SystemIntegration } from './system-integration.ts';
import { startDrag } from './window-handlers/start-drag.ts';

const OUT_FOLDER = join(import.meta.dirname, '..');
const PRELOAD_PATH = join(OUT_FOLDER, 'preload', 'index.cjs');

let composed: App | null = null;
const log = openLog(stateFolder(), () => composed?.settings.current.logLevel ?? 'info');
const startMarker = new StartMarker(join(app.getPath('userData'), 'start.json'));
logUncaughtFaults();
registerAppScheme();
const handedOver = new HandedOver(app);
const startData: StartData = { argv: process.argv, folder: process.cwd() };
if (isBrowserHost(process.argv)) background('the host of the browsers', runBrowserHost(stateFolder()));
else if (app.requestSingleInstanceLock({ ...startData })) background('start', start(isSafeStart(startMarker.begin(), process.argv)));
else app.quit();

/** `safe`: the last starts failed, so nothing is begun that could have been the reason. */
async function start(safe: boolean): Promise<void> {
  keepFaultsIn(log);
  // Only possible before Electron is ready.
  if (safe) app.disableHardwareAcceleration();
  await app.whenReady();
  const composition = compose({ safe });
  if (composition.kind === 'ready') {
    composed = composition.app;
    run(composition.app);
  } else {
    startMarker.end();
    tellWhyNot(composition, dialogText('system', app.getPreferredSystemLanguages()));
    app.exit(1);
  }
}

function run(running: App): void {
  const window = new MainWindow(running, PRELOAD_PATH);
  const text = (): DialogText => dialogText(running.settings.current.language, app.getPreferredSystemLanguages());
  serveApp(join(OUT_FOLDER, 'renderer'));
  const programs = new OtherPrograms(running, stateFolder(), (integrations) => {
    window.tell('integrations:changed', integrations);
  });
  const care = new SelfCare(running, window, { log, facts: () => facts(running) });
  const basket = new Basket({
    running,
    preloadPath: PRELOAD_PATH,
    words: () => desktopWords(desktopLanguage(running.settings.current.language)),
    act: (action) => system.act(action),
  });
  const system = integrate(running, window, { text, basket });
  answer(running, window, { text, programs, care, system, basket });
  showMenu(running, window, text);
  care.open(system);
  endWith(running, window, { system, programs, care, basket });
  programs.open();
  window.follow();
  // Behind the window, which everything else speaks of as the first.
  background(
    'the first window',
    openFirst(window, system).then(() => basket.open()),
  );
  takeLinks(window, startData);
  handedOver.follow((word) => takeLinks(window, { argv: ['', word], folder: '/' }));
  app.on('second-instance', (_event, _argv, _folder, data) => {
    window.open();
    takeLinks(window, readStartData(data));
  });
  app.on('activate', () => {
    window.open();
  });
}

function answer(
  running: App,
  window: MainWindow,
  { text, programs, care, system, basket }: Followers & { readonly text: () => DialogText },
): void {
  const { queue, settings, store } = running;
  running.sources.subscribe((news) => {
    window.tell('connections:note', noteOf(news));
  });
  const browserWindow = () => window.browserWindow;
  const handlers = createHandlers({
    queue,
    listing: running.store.listing,
    settings,
    integrations: programs,
    care: care.handlers,
    sources: running.sources,
    tellAdding: (progress) => {
      window.tell('objects:adding', progress);
    },
    facts: () => facts(running),
    files: systemOpener(browserWindow, text),
    chooseFolder: (from) => chooseFolder(browserWindow(), from, text()),
    lists: {
      exportTo: (input) =>
        exportList(input, {
          store,
          nowMs: () => systemClock.nowMs(),
          choosePath: (name) => chooseListToWrite(browserWindow(), join(settings.current.downloadFolder, name), text()),
        }),
      importFrom: () =>
        importList({ store, queue, settings: () => settings.current, choosePath: () => chooseListToRead(browserWindow(), text()) }),
    },
    resting: () => system.resting,
    showWindow: (links) => {
      if (links === null) window.open();
      else window.ask({ name: 'add', text: links });
    },
    dragFiles: (paths) => {
      startDrag(browserWindow(), paths);
    },
    // A string in Electron 33, a promise in the newest.
    readClipboard: async () => await clipboard.readText(),
  });
  const isTrusted = (sender: Sender): boolean => isFrom(browserWindow(), sender) || isFrom(basket.browserWindow, sender);
  answerMessages(createDispatcher<Sender>(handlers, { isTrusted, onFault: logFault }));
}

function facts({ notices }: App): AppFacts {
  const { electron, chrome, node } = process.versions;
  return {
    version: app.getVersion(),
    electron: electron ?? '',
    chrome: chrome ?? '',
    node,
    platform: process.platform,
    systemLocale: app.getPreferredSystemLanguages()[0] ?? app.getLocale(),
    downloadsFolder: systemDownloadFolder(),
    stateFolder: stateFolder(),
    notices,
  };
}

/** Where the database is. */
function stateFolder(): string {
  return join(app.getPath('userData'), 'state');
}

function showMenu(running: App, window: MainWindow, text: () => DialogText): void {
  const show = (): void => {
    setMenu({
      text: text().menu,
      platform: process.platform,
      developerTools: !app.isPackaged,
      ask: (command) => {
        window.ask(command);
      },
    });
  };
  show();
  running.settings.subscribe(show);
}

interface Shown {
  readonly text: () => DialogText;
  readonly basket: Basket;
}

function integrate(running: App, window: MainWindow, { text, basket }: Shown): SystemIntegration {
  const files = systemOpener(() => window.browserWindow, text);
  const system = new SystemIntegration(running, window, {
    files,
    readClipboard: async () => await clipboard.readText(),
    onProgress: (progress) => basket.show(progress),
  });
  system.open();
  // On macOS a program without a window is an ordinary thing, and its dock icon brings the window back.
  if (process.platform !== 'darwin') {
    window.onClosing = (event) => {
      event.preventDefault();
      system.closing();
    };
  }
  return system;
}

interface Followers {
  readonly system: SystemIntegration;
  readonly programs: OtherPrograms;
  readonly care: SelfCare;
  readonly basket: Basket;
}

function endWith(running: App, window: MainWindow, { system, programs, care, basket }: Followers): void {
  closeBeforeQuit(app, async () => {
    basket.close();
    system.close();
    window.close();
    await programs.close();
    await running.close();
    care.close();
    startMarker.end();
  });
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
}

/** A start at sign-in stays out of sight where there is a tray; the panel that has it may come up later than we do. */
async function openFirst(window: MainWindow, system: SystemIntegration): Promise<void> {
  if (!startData.argv.includes(HIDDEN_SWITCH) || !(await system.findsTray())) window.open();
  if (window.browserWindow === null) standFast();
  else window.browserWindow.once('ready-to-show', standFast);
}

/** What has stood for a while will not fail as a start any more. */
function standFast(): void {
  systemClock.after(STEADY_AFTER_MS, () => {
    startMarker.end();
  });
}

function takeLinks(window: MainWindow, data: StartData): void {
  background('the links of a start', takeWish(readStartWords(data), window));
}
