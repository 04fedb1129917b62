/** The list to a file and from one, and what is said of it afterwards. */
import type { Client, InputOf, ListExportReply, ListImportReply } from '@sluice/ipc';
import { assertNever } from '@sluice/model';
import type { WindowWords } from '@sluice/words';

export interface ListFiles {
  readonly exportList: (input: InputOf<'list:export'>) => void;
  readonly importList: () => void;
}

interface ListFilesParts {
  readonly client: Client;
  readonly words: () => WindowWords;
  readonly say: (text: string) => void;
  readonly background: <T>(task: Promise<T>, then: (value: T) => void) => void;
}

export function createListFiles({ client, words, say, background }: ListFilesParts): ListFiles {
  const tell = (sentence: string | null): void => {
    if (sentence !== null) say(sentence);
  };
  return {
    exportList: (input) => {
      background(client.invoke('list:export', input), (reply) => tell(exported(reply, words())));
    },
    importList: () => {
      background(client.invoke('list:import', {}), (reply) => tell(imported(reply, words())));
    },
  };
}

function exported(reply: ListExportReply, { listFile }: WindowWords): string | null {
  switch (reply.kind) {
    case 'cancelled':
      return null;
    case 'failed':
      return listFile.notSaved(reply.path);
    case 'saved':
      return told([listFile.saved(reply.count, reply.path), ...part(reply.incomplete, listFile.incomplete)]);
    default:
      return assertNever(reply);
  }
}

/** What was added, and of everything else how much and why not. */
export function imported(reply: ListImportReply, { listFile }: WindowWords): string | null {
  switch (reply.kind) {
    case 'cancelled':
      return null;
    case 'refused':
      return listFile.notRead[reply.reason](reply.name);
    case 'imported':
      return told([
        listFile.imported(reply.added),
        ...part(reply.incomplete, listFile.needLink),
        ...part(reply.known, listFile.known),
        ...part(reply.finished, listFile.finished),
        ...part(reply.refused, listFile.refused),
      ]);
    default:
      return assertNever(reply);
  }
}

function part(count: number, sentence: (count: number) => string): readonly string[] {
  return count === 0 ? [] : [sentence(count)];
}

/** Chinese sentences stand without a space between them. */
function told(sentences: readonly string[]): string {
  return sentences.join(sentences.some((sentence) => sentence.endsWith('。')) ? '' : ' ');
}
