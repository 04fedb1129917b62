/** The one window: sandboxed, without remote content, and where it was last time. */
import { BrowserWindow, nativeTheme, screen, type Session, type WebPreferences } from 'electron';
import { isOwnUrl, START_URL } from './app-url.ts';
import { background } from './fault-log.ts';
import { DEFAULT_SIZE, MIN_SIZE, readPlace, type WindowPlace } from './window-place.ts';

interface WindowOptions {
  /** What `placeOf` said last time; parsed here. */
  readonly savedPlace: unknown;
  readonly onVisibility: (visible: boolean) => void;
}

/** A window out of sight whose page is on its way, so that the page loads while the database is opened (decision 0036). */
export interface LoadingWindow {
  /** Resolves when the page's process has the document: while it reads that, it needs nothing of this process. Never, where it can't be had. */
  readonly hasDocument: Promise<void>;
  /** Puts it where it was, and shows it once it has something to show. To be called once. */
  show(options: WindowOptions): BrowserWindow;
}

/** The page's background (`--bg`) in each theme, so that nothing flashes before its first paint. */
const BACKGROUND = { light: '#f6f7f9', dark: '#101318' } as const;

/** Makes the window and begins to load its page. Nothing is seen of it yet. */
export function loadWindow(preloadPath: string): LoadingWindow {
  const window = new BrowserWindow({
    ...DEFAULT_SIZE,
    minWidth: MIN_SIZE.width,
    minHeight: MIN_SIZE.height,
    show: false,
    title: 'Sluice',
    autoHideMenuBar: true,
    backgroundColor: backgroundColor(),
    webPreferences: pagePreferences(preloadPath),
  });
  confine(window);
  followTheme(window);
  // Heard from the beginning: it comes once, perhaps before anybody knows where the window goes.
  const drawn = new Promise<void>((resolve) => window.once('ready-to-show', resolve));
  const hasDocument = new Promise<void>((resolve) => window.webContents.once('did-navigate', () => resolve()));
  background('the window', window.loadURL(START_URL));
  return {
    hasDocument,
    show(options) {
      showWindow(window, options, drawn);
      return window;
    },
  };
}

function showWindow(window: BrowserWindow, options: WindowOptions, drawn: Promise<void>): void {
  const place = readPlace(
    options.savedPlace,
    screen.getAllDisplays().map((display) => display.workArea),
  );
  if (place !== null) window.setBounds(place.bounds);
  reportVisibility(window, options);
  const reveal = (): void => {
    if (window.isDestroyed()) return;
    if (place?.maximised === true) window.maximize();
    window.show();
  };
  background('showing the window', drawn.then(reveal));
}

/** What a page of this program gets, and no more. */
export function pagePreferences(preloadPath: string): WebPreferences {
  return {
    preload: preloadPath,
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webSecurity: true,
    webviewTag: false,
    spellcheck: false,
    // Compiled scripts are kept from the first start on: a page of our own need not prove that it is often used.
    v8CacheOptions: 'bypassHeatCheck',
  };
}

/** Brings the window to the front, wherever it is. */
export function raise(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}

/** The page stays the page: it can't leave, open others, embed, or ask for the system's devices. */
export function confine(window: BrowserWindow): void {
  const { webContents } = window;
  webContents.setWindowOpenHandler(() => ({ action: 'deny' }));
  webContents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame || !isOwnUrl(event.url)) event.preventDefault();
  });
  webContents.on('will-attach-webview', (event) => {
    event.preventDefault();
  });
  denyPermissions(webContents.session);
}

/** Copying a link is all that the page may do with the system by itself. */
const GRANTED = 'clipboard-sanitized-write';

function denyPermissions(session: Session): void {
  session.setPermissionRequestHandler((contents, permission, answer) => {
    answer(permission === GRANTED && isOwnUrl(contents.getURL()));
  });
  session.setPermissionCheckHandler((contents, permission) => permission === GRANTED && contents !== null && isOwnUrl(contents.getURL()));
  session.setDevicePermissionHandler(() => false);
}

export function followTheme(window: BrowserWindow): void {
  const repaint = (): void => {
    window.setBackgroundColor(backgroundColor());
  };
  nativeTheme.on('updated', repaint);
  window.once('closed', () => nativeTheme.off('updated', repaint));
}

export function backgroundColor(): string {
  return nativeTheme.shouldUseDarkColors ? BACKGROUND.dark : BACKGROUND.light;
}

/** Where the window is, to open it there next time. */
export function placeOf(window: BrowserWindow): WindowPlace {
  return { bounds: window.getNormalBounds(), maximised: window.isMaximized() };
}

function reportVisibility(window: BrowserWindow, { onVisibility }: WindowOptions): void {
  const report = (): void => {
    onVisibility(!window.isDestroyed() && window.isVisible() && !window.isMinimized());
  };
  window.on('show', report).on('hide', report).on('minimize', report).on('restore', report);
  window.once('closed', () => {
    onVisibility(false);
  });
}
