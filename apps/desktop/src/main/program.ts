/** The program behind the first window: one composition, and all that follows it. Loaded while the page is (decision 0036). */
import { app, clipboard } from 'electron';
import { join } from 'node:path';
import { systemClock } from '@sluice/engine';
import { createDispatcher, type AppFacts, type Dispatch } from '@sluice/ipc';
import { desktopWords } from '@sluice/words';
import { Basket } from './basket/basket.ts';
import { compose, type App } from './compose.ts';
import { takeWish } from './desktop-actions.ts';
import { desktopLanguage } from './desktop-language.ts';
import { dialogText, type DialogText } from './dialog-text.ts';
import { systemDownloadFolder } from './download-folder.ts';
import { background, keepFaultsIn, logFault } from './fault-log.ts';
import { FirstRows } from './first-rows.ts';
import { createHandlers } from './ipc-handlers.ts';
import type { HandedOver } from './links/handed-over.ts';
import type { LaterStarts } from './links/later-starts.ts';
import { readStartData, readStartWords, type StartData } from './links/start-words.ts';
import type { EventLog } from './log/event-log.ts';
import { withoutSecrets } from './log/log-line.ts';
import { openLog } from './log/open-log.ts';
import { MainWindow } from './main-window.ts';
import { setMenu } from './menu.ts';
import { exportList } from './links/export-list.ts';
import { importList } from './links/import-list.ts';
import { chooseFolder, chooseListToRead, chooseListToWrite, systemOpener, tellWhyNot } from './native-dialogs.ts';
import { OtherPrograms } from './other-programs.ts';
import { closeBeforeQuit } from './quit.ts';
import { isFrom, type Sender } from './raw-ipc.ts';
import { STEADY_AFTER_MS, type StartMarker } from './safe-start/start-marker.ts';
import { SelfCare } from './self-care.ts';
import { stateFolder } from './state-folder.ts';
import { HIDDEN_SWITCH } from './start-switches.ts';
import { noteOf } from './sources/edit-connections.ts';
import { SystemIntegration } from './system-integration.ts';
import { startDrag } from './window-handlers/start-drag.ts';
import type { LoadingWindow } from './window.ts';

/** What the start made before the program was there. */
export interface Begun {
  /** The last starts failed, so nothing is begun that could have been the reason. */
  readonly safe: boolean;
  /** The first window, if there shall be one at once. */
  readonly loading: LoadingWindow | null;
  readonly preloadPath: string;
  readonly startData: StartData;
  readonly handedOver: HandedOver;
  readonly laterStarts: LaterStarts;
  readonly startMarker: StartMarker;
  /** To be called with who answers the pages; they wait for it. */
  readonly answer: (dispatch: Dispatch<Sender>) => void;
}

let composed: App | null = null;

/** Opens the database, starts the queue, and shows the window. Only once Electron is ready. */
export function runProgram(begun: Begun): void {
  const log = openLog(stateFolder(), () => composed?.settings.current.logLevel ?? 'info');
  keepFaultsIn(log, withoutSecrets);
  const composition = compose({ safe: begun.safe });
  if (composition.kind === 'ready') {
    composed = composition.app;
    run(composition.app, begun, log);
  } else {
    begun.startMarker.end();
    tellWhyNot(composition, dialogText('system', app.getPreferredSystemLanguages()));
    app.exit(1);
  }
}

function run(running: App, begun: Begun, log: EventLog): void {
  const { startMarker, startData, handedOver, laterStarts, preloadPath } = begun;
  const window = new MainWindow(running, preloadPath, begun.loading);
  const text = (): DialogText => dialogText(running.settings.current.language, app.getPreferredSystemLanguages());
  const programs = new OtherPrograms(running, stateFolder(), (integrations) => {
    window.tell('integrations:changed', integrations);
  });
  const care = new SelfCare(running, window, { log, facts: () => facts(running) });
  const basket = new Basket({
    running,
    preloadPath,
    words: () => desktopWords(desktopLanguage(running.settings.current.language)),
    act: (action) => system.act(action),
  });
  const system = integrate(running, window, { text, basket });
  const firstRows = new FirstRows();
  begun.answer(firstRows.watching(answering(running, window, { text, programs, care, system, basket })));
  showMenu(running, window, text);
  care.open(system);
  endWith(running, window, { system, programs, care, basket, startMarker, firstRows });
  programs.open();
  window.follow();
  background('the first window', openFirst(window, system, begun, { basket, firstRows }));
  takeLinks(window, startData);
  handedOver.follow((word) => takeLinks(window, { argv: ['', word], folder: '/' }));
  laterStarts.follow((data) => {
    window.open();
    takeLinks(window, readStartData(data));
  });
  app.on('activate', () => {
    window.open();
  });
}

function answering(
  running: App,
  window: MainWindow,
  { text, programs, care, system, basket }: Omit<Followers, 'startMarker' | 'firstRows'> & { readonly text: () => DialogText },
): Dispatch<Sender> {
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
  return createDispatcher<Sender>(handlers, { isTrusted, onFault: logFault });
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
    homeFolder: app.getPath('home'),
    stateFolder: stateFolder(),
    notices,
  };
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
  readonly startMarker: StartMarker;
  readonly firstRows: FirstRows;
}

function endWith(running: App, window: MainWindow, { system, programs, care, basket, startMarker, firstRows }: Followers): void {
  closeBeforeQuit(app, async () => {
    firstRows.close();
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
async function openFirst(
  window: MainWindow,
  system: SystemIntegration,
  { startData, startMarker }: Begun,
  { basket, firstRows }: Pick<Followers, 'basket' | 'firstRows'>,
): Promise<void> {
  const isHidden = startData.argv.includes(HIDDEN_SWITCH);
  if (isHidden) system.show();
  if (!isHidden || !(await system.findsTray())) window.open();
  if (window.browserWindow === null) standsFast(startMarker);
  else window.browserWindow.once('show', () => standsFast(startMarker));
  if (!(await firstRows.sent)) return;
  if (!isHidden) system.show();
  // Behind the window, which everything else speaks of as the first.
  basket.open();
}

/** What has stood for a while will not fail as a start any more. */
function standsFast(startMarker: StartMarker): void {
  systemClock.after(STEADY_AFTER_MS, () => {
    startMarker.end();
  });
}

function takeLinks(window: MainWindow, data: StartData): void {
  background('the links of a start', takeWish(readStartWords(data), window));
}
