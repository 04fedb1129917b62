/** Ties the store to the main process. Pushes that come before the list are older than it; all later ones are taken in. */
import type { Client, Command } from '@sluice/ipc';
import { assertNever, type JobId } from '@sluice/model';
import { windowWords } from '@sluice/words';
import { languageOf } from '../i18n/language-of.ts';
import { knownLinks } from '../add/add-form.ts';
import type { Actions } from './actions.ts';
import { noteText } from '../settings/sources/note-text.ts';
import { showFilter, takeSecond } from './change-jobs.ts';
import { createListLoader } from './load-list.ts';
import type { WindowStore } from './window-store.ts';

/** Returns how to let go of everything. */
export function connect(store: WindowStore, client: Client, actions: Actions): () => void {
  const list = createListLoader(store, client);
  const seconds = secondsOf(store);
  const offs = [
    client.subscribe('jobs:changed', (change) => {
      list.take(change);
      seconds.go();
    }),
    client.subscribe('throughput', (throughput) => {
      store.setState({ throughput });
      seconds.go();
    }),
    client.subscribe('settings:changed', (settings) => {
      store.setState({ settings });
    }),
    client.subscribe('integrations:changed', (integrations) => {
      store.setState({ integrations });
    }),
    client.subscribe('updates', (update) => {
      const isNews = update.kind === 'available' && store.getState().dialog?.kind !== 'settings';
      store.setState({ update });
      if (isNews) actions.say(windowWords(languageOf(store.getState())).preferences.updateStates.available(update.version));
    }),
    client.subscribe('resting', ({ reasons }) => {
      store.setState({ resting: reasons });
    }),
    client.subscribe('connections:note', (note) => {
      actions.say(noteText(note, windowWords(languageOf(store.getState())).sources));
    }),
    client.subscribe('command', (command) => {
      obey(command, store, actions);
    }),
  ];
  const rest = Promise.all([client.invoke('settings:get', {}), client.invoke('app:facts', {}), client.invoke('queue:resting', {})]);
  list.open(rest.then(([settings, facts, { reasons }]) => ({ settings, facts, resting: reasons }))).then(seconds.go, () => {
    store.setState({ phase: 'broken' });
  });
  return () => {
    seconds.stop();
    list.close();
    for (const off of offs) off();
  };
}

/** Takes a second of history after the other while there is anything in it: an idle window has no timer. */
function secondsOf(store: WindowStore): { readonly go: () => void; readonly stop: () => void } {
  let timer: ReturnType<typeof setInterval> | null = null;
  const stop = (): void => {
    if (timer !== null) clearInterval(timer);
    timer = null;
  };
  const tick = (): void => {
    const before = store.getState();
    store.setState(takeSecond);
    if (store.getState() === before) stop();
  };
  return { go: () => void (timer ??= setInterval(tick, 1000)), stop };
}

function obey(command: Command, store: WindowStore, actions: Actions): void {
  switch (command.name) {
    case 'add':
      return command.text === null ? actions.openAdd() : actions.openAdd({ text: command.text, known: knownLinks(command.links ?? []) });
    case 'settings':
      return store.setState({ dialog: { kind: 'settings' } });
    case 'export-list':
      return store.setState({ dialog: { kind: 'export' } });
    case 'import-list':
      return actions.importList();
    case 'select':
      return select(command.id, store);
    case 'refresh-link':
      select(command.id, store);
      return store.setState({ dialog: { kind: 'refresh-link', id: command.id, text: '' } });
    case 'decide':
      select(command.id, store);
      return store.setState({ dialog: { kind: 'decide', id: command.id } });
    default:
      return assertNever(command);
  }
}

function select(id: JobId, store: WindowStore): void {
  store.setState((state) => ({
    ...showFilter({ ...state, query: '' }, 'all'),
    selection: { ids: new Set([id]), anchor: id, cursor: id },
  }));
}
