/** The one window: sandboxed, without remote content, and where it was last time. */
import { BrowserWindow, nativeTheme, screen, type Session, type WebPreferences } from 'electron';
import { isOwnUrl, START_URL } from './app-url.ts';
import { background } from './fault-log.ts';
import { DEFAULT_SIZE, MIN_SIZE, readPlace, type WindowPlace } from './window-place.ts';

export interface WindowOptions {
  readonly preloadPath: string;
  /** What `placeOf` said last time; parsed here. */
  readonly savedPlace: unknown;
  readonly onVisibility: (visible: boolean) => void;
}

/** The page's background (`--bg`) in each theme, so that nothing flashes before its first paint. */
const BACKGROUND = { light: '#f6f7f9', dark: '#101318' } as const;

/** Opens the window; it shows itself once it has something to show. */
export function openWindow(options: WindowOptions): BrowserWindow {
  const place = readPlace(
    options.savedPlace,
    screen.getAllDisplays().map((display) => display.workArea),
  );
  const window = new BrowserWindow({
    ...DEFAULT_SIZE,
    ...place?.bounds,
    minWidth: MIN_SIZE.width,
    minHeight: MIN_SIZE.height,
    show: false,
    title: 'Sluice',
    autoHideMenuBar: true,
    backgroundColor: backgroundColor(),
    webPreferences: pagePreferences(options.preloadPath),
  });
  confine(window);
  followTheme(window);
  reportVisibility(window, options);
  window.once('ready-to-show', () => {
    if (place?.maximised === true) window.maximize();
    window.show();
  });
  background('the window', window.loadURL(START_URL));
  return window;
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
