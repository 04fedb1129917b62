import type { Connection } from '@sluice/model';
import { expect, test } from 'vitest';
import { ConnectionStore, MAX_CONNECTIONS, type ConnectionPlace, type Seal } from '../index.ts';

const SECRET = 'hunter2/Secret+Value==';
const KEYS = { accessKeyId: 'LTAI5tExampleKeyId', secret: SECRET, token: null };

/** As JSON, the way a row or a file holds it. */
class Place implements ConnectionPlace {
  text: string | undefined;
  read(): unknown {
    return this.text === undefined ? undefined : JSON.parse(this.text);
  }
  write(value: unknown): void {
    this.text = JSON.stringify(value);
  }
}

/** Not the plain text, so that a secret outside a seal is found. */
const box: Seal = {
  seal: (plain) => Buffer.from([...plain].reverse().join('')),
  open: (sealed) => [...Buffer.from(sealed).toString()].reverse().join(''),
};

const connection = (id: string, change: Partial<Connection> = {}): Connection => ({
  id,
  name: `The ${id}`,
  provider: 'oss',
  endpoint: null,
  region: 'cn-hangzhou',
  addressing: 'virtual-host',
  network: 'public',
  signature: 'v4',
  credentials: 'stored',
  ...change,
});

function opened(place: Place, seal = box): ConnectionStore {
  const store = new ConnectionStore(place, seal);
  store.open();
  return store;
}

test('G2: a connection and its keys come back in the next run, and the secret is nowhere in the clear', async () => {
  const place = new Place();
  opened(place).save({ connection: connection('a'), bucket: 'pictures' }, KEYS);
  expect(place.text).not.toContain('hunter2');
  const later = opened(place);
  expect(later.list()).toEqual([{ connection: connection('a'), bucket: 'pictures', accessKeyId: KEYS.accessKeyId }]);
  expect(await later.credentials.credentials(connection('a'))).toEqual(KEYS);
  expect(JSON.stringify(later.list())).not.toContain('hunter2');
});

test('an edit keeps the keys unless others are given, and keys without a use are dropped', async () => {
  const place = new Place();
  const store = opened(place);
  store.save({ connection: connection('a'), bucket: null }, KEYS);
  store.save({ connection: connection('a', { name: 'Other' }), bucket: null }, 'keep');
  expect(await store.credentials.credentials(connection('a'))).toEqual(KEYS);
  store.save({ connection: connection('a', { credentials: 'anonymous' }), bucket: null }, 'keep');
  store.save({ connection: connection('a'), bucket: null }, 'keep');
  expect(await opened(place).credentials.credentials(connection('a'))).toBeNull();
});

test('a connection that is removed is gone with its keys', () => {
  const place = new Place();
  const store = opened(place);
  store.save({ connection: connection('a'), bucket: null }, KEYS);
  store.remove('a');
  expect([opened(place).list(), place.text]).toEqual([[], '{"version":1,"connections":[]}']);
});

test('keys that another box has sealed are none, and the connection stays', async () => {
  const place = new Place();
  opened(place).save({ connection: connection('a'), bucket: null }, KEYS);
  const other = opened(place, { seal: box.seal, open: () => null });
  expect(other.find('a')).toMatchObject({ accessKeyId: null });
  expect(await other.credentials.credentials(connection('a'))).toBeNull();
});

test('what is no connection is told, kept as it is and never used', () => {
  const place = new Place();
  const strange = [5, { connection: { ...connection('b'), network: 'moon' } }, { connection: connection('c', { endpoint: 'a b' }) }];
  place.write({
    version: 1,
    connections: [{ connection: connection('a'), bucket: '../x', sealed: 7 }, ...strange, { connection: connection('a') }],
  });
  const store = new ConnectionStore(place, box);
  expect(store.open()).toBe('unreadable');
  expect(store.list()).toEqual([{ connection: connection('a'), bucket: null, accessKeyId: null }]);
  store.save({ connection: connection('d'), bucket: null }, 'keep');
  expect(place.read()).toMatchObject({ connections: [{ connection: { id: 'a' } }, { connection: { id: 'd' } }, ...strange, {}] });
  for (const rubbish of [null, 7, 'x', [], { connections: 'x' }]) {
    place.write(rubbish);
    const over = new ConnectionStore(place, box);
    expect([over.open(), over.list()]).toEqual(['unreadable', []]);
  }
});

test('there is an end to how many are kept', () => {
  const store = opened(new Place());
  const saved = Array.from({ length: MAX_CONNECTIONS + 1 }, (_, index) =>
    store.save({ connection: connection(String(index), { credentials: 'environment' }), bucket: null }, 'keep'),
  );
  expect(saved.indexOf(false)).toBe(MAX_CONNECTIONS);
  expect(store.save({ connection: connection('0', { name: 'Edited' }), bucket: null }, 'keep')).toBe(true);
});

test('a bucket is served by the connection that names it, else by the first of its provider', () => {
  const store = opened(new Place());
  store.save({ connection: connection('first'), bucket: null }, KEYS);
  store.save({ connection: connection('second'), bucket: 'pictures' }, KEYS);
  store.save({ connection: connection('third', { provider: 's3' }), bucket: 'films' }, KEYS);
  expect(['pictures', 'other', 'films'].map((bucket) => store.book.forBucket('oss', bucket)?.id)).toEqual(['second', 'first', 'first']);
  expect(store.book.forBucketUrl('https://pictures.oss-cn-hangzhou.aliyuncs.com/a%20b')?.object.key).toBe('a b');
  store.save({ connection: connection('own', { endpoint: 'files.example.org', addressing: 'cname' }), bucket: 'songs' }, KEYS);
  expect(store.book.forBucketUrl('https://files.example.org/a')).toMatchObject({ connection: { id: 'own' }, object: { bucket: 'songs' } });
});
