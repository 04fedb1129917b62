/** The drop basket: a small window above all others that takes links, while the setting says so. It has the window's sandbox and preload. */
import { BrowserWindow, Menu, screen } from 'electron';
import type { BasketFacts, Settings } from '@sluice/ipc';
import type { DesktopWords } from '@sluice/words';
import { BASKET_URL } from '../app-url.ts';
import type { App } from '../compose.ts';
import { background } from '../fault-log.ts';
import { pushTo } from '../raw-ipc.ts';
import type { TrayAction } from '../tray/tray-view.ts';
import { backgroundColor, confine, followTheme, pagePreferences } from '../window.ts';
import { basketMenu } from './basket-menu.ts';
import { BASKET_SIZE, readBasketPlace } from './basket-place.ts';

const PLACE_KEY = 'basket';
const NOTHING: BasketFacts = { running: 0, progress: null, bytesPerSecond: 0 };

export interface BasketParts {
  readonly running: Pick<App, 'settings' | 'store'>;
  readonly preloadPath: string;
  readonly words: () => DesktopWords;
  readonly act: (action: TrayAction) => void;
}

export class Basket {
  readonly #parts: BasketParts;
  #window: BrowserWindow | null = null;
  #facts = NOTHING;
  #unsubscribe: () => void = () => undefined;

  constructor(parts: BasketParts) {
    this.#parts = parts;
  }

  get browserWindow(): BrowserWindow | null {
    return this.#window;
  }

  /** Shows it while the setting says so, from now until `close`. */
  open(): void {
    const { settings } = this.#parts.running;
    this.#unsubscribe = settings.subscribe((changed) => this.#follow(changed));
    this.#follow(settings.current);
  }

  show(facts: BasketFacts): void {
    if (sameFacts(facts, this.#facts)) return;
    this.#facts = facts;
    pushTo(this.#window, 'basket', facts);
  }

  /** Only while the store is open. */
  close(): void {
    this.#unsubscribe();
    this.#take(false);
  }

  #follow(changed: Settings): void {
    this.#take(changed.dropBasket);
    pushTo(this.#window, 'settings:changed', changed);
  }

  #take(wanted: boolean): void {
    if (wanted === (this.#window !== null)) return;
    if (wanted) this.#window = this.#make();
    else {
      this.#savePlace();
      const window = this.#window;
      // Let go of first: what closes it now is not the user.
      this.#window = null;
      window?.destroy();
    }
  }

  #make(): BrowserWindow {
    const { running, preloadPath, words, act } = this.#parts;
    const window = new BrowserWindow({
      ...place(running.store.readSetting(PLACE_KEY)),
      width: BASKET_SIZE,
      height: BASKET_SIZE,
      useContentSize: true,
      frame: false,
      resizable: false,
      minimizable: false,
      maximizable: false,
      fullscreenable: false,
      skipTaskbar: true,
      alwaysOnTop: true,
      show: false,
      title: words().basket.title,
      backgroundColor: backgroundColor(),
      webPreferences: pagePreferences(preloadPath),
    });
    confine(window);
    followTheme(window);
    window.setVisibleOnAllWorkspaces(true);
    window.webContents.on('context-menu', () => {
      Menu.buildFromTemplate(basketMenu(words(), act)).popup({ window });
    });
    window.webContents.on('dom-ready', () => {
      pushTo(window, 'basket', this.#facts);
    });
    // It does not take the focus from what people work in.
    window.once('ready-to-show', () => {
      window.showInactive();
    });
    window.on('moved', () => this.#savePlace());
    window.on('close', () => this.#savePlace());
    window.once('closed', () => {
      if (this.#window !== window) return;
      // Closed by the user, by whatever way the desktop has for that.
      this.#window = null;
      running.settings.change({ dropBasket: false });
    });
    background('the drop basket', window.loadURL(BASKET_URL));
    return window;
  }

  #savePlace(): void {
    if (this.#window === null || this.#window.isDestroyed()) return;
    const [x = 0, y = 0] = this.#window.getPosition();
    this.#parts.running.store.writeSetting(PLACE_KEY, { x, y });
  }
}

function place(saved: unknown): { readonly x?: number; readonly y?: number } {
  const primary = screen.getPrimaryDisplay();
  const displays = [primary, ...screen.getAllDisplays().filter(({ id }) => id !== primary.id)];
  return (
    readBasketPlace(
      saved,
      displays.map(({ workArea }) => workArea),
    ) ?? {}
  );
}

function sameFacts(one: BasketFacts, other: BasketFacts): boolean {
  return one.running === other.running && one.progress === other.progress && one.bytesPerSecond === other.bytesPerSecond;
}
