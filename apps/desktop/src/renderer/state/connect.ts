/** Ties the store to the main process. Pushes that come before the list are older than it; all later ones are taken in. */
import type { Client, Command } from '@sluice/ipc';
import { assertNever } from '@sluice/model';
import type { Actions } from './actions.ts';
import { showFilter, takeJobs, takeSecond } from './change-jobs.ts';
import type { WindowStore } from './window-store.ts';

/** Returns how to let go of everything. */
export function connect(store: WindowStore, client: Client, actions: Actions): () => void {
  const offs = [
    client.subscribe('jobs:changed', (change) => {
      if (store.getState().phase === 'ready') store.setState((state) => takeJobs(state, change));
    }),
    client.subscribe('throughput', (throughput) => {
      store.setState({ throughput });
    }),
    client.subscribe('settings:changed', (settings) => {
      store.setState({ settings });
    }),
    client.subscribe('command', (command) => {
      obey(command, store, actions);
    }),
  ];
  const timer = setInterval(() => {
    store.setState(takeSecond);
  }, 1000);
  load(store, client).catch(() => {
    store.setState({ phase: 'broken' });
  });
  return () => {
    clearInterval(timer);
    for (const off of offs) off();
  };
}

async function load(store: WindowStore, client: Client): Promise<void> {
  const [settings, facts] = await Promise.all([client.invoke('settings:get', {}), client.invoke('app:facts', {})]);
  const { snapshots } = await client.invoke('jobs:list', {});
  store.setState((state) => ({
    ...takeJobs({ ...state, settings, facts }, { snapshots, removed: [] }),
    announcement: '',
    phase: 'ready',
  }));
}

function obey(command: Command, store: WindowStore, actions: Actions): void {
  switch (command.name) {
    case 'add':
      return command.text === null ? actions.openAdd() : actions.openAdd({ text: command.text });
    case 'settings':
      return store.setState({ dialog: { kind: 'settings' } });
    case 'select':
      return store.setState((state) => ({
        ...showFilter({ ...state, query: '' }, 'all'),
        selection: { ids: new Set([command.id]), anchor: command.id, cursor: command.id },
      }));
    default:
      return assertNever(command);
  }
}
