/** The window's life around the app: opened once, told of everything, asked to do what menus and other starts want. */
import { nativeTheme, type BrowserWindow } from 'electron';
import { systemClock } from '@sluice/engine';
import type { Command, Pushes, Topic } from '@sluice/ipc';
import type { App } from './compose.ts';
import { Pusher } from './push.ts';
import { pushTo } from './raw-ipc.ts';
import { loadWindow, placeOf, raise, type LoadingWindow } from './window.ts';

const PLACE_KEY = 'window';

export class MainWindow {
  readonly #app: App;
  readonly #preloadPath: string;
  readonly #pusher: Pusher;
  /** The first one, made before anything else. */
  #loading: LoadingWindow | null;
  #window: BrowserWindow | null = null;
  #onClosing: ((event: { preventDefault(): void }) => void) | null = null;

  constructor(app: App, preloadPath: string, loading: LoadingWindow | null) {
    this.#app = app;
    this.#loading = loading;
    this.#preloadPath = preloadPath;
    this.#pusher = new Pusher({
      clock: systemClock,
      snapshots: (ids) => app.queue.snapshots({ ids }),
      counts: () => app.store.listing.counts(),
      limitBytesPerSecond: () => app.settings.current.limitBytesPerSecond,
      push: (topic, payload) => {
        pushTo(this.#window, topic, payload);
      },
    });
  }

  /** Who decides what closing the window does; without anybody it closes. */
  set onClosing(listener: (event: { preventDefault(): void }) => void) {
    this.#onClosing = listener;
  }

  get browserWindow(): BrowserWindow | null {
    return this.#window;
  }

  /** Opens the window, or brings it to the front. */
  open(): void {
    if (this.#window !== null) {
      raise(this.#window);
      return;
    }
    const loading = this.#loading ?? loadWindow(this.#preloadPath);
    this.#loading = null;
    this.#window = loading.show({
      savedPlace: this.#app.store.readSetting(PLACE_KEY),
      onVisibility: (visible) => {
        this.#pusher.setVisible(visible);
      },
    });
    this.#window.on('close', (event) => {
      this.#savePlace();
      this.#onClosing?.(event);
    });
    this.#window.once('closed', () => {
      this.#window = null;
    });
  }

  /** Follows the queue and the settings until the program ends. */
  follow(): void {
    const { queue, settings } = this.#app;
    nativeTheme.themeSource = settings.current.theme;
    queue.subscribe((event) => {
      this.#pusher.take(event);
    });
    settings.subscribe((changed) => {
      nativeTheme.themeSource = changed.theme;
      pushTo(this.#window, 'settings:changed', changed);
      this.#pusher.limitChanged();
    });
  }

  /** Sends the page news, if there is a page. */
  tell<T extends Topic>(topic: T, payload: Pushes[T]): void {
    pushTo(this.#window, topic, payload);
  }

  /** Has the page do something; a page that is still loading does it once it listens. */
  ask(command: Command): void {
    this.open();
    const window = this.#window;
    if (window === null) return;
    if (window.webContents.isLoadingMainFrame()) {
      window.webContents.once('dom-ready', () => {
        pushTo(window, 'command', command);
      });
    } else pushTo(window, 'command', command);
  }

  /** Takes the window away at once, so that quitting looks as quick as it is. Only while the store is open. */
  close(): void {
    this.#pusher.close();
    if (this.#window === null) return;
    this.#savePlace();
    this.#window.destroy();
  }

  #savePlace(): void {
    if (this.#window !== null) this.#app.store.writeSetting(PLACE_KEY, placeOf(this.#window));
  }
}
