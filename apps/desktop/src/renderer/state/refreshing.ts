/** How a job that stopped gets what it needs to go on: a new link, or an answer. */
import type { Client, InputOf, RefreshReply } from '@sluice/ipc';
import { displayName, mayBeNewLink, type JobId } from '@sluice/model';
import { describeFailure, type WindowWords } from '@sluice/words';
import type { AddInput } from '../add/add-form.ts';
import { linksInText } from '../add/links-in-text.ts';
import { languageOf } from '../i18n/language-of.ts';
import type { OpenDialog } from './window-state.ts';
import type { WindowStore } from './window-store.ts';

interface RefreshingParts {
  readonly store: WindowStore;
  readonly client: Client;
  readonly words: () => WindowWords;
  readonly say: (text: string) => void;
  readonly background: <T>(task: Promise<T>) => void;
}

export type Answer = InputOf<'jobs:decide'>['answer'];

export interface Refreshing {
  /** Null: the main process refused the whole message. Never rejects. */
  readonly refreshLink: (id: JobId, url: string) => Promise<RefreshReply | null>;
  readonly decide: (id: JobId, answer: Answer) => void;
  /** Fills the open Refresh link dialog with the first link of a text; false: none is open. */
  readonly fillRefresh: (text: string) => boolean;
  /** Asks whether a single link is the one that a waiting download needs; false: it does not look like it. */
  readonly offerMatch: (input: AddInput, from: 'add' | 'window') => boolean;
}

export function createRefreshing({ store, client, words, say, background }: RefreshingParts): Refreshing {
  async function refreshLink(id: JobId, url: string): Promise<RefreshReply | null> {
    const name = nameOf(id);
    try {
      const reply = await client.invoke('jobs:refresh-link', { id, url });
      if (reply.kind === 'accepted') say(words().refresh.accepted(name));
      // A closed dialog can't show it any more.
      else if (!isAsking(store.getState().dialog, id)) {
        say(words().refresh.refusedFor(name, describeFailure(reply.failure, languageOf(store.getState()))));
      }
      return reply;
    } catch {
      return null;
    }
  }

  function nameOf(id: JobId): string {
    const snapshot = store.getState().snapshots.get(id);
    return snapshot === undefined ? '' : displayName(snapshot.job);
  }

  return {
    refreshLink,
    decide: (id, answer) => {
      background(client.invoke('jobs:decide', { id, answer }));
    },
    fillRefresh: (text) => {
      const { dialog } = store.getState();
      if (dialog?.kind !== 'refresh-link') return false;
      const link = linksInText(text).links[0];
      if (link !== undefined) store.setState({ dialog: { ...dialog, text: link } });
      return true;
    },
    offerMatch: (input, from) => {
      const [link, another] = input.links;
      if (link === undefined || another !== undefined) return false;
      const waiting = [...store.getState().snapshots.values()].find(({ job }) => mayBeNewLink(job, link.url));
      if (waiting === undefined) return false;
      store.setState({ dialog: { kind: 'match', id: waiting.job.id, input, from } });
      return true;
    },
  };
}

function isAsking(dialog: OpenDialog | null, id: JobId): boolean {
  return (dialog?.kind === 'refresh-link' || dialog?.kind === 'match') && dialog.id === id;
}
