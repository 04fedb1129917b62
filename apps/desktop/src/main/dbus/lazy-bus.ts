/** A bus that is joined when somebody first needs it, and again after it went away. Null where there is none. */
import { sessionBusAddress, systemBusAddress } from './bus-address.ts';
import { MessageBus } from './message-bus.ts';

type LazyBus = () => Promise<MessageBus | null>;

export interface Buses {
  readonly session: LazyBus;
  readonly system: LazyBus;
}

/** Only Linux desktops speak it. */
export function systemBuses(platform: NodeJS.Platform, env: NodeJS.ProcessEnv): Buses {
  const none = (): Promise<null> => Promise.resolve(null);
  if (platform !== 'linux') return { session: none, system: none };
  return { session: lazyBus(sessionBusAddress(env)), system: lazyBus(systemBusAddress(env)) };
}

function lazyBus(address: string | null): LazyBus {
  let joined: Promise<MessageBus | null> | null = null;
  return async () => {
    const bus = await (joined ??= MessageBus.connect(address));
    if (bus?.isOpen === true) return bus;
    joined = null;
    return null;
  };
}
