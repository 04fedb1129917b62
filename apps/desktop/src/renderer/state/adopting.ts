/** How a file that another program left unfinished gets into the queue. */
import type { AdoptReply, Client, UnfinishedReply } from '@sluice/ipc';
import { displayName } from '@sluice/model';
import { formatBytes, type WindowWords } from '@sluice/words';
import { languageOf } from '../i18n/language-of.ts';
import type { WindowStore } from './window-store.ts';

interface AdoptingParts {
  readonly store: WindowStore;
  readonly client: Client;
  readonly words: () => WindowWords;
  readonly say: (text: string) => void;
}

export interface Adopting {
  /** What the file is; nothing is changed. Null: the main process refused the whole message. Never rejects. */
  readonly lookAtUnfinished: (path: string) => Promise<UnfinishedReply | null>;
  /** Goes on with it, if the server confirms it. Null as above. Never rejects. */
  readonly adopt: (path: string, source: string | null) => Promise<AdoptReply | null>;
}

export function createAdopting({ store, client, words, say }: AdoptingParts): Adopting {
  return {
    lookAtUnfinished: (path) => client.invoke('jobs:look-unfinished', { path }).catch(() => null),
    adopt: async (path, source) => {
      const reply = await client.invoke('jobs:adopt', { path, source }).catch(() => null);
      if (reply?.kind === 'added') {
        const kept = formatBytes(reply.keptBytes, languageOf(store.getState()));
        say(words().adopt.added(displayName(reply.snapshot.job), kept));
      }
      return reply;
    },
  };
}
