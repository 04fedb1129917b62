/** A book over any list of connections, read anew for every question. */
import type { Connection } from '@sluice/model';
import { objectInUrl } from '../address/bucket-url.ts';
import type { ConnectionBook } from './connection-book.ts';

/**
 * `forBucket` takes the connection that names the bucket, else the first of the provider; a CNAME's endpoint belongs to one bucket, and
 * is passed over unless it is that one. `bucketOf`: the bucket that a connection remembers.
 */
export function connectionBook(
  list: () => readonly Connection[],
  naming: (bucket: string) => Connection | null = () => null,
  bucketOf: (connection: Connection) => string | null = () => null,
): ConnectionBook {
  return {
    find: (id) => list().find((connection) => connection.id === id) ?? null,
    forBucket(provider, bucket) {
      const named = naming(bucket);
      if (named?.provider === provider) return named;
      return list().find((connection) => connection.provider === provider && connection.addressing !== 'cname') ?? null;
    },
    forBucketUrl(url) {
      for (const connection of list()) {
        const object = objectInUrl(connection, url, bucketOf(connection));
        if (object !== null) return { connection, object };
      }
      return null;
    },
  };
}
