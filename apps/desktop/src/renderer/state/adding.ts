/** How links get into the queue: from the dialog, a drop or a paste. */
import type { AddReply, Client } from '@sluice/ipc';
import type { JobId, JobSnapshot } from '@sluice/model';
import type { WindowWords } from '@sluice/words';
import { EMPTY_FORM, addInput, type AddForm, type AddInput } from '../add/add-form.ts';
import { isWebLink, linksInText } from '../add/links-in-text.ts';
import { search, takeJobs } from './change-jobs.ts';
import type { Refreshing } from './refreshing.ts';
import type { WindowStore } from './window-store.ts';

/** More links than this are looked at in the Add dialog before they are queued. */
const MANY_LINKS = 20;

interface AddingParts {
  readonly store: WindowStore;
  readonly client: Client;
  readonly words: () => WindowWords;
  readonly say: (text: string, undoIds?: readonly JobId[]) => void;
  readonly background: <T>(task: Promise<T>, then: (value: T) => void) => void;
  readonly refreshing: Refreshing;
}

export interface Adding {
  readonly add: (input: AddInput) => Promise<AddReply | null>;
  readonly addNew: (input: AddInput) => void;
  readonly openAdd: (change?: Partial<AddForm>) => void;
  readonly takeText: (text: string) => void;
}

export function createAdding({ store, client, words, say, background, refreshing }: AddingParts): Adding {
  function openAdd(change: Partial<AddForm> = {}): void {
    store.setState(({ addForm }) => ({ dialog: { kind: 'add' }, addForm: { ...addForm, ...change } }));
  }

  function fillAdd(text: string): void {
    const before = store.getState().addForm.text.trim();
    openAdd({ text: before === '' ? text : `${before}\n${text}` });
  }

  async function add(input: AddInput): Promise<AddReply | null> {
    try {
      const reply = await client.invoke('jobs:add', input);
      const added = reply.outcomes.flatMap((outcome) => (outcome.kind === 'added' ? [outcome.snapshot] : []));
      showAdded(added);
      return reply;
    } catch {
      return null;
    }
  }

  /** Shows new jobs at once and selects them; a filter or search that hides them is left. */
  function showAdded(added: readonly JobSnapshot[]): void {
    const first = added[0]?.job.id;
    if (first === undefined) return;
    store.setState((state) => {
      // What a push has brought meanwhile is newer than the reply.
      const fresh = added.filter(({ job }) => !state.snapshots.has(job.id));
      const next = takeJobs(search({ ...state, filter: 'all' }, ''), { snapshots: fresh, removed: [] });
      return { ...next, selection: { ids: new Set(added.map(({ job }) => job.id)), anchor: first, cursor: first } };
    });
  }

  function takeText(text: string): void {
    const { links } = linksInText(text);
    if (refreshing.fillRefresh(text)) return;
    if (links.length === 0) return say(words().drop.nothing);
    if (store.getState().dialog?.kind === 'add') return fillAdd(text);
    if (links.length > MANY_LINKS || !links.every(isWebLink)) return fillAdd(links.join('\n'));
    const input = addInput(EMPTY_FORM, links);
    if (!refreshing.offerMatch(input, 'window')) addNew(input);
  }

  function addNew(input: AddInput): void {
    const links = input.links.map(({ url }) => url);
    background(add(input), (reply) => {
      if (reply === null) return fillAdd(links.join('\n'));
      const ids = reply.outcomes.flatMap((outcome) => (outcome.kind === 'added' ? [outcome.snapshot.job.id] : []));
      const refused = links.filter((_link, index) => reply.outcomes[index]?.kind === 'refused');
      if (ids.length > 0) say(words().drop.added(ids.length), ids);
      if (refused.length > 0) fillAdd(refused.join('\n'));
    });
  }

  return { add, addNew, openAdd, takeText };
}
