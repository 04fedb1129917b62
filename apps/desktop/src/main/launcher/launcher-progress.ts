/** Progress and a count on the program's icon in the launcher, the dock or the taskbar. */
import { app, type BrowserWindow } from 'electron';
import type { MessageBus } from '../dbus/message-bus.ts';
import { DESKTOP_ID } from '../desktop-id.ts';

export interface LauncherView {
  /** Jobs that run. */
  readonly count: number;
  /** In [0, 1]; null: none is shown. */
  readonly progress: number | null;
  readonly urgent: boolean;
}

const ENTRY = { path: '/com/canonical/unity/launcherentry/1', interface: 'com.canonical.Unity.LauncherEntry' } as const;
const APP_URI = `application://${DESKTOP_ID}.desktop`;

export class LauncherProgress {
  readonly #platform: NodeJS.Platform;
  readonly #sessionBus: () => Promise<MessageBus | null>;
  readonly #window: () => BrowserWindow | null;
  #shown = '';

  constructor(platform: NodeJS.Platform, sessionBus: () => Promise<MessageBus | null>, window: () => BrowserWindow | null) {
    this.#platform = platform;
    this.#sessionBus = sessionBus;
    this.#window = window;
  }

  /** Shows the view, if it is another than before. */
  async show(view: LauncherView): Promise<void> {
    const progress = view.progress === null ? null : Math.round(view.progress * 100) / 100;
    const key = JSON.stringify([view.count, progress, view.urgent]);
    if (key === this.#shown) return;
    this.#shown = key;
    if (this.#platform === 'linux') return this.#signal({ ...view, progress });
    app.setBadgeCount(view.count);
    // -1 takes the bar away; above 1 it moves without an end.
    this.#window()?.setProgressBar(progress ?? (view.count > 0 ? 2 : -1));
  }

  /** The launchers' common signal, after Ubuntu's first one; Electron's own needs a library that most desktops lack. */
  async #signal({ count, progress, urgent }: LauncherView): Promise<void> {
    const bus = await this.#sessionBus();
    const properties = [
      ['count', ['x', count]],
      ['count-visible', ['b', count > 0]],
      ['progress', ['d', progress ?? 0]],
      ['progress-visible', ['b', progress !== null]],
      ['urgent', ['b', urgent]],
    ];
    bus?.emit({ ...ENTRY, member: 'Update', signature: 'sa{sv}', body: [APP_URI, properties] });
  }
}
