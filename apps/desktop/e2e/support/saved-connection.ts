/** A connection to an object store of the tests, saved as the settings save it. */
import type { Page } from '@playwright/test';
import type { InputOf } from '@sluice/ipc';
import { openObjectStore, type ObjectStore } from '@sluice/testkit';

const KEYS = { accessKeyId: 'LTAI5tExampleKeyId', secret: 'an-example-secret' };

interface Bridged {
  readonly sluice: { invoke(channel: string, input: unknown): Promise<unknown> };
}

/** With an empty bucket `pictures`; whoever opens it closes it. */
export async function openPictures(): Promise<ObjectStore> {
  const store = await openObjectStore({ dialect: 'oss', region: 'cn-hangzhou', credentials: [KEYS] });
  store.createBucket('pictures');
  return store;
}

/** The connection `Work`, which begins in the bucket `pictures`. */
export async function saveConnection(page: Page, endpoint: string): Promise<void> {
  const connection: InputOf<'connections:save'> = {
    ...{ id: null, name: 'Work', provider: 'oss', endpoint, region: 'cn-hangzhou', addressing: 'path', network: 'public' },
    ...{ signature: 'v4', credentials: 'stored', bucket: 'pictures', keys: { ...KEYS, token: null } },
  };
  await page.evaluate((input) => (window as unknown as Bridged).sluice.invoke('connections:save', input), connection);
}
