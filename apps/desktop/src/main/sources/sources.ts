/** The user's object stores: the saved connections, and what it takes to ask them (spec G1, G2). */
import { systemClock, type Clock, type Transport } from '@sluice/engine';
import { ConnectionStore, credentialsFrom, type ClientPorts, type ConnectionNews, type CredentialsProvider } from '@sluice/object-storage';
import type { SecretBox } from '@sluice/store';
import type { SettingsStore } from '../settings.ts';

export type ObjectPorts = ClientPorts & { readonly clock: Clock };

export interface Sources {
  readonly connections: ConnectionStore;
  /** What asks with the saved connections and their keys. */
  readonly ports: ObjectPorts;
  /** `unreadable`: some of what was stored is no connection; it is kept as it is. */
  readonly state: 'read' | 'unreadable';
  /** The same way to the network, with other keys, and ears of its own. */
  portsWith(credentials: CredentialsProvider, tell: (news: ConnectionNews) => void): ObjectPorts;
  subscribe(listener: (news: ConnectionNews) => void): void;
}

const KEY = 'connections';

export interface SourcesOptions {
  readonly store: SettingsStore;
  readonly secretBox: SecretBox;
  readonly transport: Transport;
  readonly env: Readonly<Record<string, string | undefined>>;
}

export function openSources({ store, secretBox, transport, env }: SourcesOptions): Sources {
  const place = { read: () => store.readSetting(KEY), write: (value: unknown) => store.writeSetting(KEY, value) };
  const connections = new ConnectionStore(place, secretBox);
  const state = connections.open();
  const listeners = new Set<(news: ConnectionNews) => void>();
  const tell = (news: ConnectionNews): void => {
    for (const listener of listeners) listener(news);
  };
  const common = { transport, clock: systemClock, book: connections.book };
  return {
    connections,
    state,
    ports: { ...common, credentials: credentialsFrom(env, connections.credentials), tell },
    portsWith: (credentials, hear) => ({ ...common, credentials: credentialsFrom(env, credentials), tell: hear }),
    subscribe: (listener) => void listeners.add(listener),
  };
}
