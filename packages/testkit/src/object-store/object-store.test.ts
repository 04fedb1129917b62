/** What the store answers, asked on raw sockets by strangers to a public bucket; signatures have their own tests. */
import { createHash } from 'node:crypto';
import { describe, expect, onTestFinished, test } from 'vitest';
import { byteRange } from '@sluice/model';
import { changeETagAfter, dropAfter, status, wrongCrc64 } from '../faults.ts';
import { seededBytes } from '../seeded-bytes.ts';
import type { BucketOptions } from './bucket.ts';
import { ossCrc64 } from './content-crc64.ts';
import { openObjectStore, type ObjectStore, type ObjectStoreOptions } from './object-store.ts';
import type { ObjectOptions } from './stored-object.ts';
import { aliOssClient } from './testing/ali-oss.ts';
import { rawRequest, type RawRequest, type RawResponse } from './testing/raw-request.ts';

const OWNER = { accessKeyId: 'owner', secret: 'secret', owner: true };
const GiB = 1024 ** 3;

interface Rig {
  readonly store: ObjectStore;
  ask(path: string, headers?: Readonly<Record<string, string>>, rest?: Partial<RawRequest>): Promise<RawResponse>;
}

async function openRig(object: ObjectOptions, bucket: BucketOptions = {}, options: Partial<ObjectStoreOptions> = {}): Promise<Rig> {
  const store = await openObjectStore({ dialect: 'oss', region: 'cn-hangzhou', credentials: [OWNER], ...options });
  onTestFinished(() => store.close());
  store.createBucket('bucket', { acl: 'public-read', ...bucket });
  store.put('bucket', 'key', object);
  return {
    store,
    ask: (target, headers = {}, rest = {}) => rawRequest(store.port, { target, headers: { host: 'localhost', ...headers }, ...rest }),
  };
}

function codeOf(response: RawResponse): string | undefined {
  const told = response.headers['x-oss-err'];
  const xml = told === undefined ? response.body.toString() : Buffer.from(told, 'base64').toString();
  return /<Code>(\w+)<\/Code>/.exec(xml)?.[1];
}

describe('ranges', () => {
  const STANDARD = { 'x-oss-range-behavior': 'standard' };

  test.each([
    { range: 'bytes=0-9', plain: 206, standard: 206, of: 'bytes 0-9/1000' },
    { range: 'bytes=990-', plain: 206, standard: 206, of: 'bytes 990-999/1000' },
    { range: 'bytes=-10', plain: 206, standard: 206, of: 'bytes 990-999/1000' },
    { range: 'bytes=500-2000', plain: 200, standard: 206, of: 'bytes 500-999/1000' },
    { range: 'bytes=1000-2000', plain: 200, standard: 416, of: 'bytes */1000' },
    { range: 'bytes=5-2', plain: 200, standard: 200, of: undefined },
    { range: 'bytes=0-1,5-6', plain: 200, standard: 200, of: undefined },
  ])('$range: $plain, and $standard with x-oss-range-behavior', async ({ range, plain, standard, of }) => {
    const { ask } = await openRig({ seed: 1, sizeBytes: 1000 });
    const lax = await ask('/bucket/key', { range });
    const strict = await ask('/bucket/key', { range, ...STANDARD });
    expect([lax.status, lax.body.length]).toEqual([plain, plain === 200 ? 1000 : 10]);
    expect([strict.status, strict.headers['content-range']]).toEqual([standard, of]);
  });

  test('S3 needs no word for it', async () => {
    const { ask } = await openRig({ seed: 1, sizeBytes: 1000 }, {}, { dialect: 's3' });
    const response = await ask('/bucket/key', { range: 'bytes=1000-' });
    expect([response.status, codeOf(response)]).toEqual([416, 'InvalidRange']);
  });

  test('a part comes with the checksum, the ETag and the facts of the whole object', async () => {
    const object = { seed: 1, sizeBytes: 1000, parts: 7, metadata: { author: 'alice' }, storageClass: 'IA' };
    const { ask } = await openRig(object);
    const { headers, body } = await ask('/bucket/key', { range: 'bytes=10-19' });
    expect(body).toEqual(Buffer.from(seededBytes(1, byteRange(10, 20))));
    expect(headers).toMatchObject({
      'x-oss-hash-crc64ecma': ossCrc64({ seed: 1, sizeBytes: 1000, periodBytes: Infinity }),
      'x-oss-meta-author': 'alice',
      'x-oss-storage-class': 'IA',
      'x-oss-object-type': 'Multipart',
      etag: expect.stringMatching(/^"[0-9A-F]{32}-7"$/),
      'last-modified': 'Wed, 01 Jan 2025 00:00:00 GMT',
    });
  });

  test('S3 tells the checksum of the whole when asked for it', async () => {
    const { ask } = await openRig({ seed: 1, sizeBytes: 1000 }, {}, { dialect: 's3' });
    const mode = { 'x-amz-checksum-mode': 'ENABLED' };
    const told = async (headers: Record<string, string>): Promise<string | undefined> =>
      (await ask('/bucket/key', headers)).headers['x-amz-checksum-crc64nvme'];
    expect([await told({}), await told({ ...mode, range: 'bytes=0-9' })]).toEqual([undefined, undefined]);
    expect(await told(mode)).toMatch(/^[\w+/]{11}=$/);
  });

  test('ten gigabytes are there, and cost nothing', async () => {
    const { ask } = await openRig({ seed: 3, sizeBytes: 10 * GiB, periodBytes: 1_000_003 });
    const response = await ask('/bucket/key', { range: `bytes=${7 * GiB}-${7 * GiB + 9}` });
    expect(response.headers['content-range']).toBe(`bytes ${7 * GiB}-${7 * GiB + 9}/${10 * GiB}`);
    const from = (7 * GiB) % 1_000_003;
    expect(response.body).toEqual(Buffer.from(seededBytes(3, byteRange(from, from + 10))));
  });
});

describe('conditions', () => {
  test.each([
    { header: 'if-match', value: 'ETAG', status: 200 },
    { header: 'if-match', value: '"another"', status: 412 },
    { header: 'if-none-match', value: 'ETAG', status: 304 },
    { header: 'if-none-match', value: '"another"', status: 200 },
    { header: 'if-modified-since', value: 'Wed, 01 Jan 2025 00:00:00 GMT', status: 304 },
    { header: 'if-modified-since', value: 'Tue, 31 Dec 2024 00:00:00 GMT', status: 200 },
    { header: 'if-unmodified-since', value: 'Tue, 31 Dec 2024 00:00:00 GMT', status: 412 },
    { header: 'if-unmodified-since', value: 'Wed, 01 Jan 2025 00:00:00 GMT', status: 200 },
  ])('$header: $value → $status', async ({ header, value, status: expected }) => {
    const { ask } = await openRig({ seed: 1, sizeBytes: 10, etag: '"ABC"' });
    expect((await ask('/bucket/key', { [header]: value === 'ETAG' ? '"ABC"' : value })).status).toBe(expected);
  });
});

describe('addresses', () => {
  test('by path, by virtual host and by a bound domain it is the same object', async () => {
    const { ask } = await openRig({ seed: 1, sizeBytes: 10 }, {}, { cnames: { 'files.example.com': 'bucket' } });
    const hosts = ['127.0.0.1:80', 'oss-cn-hangzhou.aliyuncs.com', 'bucket.oss-cn-hangzhou.aliyuncs.com', 'files.example.com'];
    const answers = await Promise.all(
      hosts.map((host) => ask(host.startsWith('bucket') || host.startsWith('files') ? '/key' : '/bucket/key', { host })),
    );
    expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200, 200]);
  });

  test('dots, slashes and escapes in a path mean what was sent', async () => {
    const { ask, store } = await openRig({ seed: 1, sizeBytes: 10 });
    store.put('bucket', 'a/../b//c%2F', { seed: 2, sizeBytes: 20 });
    expect((await ask('/bucket/a/../b//c%252F')).headers['content-length']).toBe('20');
    expect((await ask('/bucket/a%2F..%2Fb//c%252F')).headers['content-length']).toBe('20');
    expect(codeOf(await ask('/bucket/b//c%252F'))).toBe('NoSuchKey');
    expect(codeOf(await ask('/bucket/%'))).toBe('InvalidURI');
  });

  test('a bucket at another endpoint is refused, and the right one named', async () => {
    const elsewhere = { endpoint: 'oss-cn-beijing.aliyuncs.com', region: 'cn-beijing' };
    const { ask } = await openRig({ seed: 1, sizeBytes: 10 }, { elsewhere });
    const response = await ask('/bucket/key');
    expect([response.status, codeOf(response)]).toEqual([403, 'AccessDenied']);
    expect(response.body.toString()).toMatch(
      /must be addressed using the specified endpoint[\s\S]*<Endpoint>oss-cn-beijing\.aliyuncs\.com<\/Endpoint>/,
    );
    const s3 = await openRig({ seed: 1, sizeBytes: 10 }, { elsewhere }, { dialect: 's3' });
    expect(await s3.ask('/bucket/key')).toMatchObject({ status: 301, headers: { 'x-amz-bucket-region': 'cn-beijing' } });
  });
});

describe('refusals', () => {
  test('an error has its XML, and for HEAD the same in x-oss-err', async () => {
    const { ask } = await openRig({ seed: 1, sizeBytes: 10 });
    const got = await ask('/bucket/missing');
    for (const name of ['Code', 'Message', 'RequestId', 'HostId', 'EC', 'RecommendDoc']) expect(got.body.toString()).toContain(`<${name}>`);
    const head = await ask('/bucket/missing', {}, { method: 'HEAD' });
    expect([head.status, head.body.length, codeOf(head)]).toEqual([404, 0, 'NoSuchKey']);
    expect(head.headers['x-oss-request-id']).toMatch(/^[0-9A-F]{24}$/);
    expect(codeOf(await ask('/nowhere/key'))).toBe('NoSuchBucket');
  });

  test('a stranger gets nothing out of a private bucket', async () => {
    const { ask } = await openRig({ seed: 1, sizeBytes: 10 }, { acl: 'private' });
    expect([codeOf(await ask('/bucket/key')), codeOf(await ask('/bucket?list-type=2'))]).toEqual(['AccessDenied', 'AccessDenied']);
  });

  test('a permission that is missing is named', async () => {
    const credentials = [{ ...OWNER, may: ['list-objects'] as const }];
    const { store } = await openRig({ seed: 1, sizeBytes: 10 }, {}, { credentials });
    await expect(clientOf(store).get('key')).rejects.toMatchObject({ code: 'AccessDenied', status: 403 });
    expect((await clientOf(store).listV2({})).objects?.length).toBe(1);
  });

  test('a token that ran out, and a clock that is wrong, are told with the date', async () => {
    const now = Date.now() + 3_600_000;
    const expired = await openRig({ seed: 1, sizeBytes: 10 }, {}, { credentials: [{ ...OWNER, token: 't', expiresAtMs: 1 }] });
    await expect(clientOf(expired.store, { stsToken: 't' }).get('key')).rejects.toMatchObject({ code: 'SecurityTokenExpired' });
    const skewed = await openRig({ seed: 1, sizeBytes: 10 }, {}, { nowMs: () => now });
    expect((await skewed.ask('/bucket/key')).headers['date']).toBe(new Date(now).toUTCString());
  });

  test('who does not say that it pays is refused', async () => {
    const { store } = await openRig({ seed: 1, sizeBytes: 10 }, { requesterPays: true }, { credentials: [{ ...OWNER, owner: false }] });
    await expect(clientOf(store).get('key')).rejects.toMatchObject({ code: 'AccessDenied' });
    await clientOf(store).get('key', { headers: { 'x-oss-request-payer': 'requester' } });
  });

  test('an object under a customer key opens with that key alone', async () => {
    const key = (byte: number): Record<string, string> => {
      const bytes = Buffer.alloc(32, byte);
      return {
        'x-oss-server-side-encryption-customer-algorithm': 'AES256',
        'x-oss-server-side-encryption-customer-key': bytes.toString('base64'),
        'x-oss-server-side-encryption-customer-key-md5': createHash('md5').update(bytes).digest('base64'),
      };
    };
    const { ask } = await openRig({ seed: 1, sizeBytes: 10, customerKey: Buffer.alloc(32, 7).toString('base64') });
    const answers = [await ask('/bucket/key'), await ask('/bucket/key', key(8)), await ask('/bucket/key', key(7))];
    expect(answers.map((answer) => [answer.status, codeOf(answer)])).toEqual([
      [400, 'InvalidRequest'],
      [403, 'AccessDenied'],
      [200, undefined],
    ]);
  });

  test('a traffic limit has its bounds', async () => {
    const { ask } = await openRig({ seed: 1, sizeBytes: 10 });
    const limited = async (bits: string): Promise<number> => (await ask('/bucket/key', { 'x-oss-traffic-limit': bits })).status;
    expect([await limited('819199'), await limited('819200'), await limited('838860800'), await limited('838860801')]).toEqual([
      400, 200, 200, 400,
    ]);
  });
});

describe('versions', () => {
  test('each can be had by its id, and a delete marker hides them', async () => {
    const { ask, store } = await openRig({ seed: 1, sizeBytes: 10 }, { versioned: true });
    const second = store.put('bucket', 'key', { seed: 2, sizeBytes: 20 });
    const newest = await ask('/bucket/key');
    expect([newest.body.length, newest.headers['x-oss-version-id']]).toEqual([20, second]);
    store.remove('bucket', 'key');
    const gone = await ask('/bucket/key');
    expect([gone.status, codeOf(gone), gone.headers['x-oss-delete-marker']]).toEqual([404, 'NoSuchKey', 'true']);
    const marker = gone.headers['x-oss-version-id'];
    expect((await ask(`/bucket/key?versionId=${second}`)).body.length).toBe(20);
    expect([(await ask(`/bucket/key?versionId=${marker}`)).status, codeOf(await ask('/bucket/key?versionId=nonsense'))]).toEqual([
      405,
      'NoSuchVersion',
    ]);
  });
});

describe('archived objects', () => {
  test('are restored first: 202, 409 while it lasts, 200 when it is there, and archived again afterwards', async () => {
    const { ask, store } = await openRig({ seed: 1, sizeBytes: 10, archived: true, storageClass: 'ColdArchive' });
    const restore = async (): Promise<number> => {
      const answer = clientOf(store).restore('key', { type: 'ColdArchive', Days: 2, JobParameters: 'Standard' });
      return answer.then(
        ({ res }) => res.status,
        (error: { readonly status: number }) => error.status,
      );
    };
    const looks = async (): Promise<readonly unknown[]> => {
      const { headers } = await ask('/bucket/key', {}, { method: 'HEAD' });
      return [(await ask('/bucket/key')).status, headers['x-oss-storage-class'], headers['x-oss-restore']];
    };
    expect([codeOf(await ask('/bucket/key')), await looks()]).toEqual(['InvalidObjectState', [403, 'ColdArchive', undefined]]);
    expect([await restore(), await restore()]).toEqual([202, 409]);
    expect(await looks()).toEqual([403, 'ColdArchive', 'ongoing-request="true"']);
    const untilMs = Date.parse('2100-01-01T00:00:00Z');
    store.completeRestore('bucket', 'key', { untilMs });
    expect(await looks()).toEqual([200, 'ColdArchive', 'ongoing-request="false", expiry-date="Fri, 01 Jan 2100 00:00:00 GMT"']);
    expect(await restore()).toBe(200);
    store.completeRestore('bucket', 'key', { untilMs: 1 });
    expect(await looks()).toEqual([403, 'ColdArchive', undefined]);
  });

  test('a restore takes its time by the clock of the store', async () => {
    let now = Date.now();
    const { ask, store } = await openRig({ seed: 1, sizeBytes: 10, archived: true }, {}, { nowMs: () => now, restoreTakesMs: 60_000 });
    await clientOf(store).restore('key');
    now += 59_999;
    expect((await ask('/bucket/key')).status).toBe(403);
    now += 1;
    expect((await ask('/bucket/key')).status).toBe(200);
    now += 3 * 86_400_000;
    expect((await ask('/bucket/key')).status).toBe(403);
  });
});

describe('listing', () => {
  test('a hundred thousand keys are paged through at the same cost wherever the page lies', async () => {
    const generated = {
      count: 100_000,
      at: (index: number) => `photos/${String(Math.floor(index / 1000)).padStart(3, '0')}/${String(index % 1000).padStart(4, '0')}.jpg`,
      object: (index: number) => ({ seed: index, sizeBytes: index }),
    };
    const { ask } = await openRig({ seed: 1, sizeBytes: 10 }, { generated });
    const folders = (await ask('/bucket?list-type=2&delimiter=/&prefix=photos/&max-keys=1000')).body.toString();
    expect([folders.match(/<CommonPrefixes>/g)?.length, folders.includes('<IsTruncated>false')]).toEqual([100, true]);
    const first = (await ask('/bucket?list-type=2&max-keys=1000&prefix=photos/099')).body.toString();
    expect([first.match(/<Contents>/g)?.length, first.includes('<Size>99999<')]).toEqual([1000, true]);
    const after = (await ask('/bucket?list-type=2&max-keys=2&start-after=photos/099/0997.jpg')).body.toString();
    expect([...after.matchAll(/<Key>([^<]*)/g)].map((match) => match[1])).toEqual(['photos/099/0998.jpg', 'photos/099/0999.jpg']);
    expect((await ask('/bucket/photos/042/0007.jpg')).headers['content-length']).toBe('42007');
  });

  test('keys come in the order of their bytes, and a page goes on where the last one ended', async () => {
    const { ask, store } = await openRig({ seed: 1, sizeBytes: 10 });
    for (const key of ['\uFFEE', '🎉', 'a b', 'z']) store.put('bucket', key, { seed: 1, sizeBytes: 1 });
    const keys: string[] = [];
    let token: string | undefined = '';
    while (token !== undefined) {
      const xml: string = (await ask(`/bucket?list-type=2&encoding-type=url&max-keys=2${token}`)).body.toString();
      keys.push(...[...xml.matchAll(/<Key>([^<]*)/g)].map((match) => decodeURIComponent(match[1] ?? '')));
      const next = /<NextContinuationToken>([^<]*)/.exec(xml)?.[1];
      token = next === undefined ? undefined : `&continuation-token=${next}`;
    }
    expect(keys).toEqual(['a b', 'key', 'z', '\uFFEE', '🎉']);
  });
});

describe('faults', () => {
  test('come in the store’s own words, heal, and leave the signature checked', async () => {
    const { ask } = await openRig({
      seed: 1,
      sizeBytes: 1000,
      faults: [status(503, { times: 1, retryAfter: 2 }), dropAfter(100, { times: 1 })],
    });
    const refused = await ask('/bucket/key');
    expect([refused.status, codeOf(refused), refused.headers['retry-after']]).toEqual([503, 'ServiceUnavailable', '2']);
    expect([(await ask('/bucket/key')).body.length, (await ask('/bucket/key')).body.length]).toEqual([100, 1000]);
  });

  test('an object that is replaced, by the test or by a fault, fails If-Match and has another checksum', async () => {
    const { ask, store } = await openRig({ seed: 1, sizeBytes: 1000, faults: [changeETagAfter(1)] });
    const before = (await ask('/bucket/key')).headers;
    const after = (await ask('/bucket/key')).headers;
    expect(after['x-oss-hash-crc64ecma']).not.toBe(before['x-oss-hash-crc64ecma']);
    expect((await ask('/bucket/key', { 'if-match': before['etag'] ?? '' })).status).toBe(412);
    store.put('bucket', 'key', { seed: 2, sizeBytes: 1000, faults: [] });
    expect((await ask('/bucket/key', { 'if-match': after['etag'] ?? '' })).status).toBe(412);
  });

  test('a checksum header can lie', async () => {
    const { ask } = await openRig({ seed: 1, sizeBytes: 1000, faults: [wrongCrc64({ times: 1 })] });
    const [lie, truth] = [await ask('/bucket/key'), await ask('/bucket/key')].map(({ headers }) => headers['x-oss-hash-crc64ecma']);
    expect([lie === truth, truth]).toEqual([false, ossCrc64({ seed: 1, sizeBytes: 1000, periodBytes: Infinity })]);
  });
});

function clientOf(store: ObjectStore, options: { readonly stsToken?: string } = {}): ReturnType<typeof aliOssClient> {
  const who = { accessKeyId: OWNER.accessKeyId, accessKeySecret: OWNER.secret, authorizationV4: true };
  return aliOssClient({ endpoint: store.url, region: 'oss-cn-hangzhou', bucket: 'bucket', ...who, ...options });
}
