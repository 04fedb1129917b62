export { parseEndpoint, bareRegion } from './address/endpoint.ts';
export { FolderMaker, type MadeFolder } from './browse/make-folders.ts';
export { baseOf, localPath, type LocalPath } from './browse/local-path.ts';
export { objectsBelow, type BelowObject, type BelowOrder, type BelowStep, type PlacedObject } from './browse/objects-below.ts';
export { parseObjectPlace, placeAddress, type ObjectPlace } from './browse/parse-prefix.ts';
export { listObjects, type ListOrder, type ListStep } from './browse/list-objects.ts';
export type { ListedObject } from './browse/parse-listing.ts';
export type { ClientPorts, ConnectionNews } from './client/object-client.ts';
export { checkConnection } from './connection/check-connection.ts';
export { NO_CONNECTIONS, type ConnectionBook, type KnownObject } from './connection/connection-book.ts';
export {
  ConnectionStore,
  MAX_CONNECTIONS,
  type ConnectionPlace,
  type KeysWish,
  type SavedConnection,
  type Seal,
} from './connection/connection-store.ts';
export { parseBucket, parseConnection } from './connection/parse-connection.ts';
export { connectionBook } from './connection/list-book.ts';
export { credentialsFrom, environmentCredentials, type CredentialsProvider } from './connection/credentials.ts';
export { renewLink, type RenewedLink } from './connection/renew-link.ts';
export { signV1Query } from './sign/oss-v1.ts';
export { signV4Query } from './sign/oss-v4.ts';
export { signS3Query } from './sign/sig-v4.ts';
export type { Credentials } from './sign/signing.ts';
export { openObjectSource } from './source/object-source.ts';
