/** What a user has to say to reach an object store of the testkit. */
import type { Connection } from '@sluice/model';
import type { StoreCredential } from './credential.ts';
import type { ObjectStore } from './object-store.ts';

/** Its keys come from the environment; see `environmentWith`. */
export function connectionTo(store: Pick<ObjectStore, 'url'>, more: Partial<Connection> = {}): Connection {
  return {
    id: 'main',
    name: 'Main',
    provider: 'oss',
    endpoint: store.url,
    region: 'cn-hangzhou',
    addressing: 'virtual-host',
    network: 'public',
    signature: 'v4',
    credentials: 'environment',
    ...more,
  };
}

/** The variables that both dialects' own tools read. */
export function environmentWith({ accessKeyId, secret }: StoreCredential): Readonly<Record<string, string>> {
  return { OSS_ACCESS_KEY_ID: accessKeyId, OSS_ACCESS_KEY_SECRET: secret, AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secret };
}
