/** What the program does about itself: its log, the report for whoever looks for a fault, and its updates. */
import { app, clipboard, powerMonitor } from 'electron';
import { homedir } from 'node:os';
import type { AppFacts, Handlers, UpdateState } from '@sluice/ipc';
import type { App } from './compose.ts';
import { background } from './fault-log.ts';
import type { EventLog } from './log/event-log.ts';
import { noticeLine } from './log/log-notice.ts';
import { logQueue } from './log/log-queue.ts';
import { logSystem } from './log/log-system.ts';
import { REPORT_LINES, reportText } from './log/report.ts';
import type { MainWindow } from './main-window.ts';
import { systemUpdates } from './updates/system-updates.ts';
import type { Updates } from './updates/updates.ts';

export type CareHandlers = Pick<Handlers, 'app:copy-report' | 'updates:get' | 'updates:check' | 'updates:download' | 'updates:restart'>;

/** What of the desktop around is needed. */
export interface CareDesktop {
  offerUpdate(version: string): void;
  /** Resolves when everything received is on the disk and nothing runs, or when all goes on. */
  restForUpdate(on: boolean): Promise<void>;
}

export class SelfCare {
  readonly #running: App;
  readonly #log: EventLog;
  readonly #facts: () => AppFacts;
  readonly #updates: Updates;
  readonly #stops: (() => void)[] = [];
  #desktop: CareDesktop | null = null;

  constructor(running: App, window: MainWindow, { log, facts }: { readonly log: EventLog; readonly facts: () => AppFacts }) {
    this.#running = running;
    this.#log = log;
    this.#facts = facts;
    this.#updates = systemUpdates({
      wanted: () => running.settings.current.updates === 'notify',
      show: (state) => {
        window.tell('updates', state);
      },
      offer: (version) => {
        this.#desktop?.offerUpdate(version);
      },
      rest: (on) => this.#desktop?.restForUpdate(on) ?? Promise.resolve(),
      log,
      proxy: () => running.settings.proxy,
    });
  }

  get handlers(): CareHandlers {
    const updates = this.#updates;
    return {
      'app:copy-report': async () => {
        // Returns nothing in Electron 33, a promise in the newest.
        await clipboard.writeText(this.#report());
        return null;
      },
      'updates:get': (): UpdateState => updates.state,
      'updates:check': () => later('looking for updates', updates.check()),
      'updates:download': () => later('fetching an update', updates.download()),
      'updates:restart': () => later('putting an update in place', updates.restart()),
    };
  }

  /** Begins to write down what happens, and to look for updates, until `close`. */
  open(desktop: CareDesktop): void {
    this.#desktop = desktop;
    const { queue, connectivity, notices } = this.#running;
    const { version, electron, chrome, node, platform, systemLocale } = this.#facts();
    this.#log.write(
      'info',
      'program',
      `Sluice ${version} starts: ${platform} ${process.arch}, Electron ${electron}, Chromium ${chrome}, Node.js ${node}, ${systemLocale}`,
    );
    for (const notice of notices) this.#log.write('warn', 'notice', noticeLine(notice));
    this.#stops.push(queue.subscribe(logQueue(this.#log)), logSystem(this.#log, powerMonitor, connectivity));
    this.#updates.open();
  }

  close(): void {
    this.#updates.close();
    for (const stop of this.#stops) stop();
    this.#log.write('info', 'program', 'ends in order');
    this.#log.flush();
  }

  #report(): string {
    return reportText({
      facts: this.#facts(),
      system: `${process.getSystemVersion()} ${process.arch}`,
      packaged: app.isPackaged,
      settings: this.#running.settings.current,
      counts: this.#running.store.listing.counts(),
      logLines: this.#log.lastLines(REPORT_LINES),
      homeFolder: homedir(),
    });
  }
}

/** Answered at once: what comes of it is pushed. */
function later(what: string, task: Promise<void>): null {
  background(what, task);
  return null;
}
