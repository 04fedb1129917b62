/** A presigned link that has expired, and a connection that can sign for the same object: then nobody has to get a new link (spec G4). */
import { objectAddress, type ObjectOptions } from '@sluice/model';
import type { ConnectionBook } from './connection-book.ts';

export interface RenewedLink {
  readonly url: string;
  readonly object: ObjectOptions;
}

/** Null: no connection with keys knows the bucket. The object is proved to be the same by its ETag, when the job goes on. */
export function renewLink(book: ConnectionBook, url: string): RenewedLink | null {
  const known = book.forBucketUrl(url);
  if (known === null || known.connection.credentials === 'anonymous') return null;
  const { connection, object } = known;
  return { url: objectAddress(object), object: { connection: { kind: 'saved', id: connection.id, name: connection.name } } };
}
