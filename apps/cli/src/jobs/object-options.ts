/** From what the command line says of an object to what a job is told; addresses of other kinds are told nothing. */
import {
  parseObjectAddress,
  type Connection,
  type ConnectionRef,
  type ObjectAddress,
  type ObjectOptions,
  type ObjectProvider,
} from '@sluice/model';
import type { ObjectWishes } from '../arguments/command.ts';

/** Null when the address is no object's, or nothing was said. */
export function objectOptions(url: string, wishes: ObjectWishes | undefined): ObjectOptions | null {
  const address = parseObjectAddress(url.trim());
  if (address === null || wishes === undefined) return null;
  const connection = connectionRef(address, wishes);
  return connection === null ? wishes.asked : { ...wishes.asked, connection };
}

/** Null: the connection that is known for the bucket, or the first one. A saved connection's id is its name here. */
export function connectionRef(place: Pick<ObjectAddress, 'provider' | 'bucket'>, wishes: ObjectWishes): ConnectionRef | null {
  if (wishes.connection !== null) return { kind: 'saved', id: wishes.connection, name: wishes.connection };
  const { endpoint, region, anonymous } = wishes;
  const saysWhere = endpoint !== null || region !== null;
  if (!saysWhere && !anonymous) return null;
  const name = endpoint ?? region ?? place.bucket;
  return { kind: 'given', connection: connectionFrom(wishes, place.provider, { id: 'command-line', name }) };
}

/** With keys from the environment, unless it is said to be without any. */
export function connectionFrom(
  { endpoint, region, addressing, network, signature, anonymous }: ObjectWishes,
  provider: ObjectProvider,
  identity: Pick<Connection, 'id' | 'name'>,
): Connection {
  return {
    ...identity,
    provider,
    endpoint,
    region,
    addressing: addressing ?? 'virtual-host',
    network: network ?? 'public',
    signature: signature ?? 'v4',
    credentials: anonymous ? 'anonymous' : 'environment',
  };
}
