/** Ties the running queue to the desktop around it: tray, notifications, launcher, sleep, network, sign-in, clipboard. */
import { setTimeout as delay } from 'node:timers/promises';
import { systemClock } from '@sluice/engine';
import type { BasketFacts, RestReason } from '@sluice/ipc';
import type { JobId, JobStateKind } from '@sluice/model';
import { desktopWords, type DesktopWords, type Language } from '@sluice/words';
import type { App } from './compose.ts';
import { systemBuses, type Buses } from './dbus/lazy-bus.ts';
import { doNoteAction, doTrayAction, type ActionParts } from './desktop-actions.ts';
import { desktopLanguage } from './desktop-language.ts';
import { background, logFault } from './fault-log.ts';
import { followNetworkAndSleep, followSettings } from './follow-surroundings.ts';
import { LauncherProgress } from './launcher/launcher-progress.ts';
import { LiveJobs, overallProgress, overallThroughput } from './live-jobs.ts';
import type { MainWindow } from './main-window.ts';
import { BehindPortal } from './network/behind-portal.ts';
import { electronNotifier } from './notifications/electron-notifier.ts';
import { LinuxNotifier } from './notifications/linux-notifier.ts';
import type { Note, NoteAction, Notifier } from './notifications/note.ts';
import { Notify } from './notifications/notify.ts';
import type { FileOpener } from './open-file.ts';
import { watchForTheEnd } from './power/ending.ts';
import { KeepAwake } from './power/keep-awake.ts';
import { Rest } from './power/rest.ts';
import type { WhenDoneWatch } from './power/when-done.ts';
import { throttled } from './throttled.ts';
import { closeWindow } from './tray/ask-before-closing.ts';
import { hasTrayHost } from './tray/tray-host.ts';
import { trayView, type TrayAction } from './tray/tray-view.ts';
import { Tray } from './tray/tray.ts';

/** How often tray and launcher may change: a menu that is being read should stand still. */
const SHOW_EVERY_MS = 1000;
const TRAY_LOOKS = 10;
/** Unfinished jobs of which more counts than their number. The others may be very many, and reading their rows would hold up the start. */
const MOVING: readonly JobStateKind[] = ['probing', 'transferring', 'verifying', 'committing', 'waiting', 'failed'];

export interface IntegrationPorts {
  readonly files: FileOpener;
  readonly readClipboard: () => Promise<string>;
  /** Once a second at most, and only when something has changed. */
  readonly onProgress: (facts: BasketFacts) => void;
}

interface Shown {
  readonly live: LiveJobs;
  readonly notify: Notify;
}

export class SystemIntegration {
  readonly #running: App;
  readonly #window: MainWindow;
  readonly #ports: IntegrationPorts;
  readonly #buses: Buses = systemBuses(process.platform, process.env);
  /** What the desktop is shown; null until `show`. */
  #shown: Shown | null = null;
  readonly #notifier: Notifier;
  readonly #tray: Tray;
  readonly #launcher: LauncherProgress;
  readonly #rest: Rest;
  readonly #whenDone: WhenDoneWatch;
  readonly #keepAwake = new KeepAwake();
  readonly #portal: BehindPortal;
  readonly #stops: (() => void)[] = [];

  constructor(running: App, window: MainWindow, ports: IntegrationPorts) {
    this.#running = running;
    this.#window = window;
    this.#ports = ports;
    this.#notifier = this.#makeNotifier();
    this.#tray = new Tray((action) => {
      this.act(action);
    });
    this.#launcher = new LauncherProgress(process.platform, this.#buses.session, () => window.browserWindow);
    this.#rest = new Rest(running.queue, {
      onChange: () => {
        window.tell('resting', { reasons: this.resting });
        this.#changed();
      },
      onFault: (fault) => logFault('the rest of the queue', fault),
    });
    const { settings } = running;
    this.#whenDone = watchForTheEnd({ settings, notifier: this.#notifier, buses: this.#buses, words: () => this.#words.whenDone });
    this.#portal = new BehindPortal(systemClock, (ids) => running.queue.retry(ids));
  }

  /** Begins to follow queue, settings and system, until `close`: from now on the queue rests when it has to. */
  open(): void {
    this.#stops.push(
      this.#running.queue.subscribe((event) => {
        this.#shown?.live.take(event);
        this.#shown?.notify.take(event);
        this.#portal.take(event);
        this.#changed();
      }),
    );
    this.#stops.push(...followNetworkAndSleep(this.#running, this.#rest, this.#portal));
    this.#stops.push(
      ...followSettings(this.#running, {
        rest: this.#rest,
        buses: this.#buses,
        notifier: this.#notifier,
        readClipboard: this.#ports.readClipboard,
        isWatched: () => this.#isWatched,
        words: () => this.#words.offer,
        onChange: () => this.#changed(),
      }),
    );
  }

  /** Shows itself to the desktop as well: tray, launcher, notifications. Apart from `open`, because a window need not wait for it. */
  show(): void {
    const { store } = this.#running;
    const live = new LiveJobs(
      store.find({ states: MOVING }),
      store.ranks(['queued']).map(({ id }) => id),
    );
    this.#shown = { live, notify: this.#makeNotify() };
    this.#look();
  }

  /** What the tray offers, for others that offer it, too. */
  act(action: TrayAction): void {
    background('the tray', doTrayAction(action, this.#actionParts));
  }

  /** Why the queue rests; none: it does not. */
  get resting(): readonly RestReason[] {
    return this.#rest.reasons;
  }

  /** Whether a window that is not there can be found again. */
  hasTray(): Promise<boolean> {
    return hasTrayHost(process.platform, this.#buses.session);
  }

  /** The same, waiting a little for a panel that is still starting. */
  async findsTray(): Promise<boolean> {
    for (let look = 0; look < TRAY_LOOKS; look += 1) {
      if (await this.hasTray()) return true;
      await delay(SHOW_EVERY_MS);
    }
    return false;
  }

  /** The user closes the window: it goes away, but the downloads go on where the user wants that. */
  closing(): void {
    const { settings } = this.#running;
    const window = this.#window.browserWindow;
    if (window === null) return;
    const parts = {
      setting: () => settings.current.closeToTray,
      remember: (closeToTray: 'ask' | 'tray' | 'quit') => void settings.change({ closeToTray }),
      hasTray: () => this.hasTray(),
      hasWork: () => this.#hasWork,
      words: () => this.#words.close,
    };
    background('closing the window', closeWindow(window, parts));
  }

  /** A notification, where the window is not looked at; the window itself says it anyway. */
  offerUpdate(version: string): void {
    if (this.#isWatched) return;
    const { title, body } = this.#words.update;
    const note = {
      title: title(version),
      body,
      onClick: { kind: 'show-window' },
      buttons: [],
      urgency: 'normal',
      category: 'transfer',
    } as const;
    background('a notification', this.#notifier.show(note));
  }

  /** Resolves when everything received is on the disk and nothing runs, or when all goes on. */
  restForUpdate(on: boolean): Promise<void> {
    this.#rest.set('update', on);
    return this.#rest.settled();
  }

  close(): void {
    for (const stop of this.#stops) stop();
    this.#changed.cancel();
    this.#shown?.notify.close();
    this.#portal.close();
    this.#whenDone.cancel();
    this.#keepAwake.hold(false);
    this.#tray.close();
    background('the launcher', this.#launcher.show({ count: 0, progress: null, urgent: false }));
  }

  readonly #changed = throttled(systemClock, SHOW_EVERY_MS, () => {
    this.#look();
  });

  #look(): void {
    if (this.#shown === null) return;
    const { limitBytesPerSecond, dropBasket, keepAwake } = this.#running.settings.current;
    const { facts } = this.#shown.live;
    this.#tray.show(trayView({ live: facts, resting: this.#rest.reasons, limitBytesPerSecond, dropBasket, language: this.#language }));
    const progress = overallProgress(facts.running);
    background('the launcher', this.#launcher.show({ count: facts.running.length, progress, urgent: facts.attention > 0 }));
    this.#ports.onProgress({ running: facts.running.length, progress, bytesPerSecond: overallThroughput(facts.running) });
    this.#keepAwake.hold(keepAwake && facts.running.length > 0);
    this.#whenDone.look(this.#hasWork);
  }

  get #hasWork(): boolean {
    // Nobody knows yet: whoever closes a window that has just come up is asked rather than left without the downloads.
    if (this.#shown === null) return true;
    const { running, pending } = this.#shown.live.facts;
    return running.length + pending > 0;
  }

  get #language(): Language {
    return desktopLanguage(this.#running.settings.current.language);
  }

  get #words(): DesktopWords {
    return desktopWords(this.#language);
  }

  get #actionParts(): ActionParts {
    return { running: this.#running, window: this.#window, ...this.#ports, cancelCountdown: () => this.#whenDone.cancel() };
  }

  get #isWatched(): boolean {
    return this.#window.browserWindow?.isFocused() === true;
  }

  #makeNotifier(): Notifier {
    const act = (action: NoteAction): void => {
      background('a notification', doNoteAction(action, this.#actionParts));
    };
    return process.platform === 'linux' ? new LinuxNotifier(this.#buses.session, act) : electronNotifier(act);
  }

  #makeNotify(): Notify {
    const { store } = this.#running;
    const ports = {
      clock: systemClock,
      wanted: () => this.#running.settings.current.notifications,
      isWatched: () => this.#isWatched,
      isKnown: (id: JobId) => this.#portal.has(id),
      language: () => this.#language,
      show: (note: Note) => {
        background('a notification', this.#notifier.show(note));
      },
    };
    return new Notify(
      store.find({ states: MOVING }),
      ports,
      store.ranks(['queued', 'paused']).map(({ id }) => id),
    );
  }
}
