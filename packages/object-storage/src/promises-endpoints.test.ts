/** A row of the promises (see `promises-table.test.ts`): where a bucket may be, and which version of an object comes from there. */
import { describe, expect, onTestFinished, test } from 'vitest';
import { DIRECT, parseProxy } from '@sluice/engine';
import { parseObjectAddress, type Connection, type JobId } from '@sluice/model';
import { expectSeededFile, startHttpProxy, type HttpProxy, type ObjectStore } from '@sluice/testkit';
import { BUCKET, MiB, openLastingRig, type AddRequest, type LastingRig } from './testing/lasting-rig.ts';

const SIZE = 8 * MiB + 5;
/** Slow enough that what was sent has arrived, and is not in some buffer. */
const RATE = 16 * MiB;

/** A job of which 3 MiB arrived before the program was quit. */
async function halfway(rig: LastingRig, url: string, request: AddRequest = { jobOptions: { connections: 2 } }): Promise<JobId> {
  let id = '';
  const letGo = await rig.sent(parseObjectAddress(url)?.key ?? '', 3 * MiB, () => (id = rig.add(url, request)));
  await rig.quit();
  letGo();
  return id;
}

async function expectDone(rig: LastingRig, id: JobId): Promise<void> {
  const done = await rig.until(id, 'done', 'failed', 'waiting');
  expect(done).toMatchObject({ kind: 'done', sizeBytes: SIZE });
  if (done.kind === 'done') await expectSeededFile(done.path, 1, SIZE);
}

describe('Public, internal and custom-domain (CNAME) endpoints; versioned buckets', () => {
  const OWN_DOMAIN = 'files.example.org';
  const ENDPOINTS = {
    'oss-cn-hangzhou.aliyuncs.com': 'cn-hangzhou',
    'oss-cn-hangzhou-internal.aliyuncs.com': 'cn-hangzhou',
    'oss-accelerate.aliyuncs.com': 'cn-hangzhou',
    'cn-hangzhou.oss.aliyuncs.com': 'cn-hangzhou',
  } as const;

  /** A store that is all of these hosts, behind TLS; only the proxy knows that they are on this computer. */
  async function everywhere(connection: Partial<Connection>): Promise<{ readonly rig: LastingRig; readonly proxy: HttpProxy }> {
    const names = [...Object.keys(ENDPOINTS).flatMap((host) => [host, `${BUCKET}.${host}`]), OWN_DOMAIN];
    let opened: Promise<HttpProxy> | null = null;
    const proxyTo = (store: ObjectStore): Promise<HttpProxy> => (opened ??= startHttpProxy({ names, portOfNames: store.port }));
    const rig = await openLastingRig({
      store: { endpoints: ENDPOINTS, cnames: { [OWN_DOMAIN]: BUCKET }, tls: { names: names.map((name) => `DNS:${name}`) } },
      connection: { endpoint: null, ...connection },
      transport: (store) => ({
        extraAuthorities: [store.ca ?? ''],
        proxyFor: async () => parseProxy((await proxyTo(store)).url) ?? DIRECT,
      }),
    });
    const proxy = await proxyTo(rig.store);
    onTestFinished(() => proxy.close());
    return { rig, proxy };
  }

  test.each([
    ['public', {}, `${BUCKET}.oss-cn-hangzhou.aliyuncs.com`],
    ['internal', { network: 'internal' }, `${BUCKET}.oss-cn-hangzhou-internal.aliyuncs.com`],
    ['accelerate', { network: 'accelerate' }, `${BUCKET}.oss-accelerate.aliyuncs.com`],
    ['dual-stack', { network: 'dual-stack' }, `${BUCKET}.cn-hangzhou.oss.aliyuncs.com`],
    ['by path', { addressing: 'path' }, 'oss-cn-hangzhou.aliyuncs.com'],
    ['CNAME', { endpoint: OWN_DOMAIN, addressing: 'cname' }, OWN_DOMAIN],
    ['CNAME, signature V1', { endpoint: OWN_DOMAIN, addressing: 'cname', signature: 'v1' }, OWN_DOMAIN],
  ] as const)('%s: in parts, and on after the program was quit, from that host alone', async (_name, connection, host) => {
    const { rig, proxy } = await everywhere(connection);
    const id = await halfway(rig, rig.put('where.bin', { seed: 1, sizeBytes: SIZE, rateBytesPerSecond: RATE }));
    rig.start();
    await expectDone(rig, id);
    expect(rig.job(id)).toMatchObject({ restarts: { count: 0 }, state: { verdict: { kind: 'verified', by: 'crc64' } } });
    expect([...new Set(proxy.targets)]).toEqual([`${host}:443`]);
    expect([...new Set(rig.store.requests.map(({ headers, status }) => `${headers['host']} ${status}`))]).toEqual([`${host} 206`]);
  });

  test('an older version can be had, and goes on after the newest changed', async () => {
    const rig = await openLastingRig({ bucket: { versioned: true } });
    const versionId = rig.store.put(BUCKET, 'versions.bin', { seed: 1, sizeBytes: SIZE }) ?? '';
    const url = rig.put('versions.bin', { seed: 2, sizeBytes: 100 });
    const id = await halfway(rig, url, { wishes: { versionId } });
    rig.put('versions.bin', { seed: 3, sizeBytes: 200 });
    rig.start();
    await expectDone(rig, id);
    expect(rig.job(id).restarts.count).toBe(0);
  });
});
