/** The composition root: the only place of the command that knows the engine's adapters and the store. */
import {
  DEFAULT_SETTINGS,
  JobQueue,
  alwaysOnline,
  httpSource,
  openTransport,
  probeAddress,
  systemClock,
  type JobHistory,
  type JobStore,
  type AddressReading,
  type ProxyFor,
} from '@sluice/engine';
import type { VerifyPolicy } from '@sluice/model';
import { openObjectSource, renewLink, type ConnectionNews, type ConnectionStore } from '@sluice/object-storage';
import { objectPorts, type ObjectPorts } from './object-ports.ts';
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
  /** For what is asked of object stores beside the jobs. */
  readonly objects: ObjectPorts;
  /** Aborts, with the fault as its reason, when the engine has a bug or the disk refuses the list of jobs. */
  readonly faulted: AbortSignal;
  /** Checkpoints what runs and lets everything go. Again is no error. */
  close(): Promise<void>;
}

export interface SluiceOptions {
  readonly limitBytesPerSecond: number | null;
  readonly verify: VerifyPolicy;
  /** For jobs without a proxy of their own. */
  readonly proxyFor: ProxyFor;
  readonly onNotice: TellNotice;
  /** What is learned of object stores, and must be said. */
  readonly onConnection: (news: ConnectionNews) => void;
  readonly connections: ConnectionStore;
  /** Where the keys of object stores are, unless a connection keeps its own. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Opens the jobs in `folder` for this process alone; what is to be told of the database goes to `onNotice`, also later. Secrets lie in files that only the user can read. */
export function openSluice(folder: string, options: SluiceOptions): Opening {
  const { limitBytesPerSecond, verify, proxyFor, onNotice, onConnection, connections, env } = options;
  const opened = openDatabase(folder, { clock: systemClock, secretBox: plainBox, onNotice });
  if (opened.kind !== 'open') return opened;
  const { store } = opened;
  opened.notices.forEach(onNotice);
  const faulted = new AbortController();
  const transport = openTransport({ proxyFor });
  const objects = objectPorts({ transport, connections, env, tell: onConnection });
  const queue = new JobQueue(
    {
      store,
      history: store,
      transport,
      sources: [httpSource, openObjectSource(objects)],
      renewLink: (url) => renewLink(connections.book, url),
      clock: systemClock,
      random: Math.random,
      connectivity: alwaysOnline,
      hostMemory: store,
    },
    { ...DEFAULT_SETTINGS, limitBytesPerSecond, verify },
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
  return { kind: 'open', sluice: { store, queue, objects, faulted: faulted.signal, close: () => (released ??= release()) } };
}

/** What is at an address, with nothing kept of it: no list of jobs is needed, and none is touched. */
export async function lookAtAddress(url: string, proxyFor: ProxyFor, signal: AbortSignal): Promise<AddressReading> {
  const transport = openTransport({ proxyFor });
  try {
    return await probeAddress({ transport, sources: [httpSource], clock: systemClock }, { url, headers: [] }, signal);
  } finally {
    await transport.close();
  }
}

export type ReadOpening = { readonly kind: 'open'; readonly store: Pick<JobStore, 'find'> & JobHistory; close(): void } | Unopened;

/** Opens the jobs in `folder` only to look, also while another process works with them. */
export function openForReading(folder: string, onNotice: TellNotice): ReadOpening {
  const opened = openDatabase(folder, { clock: systemClock, secretBox: plainBox, readOnly: true, onNotice });
  if (opened.kind !== 'open') return opened;
  const { store } = opened;
  return { kind: 'open', store, close: () => store.close() };
}
