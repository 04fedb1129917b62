/** What the window asks of object stores. Replies go to whoever asked; news of connections are said. */
import type {
  AddObjectsReply,
  Client,
  ConnectionView,
  InputOf,
  ObjectPage,
  RecognisedObject,
  SaveConnectionReply,
  TestReply,
} from '@sluice/ipc';

/** Each rejects when the main process refuses the message. */
export interface Sourcing {
  readonly sources: {
    readonly list: () => Promise<readonly ConnectionView[]>;
    readonly save: (typed: InputOf<'connections:save'>) => Promise<SaveConnectionReply>;
    readonly remove: (id: string) => Promise<readonly ConnectionView[]>;
    readonly test: (typed: InputOf<'connections:test'>) => Promise<TestReply>;
    readonly page: (place: InputOf<'objects:list'>) => Promise<ObjectPage>;
    readonly addObjects: (chosen: InputOf<'objects:add'>) => Promise<AddObjectsReply>;
    readonly stopAdding: () => Promise<null>;
    readonly recognise: (urls: readonly string[]) => Promise<readonly RecognisedObject[]>;
    /** How many objects have been queued so far. */
    readonly onAdding: (listener: (added: number) => void) => () => void;
  };
}

export function createSourcing(client: Client): Sourcing {
  return {
    sources: {
      list: async () => (await client.invoke('connections:list', {})).connections,
      save: (typed) => client.invoke('connections:save', typed),
      remove: async (id) => (await client.invoke('connections:remove', { id })).connections,
      test: (typed) => client.invoke('connections:test', typed),
      page: (place) => client.invoke('objects:list', place),
      addObjects: (chosen) => client.invoke('objects:add', chosen),
      stopAdding: () => client.invoke('objects:stop-adding', {}),
      recognise: async (urls) => (await client.invoke('objects:recognise', { urls })).objects,
      onAdding: (listener) => client.subscribe('objects:adding', ({ added }) => listener(added)),
    },
  };
}
