/** Starts the program: one instance, one composition, one window. */
import { app, clipboard, powerMonitor } from 'electron';
import { join } from 'node:path';
import { createDispatcher, type AppFacts } from '@sluice/ipc';
import { registerAppScheme, serveApp } from './app-protocol.ts';
import { linksIn, readStartData, type StartData } from './arguments.ts';
import { compose, type App } from './compose.ts';
import { dialogText, type DialogText } from './dialog-text.ts';
import { systemDownloadFolder } from './download-folder.ts';
import { background, logFault, logUncaughtFaults } from './fault-log.ts';
import { createHandlers } from './ipc-handlers.ts';
import { MainWindow } from './main-window.ts';
import { setMenu } from './menu.ts';
import { chooseFolder, systemOpener, tellWhyNot } from './native-dialogs.ts';
import { followPower } from './power.ts';
import { closeBeforeQuit } from './quit.ts';
import { answerMessages, isFrom, type Sender } from './raw-ipc.ts';

const OUT_FOLDER = join(import.meta.dirname, '..');

logUncaughtFaults();
registerAppScheme();
const startData: StartData = { argv: process.argv };
if (app.requestSingleInstanceLock({ ...startData })) background('start', start());
else app.quit();

async function start(): Promise<void> {
  await app.whenReady();
  const composition = compose();
  if (composition.kind === 'ready') run(composition.app);
  else {
    tellWhyNot(composition, dialogText('system', app.getPreferredSystemLanguages()));
    app.exit(1);
  }
}

function run(running: App): void {
  const window = new MainWindow(running, join(OUT_FOLDER, 'preload', 'index.cjs'));
  const text = (): DialogText => dialogText(running.settings.current.language, app.getPreferredSystemLanguages());
  serveApp(join(OUT_FOLDER, 'renderer'));
  answer(running, window, text);
  showMenu(running, window, text);
  followPower(powerMonitor, running.queue);
  endWith(running, window);
  window.follow();
  window.open();
  takeLinks(window, process.argv);
  app.on('second-instance', (_event, _argv, _folder, data) => {
    window.open();
    takeLinks(window, readStartData(data).argv);
  });
  app.on('activate', () => {
    window.open();
  });
}

function answer(running: App, window: MainWindow, text: () => DialogText): void {
  const { queue, settings } = running;
  const browserWindow = () => window.browserWindow;
  const handlers = createHandlers({
    queue,
    settings,
    facts: () => facts(running),
    files: systemOpener(browserWindow, text),
    chooseFolder: (from) => chooseFolder(browserWindow(), from, text()),
    // A string in Electron 33, a promise in the newest.
    readClipboard: async () => await clipboard.readText(),
  });
  const isTrusted = (sender: Sender): boolean => isFrom(browserWindow(), sender);
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

function endWith(running: App, window: MainWindow): void {
  closeBeforeQuit(app, async () => {
    window.close();
    await running.close();
  });
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
}

function takeLinks(window: MainWindow, argv: readonly string[]): void {
  const links = linksIn(argv);
  if (links !== null) window.ask({ name: 'add', text: links });
}
