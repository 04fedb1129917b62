/** What asking object stores needs; the same for jobs and for looking. */
import { systemClock, type Clock } from '@sluice/engine';
import { credentialsFrom, type ClientPorts, type ConnectionNews, type ConnectionStore } from '@sluice/object-storage';

export type ObjectPorts = ClientPorts & { readonly clock: Clock };

interface PortParts {
  readonly transport: ClientPorts['transport'];
  readonly connections: ConnectionStore;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly tell: (news: ConnectionNews) => void;
}

export function objectPorts({ transport, connections, env, tell }: PortParts): ObjectPorts {
  const { book } = connections;
  return { transport, clock: systemClock, book, credentials: credentialsFrom(env, connections.credentials), tell };
}
