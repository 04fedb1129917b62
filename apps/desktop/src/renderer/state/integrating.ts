/** What the settings ask of the main process about other programs. */
import type { Client } from '@sluice/ipc';
import type { WindowStore } from './window-store.ts';

export interface Integrating {
  /** Fetches what other programs may ask; changes come as pushes from then on. */
  readonly loadIntegrations: () => void;
  /** The old token opens nothing any more. */
  readonly newRpcToken: () => void;
}

interface IntegratingPorts {
  readonly store: WindowStore;
  readonly client: Client;
  readonly background: <T>(task: Promise<T>, then?: (value: T) => void) => void;
}

export function createIntegrating({ store, client, background }: IntegratingPorts): Integrating {
  return {
    loadIntegrations: () => {
      background(client.invoke('integrations:get', {}), (integrations) => store.setState({ integrations }));
    },
    newRpcToken: () => {
      background(client.invoke('integrations:new-token', {}), (integrations) => store.setState({ integrations }));
    },
  };
}
