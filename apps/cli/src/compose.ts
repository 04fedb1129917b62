/** The composition root: the only place of the command that knows the engine's adapters and the store. */
import {
  DEFAULT_SETTINGS,
  JobQueue,
  alwaysOnline,
  httpSource,
  openTransport,
  systemClock,
  type JobHistory,
  type JobStore,
  type ProxyFor,
} from '@sluice/engine';
import { NO_CONNECTIONS, credentialsFrom, openObjectSource, renewLink, type ConnectionNews } from '@sluice/object-storage';
import { openDatabase, plainBox, type OpenOutcome, type StoreNotice } from '@sluice/store';

export type Opening = { readonly kind: 'open'; readonly sluice: Sluice } | Unopened;

/** Why the folder can't be worked with. */
export type Unopened = Exclude<OpenOutcome, { readonly kind: 'open' }>;

export type TellNotice = (notice: StoreNotice) => void;

export interface Sluice {
  /** For what has to be done before the queue is opened; the queue alone writes from then on. */
  readonly store: JobStore;
  /** Not opened yet. */
  readonly queue: JobQueue;
  /** Aborts, with the fault as its reason, when the engine has a bug or the disk refuses the list of jobs. */
  readonly faulted: AbortSignal;
  /** Checkpoints what runs and lets everything go. Again is no error. */
  close(): Promise<void>;
}

export interface SluiceOptions {
  readonly limitBytesPerSecond: number | null;
  /** For jobs without a proxy of their own. */
  readonly proxyFor: ProxyFor;
  readonly onNotice: TellNotice;
  /** What is learned of object stores, and must be said. */
  readonly onConnection: (news: ConnectionNews) => void;
  /** Where the keys of object stores are. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Opens the jobs in `folder` for this process alone; what is to be told of the database goes to `onNotice`, also later. Secrets lie in files that only the user can read. */
export function openSluice(folder: string, { limitBytesPerSecond, proxyFor, onNotice, onConnection, env }: SluiceOptions): Opening {
  const opened = openDatabase(folder, { clock: systemClock, secretBox: plainBox, onNotice });
  if (opened.kind !== 'open') return opened;
  const { store } = opened;
  opened.notices.forEach(onNotice);
  const faulted = new AbortController();
  const transport = openTransport({ proxyFor });
  const book = NO_CONNECTIONS;
  const objects = openObjectSource({ transport, clock: systemClock, book, credentials: credentialsFrom(env), tell: onConnection });
  const queue = new JobQueue(
    {
      store,
      history: store,
      transport,
      sources: [httpSource, objects],
      renewLink: (url) => renewLink(book, url),
      clock: systemClock,
      random: Math.random,
      connectivity: alwaysOnline,
      hostMemory: store,
    },
    { ...DEFAULT_SETTINGS, limitBytesPerSecond },
    (fault) => faulted.abort(fault),
  );
  const release = async (): Promise<void> => {
    try {
      await queue.close();
    } finally {
      store.close();
    }
  };
  let released: Promise<void> | null = null;
  return { kind: 'open', sluice: { store, queue, faulted: faulted.signal, close: () => (released ??= release()) } };
}

export type ReadOpening = { readonly kind: 'open'; readonly store: Pick<JobStore, 'find'> & JobHistory; close(): void } | Unopened;

/** Opens the jobs in `folder` only to look, also while another process works with them. */
export function openForReading(folder: string, onNotice: TellNotice): ReadOpening {
  const opened = openDatabase(folder, { clock: systemClock, secretBox: plainBox, readOnly: true, onNotice });
  if (opened.kind !== 'open') return opened;
  const { store } = opened;
  return { kind: 'open', store, close: () => store.close() };
}
