/** How links get into the queue: from the dialog, a drop or a paste. */
import type { AddReply, Client, LinkInFile, RefusedLinkFile } from '@sluice/ipc';
import type { Failure, JobId, JobSnapshot } from '@sluice/model';
import type { WindowWords } from '@sluice/words';
import { EMPTY_FORM, addInput, knownLinks, type AddForm, type AddInput } from '../add/add-form.ts';
import { isWebLink, linksInText } from '../add/links-in-text.ts';
import type { ReadDrop } from '../drop/read-drop.ts';
import { search, showFilter, takeJobs } from './change-jobs.ts';
import { SNAPSHOTS_ASKED } from './list-sizes.ts';
import type { Refreshing } from './refreshing.ts';
import type { WindowStore } from './window-store.ts';

/** Links in one message: what comes back of more of them would stop the window for a moment. */
const AT_ONCE = 100;
const UNANSWERED: Failure = { kind: 'fault', detail: 'the request was not answered' };
/** How many files that gave nothing are named. */
const MOST_TOLD = 3;
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
  /** Those of some links that the list has already, each with its latest job. Never rejects: without an answer, none. */
  readonly listedAmong: (links: readonly string[]) => Promise<ReadonlyMap<string, JobId>>;
  /** Shows and selects jobs, whatever hid them, in the place of the dialog that is open. */
  readonly showJobs: (ids: readonly JobId[]) => void;
  readonly takeText: (text: string) => void;
  /** Queues what was dropped, or shows it in the dialog; says which files gave nothing. */
  readonly takeDrop: (drop: ReadDrop) => void;
}

export function createAdding({ store, client, words, say, background, refreshing }: AddingParts): Adding {
  function openAdd(change: Partial<AddForm> = {}): void {
    store.setState(({ addForm }) => ({ dialog: { kind: 'add' }, addForm: { ...addForm, ...change } }));
  }

  function fillAdd(text: string, known: AddForm['known'] = new Map()): void {
    const { addForm } = store.getState();
    const before = addForm.text.trim();
    openAdd({ text: before === '' ? text : `${before}\n${text}`, known: new Map([...addForm.known, ...known]) });
  }

  async function add(input: AddInput): Promise<AddReply | null> {
    const outcomes: AddReply['outcomes'][number][] = [];
    try {
      for (let from = 0; from < input.links.length; from += AT_ONCE) {
        const reply = await client.invoke('jobs:add', { ...input, links: input.links.slice(from, from + AT_ONCE) });
        outcomes.push(...reply.outcomes);
      }
    } catch {
      if (outcomes.length === 0) return null;
      outcomes.push(...input.links.slice(outcomes.length).map(({ url }) => ({ kind: 'refused', url, failure: UNANSWERED }) as const));
    }
    showAdded(outcomes.flatMap((outcome) => (outcome.kind === 'added' ? [outcome.snapshot] : [])));
    return { outcomes };
  }

  /** Shows new jobs at once and selects them; a filter or search that hides them is left. */
  function showAdded(added: readonly JobSnapshot[]): void {
    const first = added[0]?.job.id;
    if (first === undefined) return;
    store.setState((state) => {
      // What a push has brought meanwhile is newer than the reply.
      const fresh = added.filter(({ job }) => !state.snapshots.has(job.id));
      const next = takeJobs(search({ ...state, filter: 'all', fileKind: null }, ''), { snapshots: fresh, removed: [] });
      return { ...next, selection: { ids: new Set(added.map(({ job }) => job.id)), anchor: first, cursor: first } };
    });
  }

  function takeText(text: string): void {
    takeLinks(text, []);
  }

  /** What files of links say of a link goes along with it, also through the dialog. */
  function takeLinks(text: string, fromFiles: readonly LinkInFile[]): void {
    const links = [...new Set([...linksInText(text).links, ...fromFiles.map(({ url }) => url)])];
    const whole = [text.trim(), ...fromFiles.map(({ url }) => url)].filter((line) => line !== '').join('\n');
    if (refreshing.fillRefresh(whole)) return;
    if (links.length === 0) return say(words().drop.nothing);
    const known = knownLinks(fromFiles);
    if (store.getState().dialog?.kind === 'add') return fillAdd(whole, known);
    if (links.length > MANY_LINKS || !links.every(isWebLink)) return fillAdd(links.join('\n'), known);
    background(listedAmong(links), (listed) => {
      // What is there already is shown, so that the user skips it or has it again.
      if (listed.size > 0) return fillAdd(links.join('\n'), known);
      const input = addInput({ ...EMPTY_FORM, known }, links);
      if (!refreshing.offerMatch(input, 'window')) addNew(input);
    });
  }

  async function listedAmong(links: readonly string[]): Promise<ReadonlyMap<string, JobId>> {
    const listed = new Map<string, JobId>();
    try {
      for (let from = 0; from < links.length; from += SNAPSHOTS_ASKED) {
        const reply = await client.invoke('links:listed', { urls: links.slice(from, from + SNAPSHOTS_ASKED) });
        for (const { url, id } of reply.links) listed.set(url, id);
      }
    } catch {
      // Adding will say that nothing answers.
    }
    return listed;
  }

  function showJobs(ids: readonly JobId[]): void {
    const [first] = ids;
    if (first === undefined) return;
    store.setState((state) => ({
      ...showFilter({ ...state, query: '' }, 'all'),
      dialog: null,
      selection: { ids: new Set(ids), anchor: first, cursor: first },
    }));
  }

  function takeDrop({ text, links, refused, unfinished }: ReadDrop): void {
    for (const file of refused.slice(0, MOST_TOLD)) say(refusedText(file, words()));
    const [path, ...rest] = unfinished;
    if (path !== undefined) store.setState({ dialog: { kind: 'adopt', path, rest } });
    if (text.trim() !== '' || links.length > 0 || (refused.length === 0 && path === undefined)) takeLinks(text, links);
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

  return { add, addNew, openAdd, listedAmong, showJobs, takeText, takeDrop };
}

function refusedText({ name, reason }: RefusedLinkFile, { drop }: WindowWords): string {
  switch (reason) {
    case 'too-large':
      return drop.tooLarge(name);
    case 'unreadable':
      return drop.unreadable(name);
    case 'malformed':
      return drop.malformed(name);
    case 'no-links':
    case 'unknown-type':
      return drop.noLinks(name);
  }
}
