/** The store is cross-checked with clients that we did not write: what they sign, it accepts; what it answers, they understand. */
import { AwsClient } from 'aws4fetch';
import { describe, expect, onTestFinished, test } from 'vitest';
import { byteRange } from '@sluice/model';
import { seededBytes } from '../seeded-bytes.ts';
import { openObjectStore, type ObjectStore } from './object-store.ts';
import { aliOssClient, aliOssRequest, type AliOssClient } from './testing/ali-oss.ts';
import { NASTY_KEYS } from './nasty-keys.ts';
import { rawRequest } from './testing/raw-request.ts';

const SECRET = { accessKeyId: 'LTAItest', secret: 'store-secret' };
const STS = { accessKeyId: 'STS.test', secret: 'sts-secret', token: 'a+token/with=signs' };
const BUCKET = 'examplebucket';

/** `fetch`, `URL` and the HTTP client of ali-oss take dot segments out of a path after it was signed. */
const DOTTED_KEYS = NASTY_KEYS.filter((key) => /(^|\/)\.\.?(\/|$)/.test(key));
const TIDY_KEYS = NASTY_KEYS.filter((key) => !DOTTED_KEYS.includes(key));

async function openStore(dialect: 'oss' | 's3'): Promise<ObjectStore> {
  const store = await openObjectStore({ dialect, region: dialect === 'oss' ? 'cn-hangzhou' : 'eu-west-1', credentials: [SECRET, STS] });
  onTestFinished(() => store.close());
  store.createBucket(BUCKET);
  NASTY_KEYS.forEach((key, seed) => store.put(BUCKET, key, { seed, sizeBytes: 1000 + seed }));
  return store;
}

describe.each([
  { version: 'V4', authorizationV4: true },
  { version: 'V1', authorizationV4: false },
])('ali-oss with signature $version', ({ authorizationV4 }) => {
  const clientOf = (store: ObjectStore, who: typeof SECRET | typeof STS = SECRET): AliOssClient =>
    aliOssClient({
      ...{ endpoint: store.url, region: 'oss-cn-hangzhou', bucket: BUCKET, authorizationV4 },
      ...{ accessKeyId: who.accessKeyId, accessKeySecret: who.secret },
      ...('token' in who ? { stsToken: who.token } : {}),
    });

  test.each(TIDY_KEYS.filter((key) => !key.startsWith('/')))('gets %j, and a range of it', async (key) => {
    const client = clientOf(await openStore('oss'));
    const seed = NASTY_KEYS.indexOf(key);
    const whole = await client.get(key);
    expect(whole.content).toEqual(Buffer.from(seededBytes(seed, byteRange(0, 1000 + seed))));
    const part = await client.get(key, { headers: { Range: 'bytes=10-19' } });
    expect([part.res.status, part.content]).toEqual([206, Buffer.from(seededBytes(seed, byteRange(10, 20)))]);
    expect(part.res.headers['x-oss-hash-crc64ecma']).toBe(whole.res.headers['x-oss-hash-crc64ecma']);
  });

  test.each(DOTTED_KEYS)('signs %j so that it opens, once the path is sent as it was signed', async (key) => {
    const store = await openStore('oss');
    const { url, params } = aliOssRequest(clientOf(store), { method: 'GET', bucket: BUCKET, object: key });
    const target = url.slice(url.indexOf('/', 'http://'.length));
    const response = await rawRequest(store.port, { target, headers: params.headers });
    const seed = NASTY_KEYS.indexOf(key);
    expect([response.status, response.body]).toEqual([200, Buffer.from(seededBytes(seed, byteRange(0, 1000 + seed)))]);
  });

  test('gets with a security token, and is told when it is not the right one', async () => {
    const store = await openStore('oss');
    expect((await clientOf(store, STS).get('plain.bin')).content.length).toBe(1000);
    await expect(clientOf(store, { ...STS, token: 'another' }).get('plain.bin')).rejects.toMatchObject({
      code: 'InvalidSecurityToken',
      status: 403,
    });
  });

  test('is told why it is refused', async () => {
    const store = await openStore('oss');
    await expect(clientOf(store, { ...SECRET, secret: 'wrong' }).get('plain.bin')).rejects.toMatchObject({ code: 'SignatureDoesNotMatch' });
    await expect(clientOf(store, { ...SECRET, accessKeyId: 'nobody' }).get('plain.bin')).rejects.toMatchObject({
      code: 'InvalidAccessKeyId',
    });
    await expect(clientOf(store).get('missing')).rejects.toMatchObject({
      code: 'NoSuchKey',
      status: 404,
      requestId: expect.stringMatching(/^[0-9A-F]{24}$/),
    });
  });

  test('lists page by page all that is there', async () => {
    const client = clientOf(await openStore('oss'));
    const names: string[] = [];
    let token: string | null | undefined;
    do {
      const page = await client.listV2({
        'max-keys': 5,
        ...(token === undefined || token === null ? {} : { 'continuation-token': token }),
      });
      names.push(...(page.objects ?? []).map(({ name }) => name));
      token = page.isTruncated ? page.nextContinuationToken : null;
    } while (token !== null && token !== undefined);
    // XML cannot carry control characters: that is what encoding-type=url is for.
    const plain = NASTY_KEYS.filter((key) => !/[\t\u0001]/.test(key));
    expect(new Set(names)).toEqual(new Set([...plain, names.find((name) => name.startsWith('tab'))]));
    expect(names.length).toBe(NASTY_KEYS.length);
  });

  test('lists one folder', async () => {
    const page = await clientOf(await openStore('oss')).listV2({ delimiter: '/', prefix: 'a/' });
    expect([page.objects?.map(({ name }) => name) ?? [], page.prefixes]).toEqual([[], ['a/../', 'a/./']]);
  });
});

test('a link that ali-oss signed (V1 and V4) opens, and opens nothing else', async () => {
  const store = await openStore('oss');
  const base = {
    endpoint: 'http://oss-cn-hangzhou.aliyuncs.com',
    region: 'oss-cn-hangzhou',
    bucket: BUCKET,
    accessKeyId: SECRET.accessKeyId,
    accessKeySecret: SECRET.secret,
  };
  const links = [
    aliOssClient(base).signatureUrl('plus+and space.bin', { expires: 600 }),
    await aliOssClient({ ...base, authorizationV4: true }).signatureUrlV4('GET', 600, {}, 'plus+and space.bin'),
  ];
  for (const link of links) {
    const target = link.slice(link.indexOf('/', 'http://'.length));
    const ask = (method: string) =>
      rawRequest(store.port, { method, target, headers: { host: `${BUCKET}.oss-cn-hangzhou.aliyuncs.com`, range: 'bytes=0-9' } });
    expect([(await ask('GET')).status, (await ask('HEAD')).status]).toEqual([206, 403]);
  }
});

describe('aws4fetch', () => {
  const client = (who: typeof SECRET | typeof STS): AwsClient =>
    new AwsClient({
      ...{ accessKeyId: who.accessKeyId, secretAccessKey: who.secret, region: 'eu-west-1', service: 's3', retries: 0 },
      ...('token' in who ? { sessionToken: who.token } : {}),
    });
  const urlOf = (store: ObjectStore, key: string): string => `${store.url}/${BUCKET}/${key.split('/').map(encodeURIComponent).join('/')}`;

  test.each(TIDY_KEYS)('gets %j, and a range of it', async (key) => {
    const store = await openStore('s3');
    const seed = NASTY_KEYS.indexOf(key);
    const whole = await client(SECRET).fetch(urlOf(store, key));
    expect(Buffer.from(await whole.arrayBuffer())).toEqual(Buffer.from(seededBytes(seed, byteRange(0, 1000 + seed))));
    const part = await client(STS).fetch(urlOf(store, key), { headers: { range: 'bytes=10-19' } });
    expect([part.status, Buffer.from(await part.arrayBuffer())]).toEqual([206, Buffer.from(seededBytes(seed, byteRange(10, 20)))]);
  });

  test('opens what it signed as a link', async () => {
    const store = await openStore('s3');
    const { url } = await client(STS).sign(urlOf(store, 'plain.bin'), { aws: { signQuery: true } });
    expect((await fetch(url)).status).toBe(200);
    expect((await fetch(url, { method: 'HEAD' })).status).toBe(403);
  });

  test('lists, with keys escaped', async () => {
    const store = await openStore('s3');
    const response = await client(SECRET).fetch(`${store.url}/${BUCKET}?list-type=2&encoding-type=url&prefix=plus`);
    expect(await response.text()).toContain('<Key>plus%2Band+space.bin</Key>');
  });

  test('is told why it is refused', async () => {
    const store = await openStore('s3');
    const response = await client({ ...SECRET, secret: 'wrong' }).fetch(urlOf(store, 'plain.bin'));
    expect([response.status, await response.text()]).toEqual([403, expect.stringContaining('<Code>SignatureDoesNotMatch</Code>')]);
  });
});
