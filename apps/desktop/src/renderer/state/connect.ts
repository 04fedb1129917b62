/** Ties the store to the main process: subscribes first, then asks for everything, so that no news falls between. */
import type { Client, Command, JobsChanged } from '@sluice/ipc';
import { assertNever } from '@sluice/model';
import type { Actions } from './actions.ts';
import { showFilter, takeJobs, takeSecond } from './change-jobs.ts';
import type { WindowStore } from './window-store.ts';

/** Returns how to let go of everything. */
export function connect(store: WindowStore, client: Client, actions: Actions): () => void {
  const early: JobsChanged[] = [];
  const offs = [
    client.subscribe('jobs:changed', (change) => {
      if (store.getState().phase === 'loading') early.push(change);
      else store.setState((state) => takeJobs(state, change));
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
  load(store, client, early).catch(() => {
    store.setState({ phase: 'broken' });
  });
  return () => {
    clearInterval(timer);
    for (const off of offs) off();
  };
}

async function load(store: WindowStore, client: Client, early: readonly JobsChanged[]): Promise<void> {
  const [settings, facts, { snapshots }] = await Promise.all([
    client.invoke('settings:get', {}),
    client.invoke('app:facts', {}),
    client.invoke('jobs:list', {}),
  ]);
  store.setState((state) => {
    const listed = takeJobs({ ...state, settings, facts }, { snapshots, removed: [] });
    const caughtUp = early.reduce(takeJobs, listed);
    return { ...caughtUp, announcement: '', phase: 'ready' };
  });
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
