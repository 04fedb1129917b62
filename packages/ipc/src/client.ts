/** The window's side of the contract. Imports types alone, so that no schema gets into the page's bundle. */
import type { Channel, InputOf, OutputOf } from './contract.ts';
import type { Refusal, Reply } from './refusal.ts';
import type { Pushes, Topic } from './replies.ts';

/** All that the preload script exposes to the page, as `window.sluice`. */
export interface Bridge {
  /** Settles with a `Reply`; never rejects for a refused message. */
  invoke(channel: string, input: unknown): Promise<unknown>;
  /** Calls back on every push until the returned function is called. */
  subscribe(topic: string, listener: (payload: unknown) => void): () => void;
  /** Where a dropped file is; empty: nowhere on the disk, or it is no file. */
  pathOf(file: unknown): string;
}

export interface Client {
  /** Asks the main process. Rejects with `IpcRefusal` when it refuses. */
  invoke<C extends Channel>(channel: C, input: InputOf<C>): Promise<OutputOf<C>>;
  subscribe<T extends Topic>(topic: T, listener: (payload: Pushes[T]) => void): () => void;
  /** Where a dropped file is; empty: nowhere on the disk. */
  pathOf(file: unknown): string;
}

/** The main process refused a message: a fault on one of the two sides, never a fault of the user. */
export class IpcRefusal extends Error {
  readonly channel: string;
  readonly refusal: Refusal;

  constructor(channel: string, refusal: Refusal) {
    super(`${channel} was refused: ${refusal.kind}${refusal.kind === 'bad-input' ? ` (${refusal.detail})` : ''}`);
    this.name = 'IpcRefusal';
    this.channel = channel;
    this.refusal = refusal;
  }
}

/** Types the bridge by the contract. The replies are the main process's own and are trusted. */
export function createClient(bridge: Bridge): Client {
  return {
    async invoke<C extends Channel>(channel: C, input: InputOf<C>): Promise<OutputOf<C>> {
      const reply = (await bridge.invoke(channel, input)) as Reply<OutputOf<C>>;
      if (reply.ok) return reply.value;
      throw new IpcRefusal(channel, reply.refusal);
    },
    subscribe<T extends Topic>(topic: T, listener: (payload: Pushes[T]) => void): () => void {
      return bridge.subscribe(topic, (payload) => {
        listener(payload as Pushes[T]);
      });
    },
    pathOf: (file) => bridge.pathOf(file),
  };
}
