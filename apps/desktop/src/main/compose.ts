/** The composition root: the one place that knows engine, store and system, and puts them together. */
import { app } from 'electron';
import { join } from 'node:path';
import { DIRECT, JobQueue, openHttpSource, openTransport, systemClock, type ProxyChoice, type QueueSettings } from '@sluice/engine';
import { defaultSettings, type Notice, type Settings } from '@sluice/ipc';
import { assertNever } from '@sluice/model';
import { openObjectSource, renewLink } from '@sluice/object-storage';
import { openDatabase, type SecretBox, type SqliteJobStore } from '@sluice/store';
import { systemConnectivity, type SystemConnectivity } from './network/connectivity.ts';
import { systemProxy } from './system-proxy.ts';
import { provideFolder, systemDownloadFolder } from './download-folder.ts';
import { logFault } from './fault-log.ts';
import { networkView } from './network/network-view.ts';
import { systemSecretBox } from './secret-box.ts';
import { SettingsBox } from './settings.ts';
import { openSources, type Sources } from './sources/sources.ts';

/** Everything that runs, window or not. */
export interface App {
  readonly store: SqliteJobStore;
  readonly queue: JobQueue;
  readonly settings: SettingsBox;
  /** The saved connections to object stores. */
  readonly sources: Sources;
  readonly connectivity: SystemConnectivity;
  /** Seals what opens something. */
  readonly secretBox: SecretBox;
  /** What the user should be told; grows when something comes up. */
  readonly notices: readonly Notice[];
  /** Checkpoints, closes sockets, files and the database; in this order, once. */
  close(): Promise<void>;
}

export type Composition =
  | { readonly kind: 'ready'; readonly app: App }
  | { readonly kind: 'locked' | 'newer-schema'; readonly folder: string }
  | { readonly kind: 'unusable'; readonly folder: string; readonly reason: string };

/** Opens the database in the user's data and starts the queue; `safe`: only once the user resumes all. Only once Electron is ready. */
export function compose({ safe }: { readonly safe: boolean }): Composition {
  const folder = join(app.getPath('userData'), 'state');
  const notices: Notice[] = [];
  const onNotice = (notice: Notice): void => void notices.push(notice);
  const secretBox = systemSecretBox();
  const opened = openDatabase(folder, { clock: systemClock, secretBox, onNotice });
  switch (opened.kind) {
    case 'open':
      notices.unshift(...opened.notices);
      return { kind: 'ready', app: assemble(opened.store, secretBox, { notices, safe }) };
    case 'locked':
    case 'newer-schema':
      return { kind: opened.kind, folder };
    case 'unusable':
      return { kind: 'unusable', folder, reason: opened.code };
  }
}

interface Start {
  readonly notices: Notice[];
  readonly safe: boolean;
}

function assemble(store: SqliteJobStore, secretBox: SecretBox, { notices, safe }: Start): App {
  const defaults = defaultSettings(systemDownloadFolder());
  const settings = new SettingsBox(store, defaults, secretBox);
  if (settings.open() === 'unreadable') notices.push({ kind: 'settings-unreadable' });
  // A folder that the user chose may be on a disk that is not there now: never made in its place.
  if (settings.current.downloadFolder === defaults.downloadFolder) provideFolder(defaults.downloadFolder);
  const transport = openTransport({ proxyFor: (url) => chosenProxy(settings, url) });
  const connectivity = systemConnectivity(networkView, systemClock);
  const sources = openSources({ store, secretBox, transport, env: process.env });
  if (sources.state === 'unreadable') notices.push({ kind: 'settings-unreadable' });
  const queue = new JobQueue(
    {
      store,
      history: store,
      transport,
      sources: [openHttpSource(() => settings.current.userAgent), openObjectSource(sources.ports)],
      renewLink: (url) => renewLink(sources.ports.book, url),
      clock: systemClock,
      random: Math.random,
      hostMemory: store,
      connectivity,
    },
    queueSettings(settings.current),
    (fault) => {
      logFault('the queue', fault);
    },
  );
  settings.subscribe((changed) => {
    queue.configure(queueSettings(changed));
  });
  let { proxy } = settings;
  settings.subscribe(() => {
    if (settings.proxy === proxy) return;
    proxy = settings.proxy;
    // What is under way finishes on the way that it took.
    transport.dropIdleConnections().catch((fault: unknown) => logFault('the proxy', fault));
  });
  if (safe) notices.unshift({ kind: 'safe-start' });
  queue.open({ autostart: settings.current.resumeAtStart && !safe });
  return {
    store,
    queue,
    settings,
    sources,
    connectivity,
    secretBox,
    notices,
    async close() {
      await queue.close();
      store.close();
    },
  };
}

/** Asked for every request, so that a change counts at once. */
function chosenProxy({ proxy }: SettingsBox, url: URL): Promise<ProxyChoice> {
  switch (proxy.kind) {
    case 'system':
      return systemProxy(url);
    case 'none':
      return Promise.resolve(DIRECT);
    case 'own':
      return Promise.resolve(proxy.choice);
    default:
      return assertNever(proxy);
  }
}

function queueSettings(settings: Settings): QueueSettings {
  const { concurrentJobs, connectionsPerJob, partSizeBytes, limitBytesPerSecond, keepServerTime, verify } = settings;
  const timetable = settings.limitTimes.map(({ days, fromMinutes, toMinutes, limitBytesPerSecond: limit }) => ({
    days,
    fromMinute: fromMinutes,
    toMinute: toMinutes,
    limitBytesPerSecond: limit,
  }));
  return { concurrentJobs, connectionsPerJob, partSizeBytes, limitBytesPerSecond, timetable, keepServerTime, verify };
}
