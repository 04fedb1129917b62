/** The port behind which connections are kept: the user's list lives elsewhere, this package only asks. */
import type { Connection, ObjectAddress, ObjectProvider } from '@sluice/model';

export interface KnownObject {
  readonly connection: Connection;
  readonly object: ObjectAddress;
}

export interface ConnectionBook {
  /** Null: there is none, or not any more. */
  find(id: string): Connection | null;
  /** The connection for a bucket whose job names none; null: none is known. */
  forBucket(provider: ObjectProvider, bucket: string): Connection | null;
  /** The object that an http(s) address names, and the connection that can sign for it; null: it is nobody's (spec G1, G4). */
  forBucketUrl(url: string): KnownObject | null;
}

/** A book with nothing in it. */
export const NO_CONNECTIONS: ConnectionBook = { find: () => null, forBucket: () => null, forBucketUrl: () => null };
