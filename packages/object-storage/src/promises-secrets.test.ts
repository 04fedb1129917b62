/** D4 for object stores: keys, tokens and signatures are planted, jobs end in every way, and then all that is kept or said is searched. */
import { randomBytes } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { BuiltCli } from '../../../apps/cli/src/testing/built-cli.ts';
import type { JobId } from '@sluice/model';
import type { SecretBox } from '@sluice/store';
import { status, tempFolder, wrongCrc64, openObjectStore } from '@sluice/testkit';
import { LANGUAGES, describeFailure, describeState } from '@sluice/words';
import { signS3Query, signV4Query } from './index.ts';
import { BUCKET, MiB, openLastingRig, type LastingRig } from './testing/lasting-rig.ts';

const STS = { accessKeyId: 'STS.PlantedKeyId', secret: 'PlantedSecret/value+==', token: 'PlantedToken/value+==' };
const CUSTOMER_KEY = Buffer.from('PlantedCustomerKey-of-32-bytes!!').toString('base64');
const PLANTED: readonly string[] = [
  ...[STS.secret, STS.token, CUSTOMER_KEY, 'PlantedSecret', 'PlantedToken', 'PlantedCustomerKey'],
  ...[STS.secret, STS.token, CUSTOMER_KEY].map(encodeURIComponent),
];

/** What is found of the planted secrets, and of signatures that a request carried. */
function traces(bytes: Buffer | string, signatures: readonly string[] = []): readonly string[] {
  const searched = typeof bytes === 'string' ? Buffer.from(bytes) : bytes;
  return [...PLANTED, ...signatures].filter((secret) => searched.includes(secret));
}

/** Opens only what it sealed itself, as a keychain's box does. */
function sealingBox(): SecretBox {
  const kept = new Map<string, string>();
  return {
    seal(plain) {
      const id = randomBytes(16);
      kept.set(id.toString('hex'), plain);
      return id;
    },
    open: (sealed) => kept.get(Buffer.from(sealed).toString('hex')) ?? null,
  };
}

test('the search finds what it must', () => {
  expect(traces(`x-oss-security-token: ${STS.token}`)).toEqual([STS.token, 'PlantedToken']);
  expect([traces(`token=${encodeURIComponent(STS.token)}`).length, traces('sig=abcdef', ['abcdef'])]).toEqual([2, ['abcdef']]);
});

describe.each(['oss', 's3'] as const)('%s', (dialect) => {
  test('no secret in the database, an event, a failure, a sentence, the log, or the folder, however a job ends', async () => {
    const said: unknown[] = [];
    for (const way of ['log', 'info', 'warn', 'error', 'debug'] as const) {
      const spy = vi.spyOn(console, way).mockImplementation((...what) => void said.push(...what));
      onTestFinished(() => spy.mockRestore());
    }
    const prefix = dialect === 'oss' ? 'OSS' : 'AWS';
    const environment: Record<string, string> = {
      [`${prefix}_ACCESS_KEY_ID`]: STS.accessKeyId,
      [dialect === 'oss' ? 'OSS_ACCESS_KEY_SECRET' : 'AWS_SECRET_ACCESS_KEY']: STS.secret,
      [`${prefix}_SESSION_TOKEN`]: STS.token,
    };
    const rig = await openLastingRig({ store: { dialect, credentials: [STS] }, environment, secretBox: sealingBox() });
    const small = { seed: 1, sizeBytes: 5000 };
    const customer = { wishes: {}, customerKey: CUSTOMER_KEY };
    const endings: (readonly [JobId, string])[] = [
      [rig.add(rig.put('good.bin', small)), 'done'],
      [rig.add(rig.put('sealed.bin', { ...small, customerKey: CUSTOMER_KEY }), customer), 'done'],
      [rig.add(rig.put('other-key.bin', { ...small, customerKey: Buffer.alloc(32, 1).toString('base64') }), customer), 'failed'],
      [rig.add(rig.put('lying.bin', { ...small, faults: [wrongCrc64()] })), dialect === 'oss' ? 'failed' : 'done failed'],
      [rig.add(rig.put('denied.bin', { ...small, faults: [status(403)] })), 'failed waiting'],
      [rig.add(`${dialect}://${BUCKET}/missing.bin`), 'failed'],
      [rig.add(linkTo(rig, 'good.bin', 600)), 'done'],
      [rig.add(linkTo(rig, 'good.bin', -600)), 'failed waiting'],
    ];
    for (const [id, expected] of endings) expect(expected).toContain((await rig.until(id, 'done', 'failed', 'waiting')).kind);
    // The store repeats what it was sent, the token among it, when the signature is wrong.
    environment[dialect === 'oss' ? 'OSS_ACCESS_KEY_SECRET' : 'AWS_SECRET_ACCESS_KEY'] = 'PlantedSecret-that-is-wrong';
    const wrong = rig.add(rig.put('wrong-signature.bin', small));
    expect(await rig.until(wrong, 'failed')).toMatchObject({ failure: { kind: 'object-store', advice: 'signature' } });

    const signatures = rig.store.requests.flatMap(({ headers, target }) => signaturesIn(`${headers['authorization'] ?? ''} ${target}`));
    expect(signatures.length).toBeGreaterThan(8);
    const snapshots = rig.queue.snapshots({ ids: [...endings.map(([id]) => id), wrong] });
    expect(snapshots.length).toBe(endings.length + 1);
    const sentences = LANGUAGES.flatMap((language) =>
      snapshots.map((snapshot) => {
        const { state } = snapshot.job;
        return [describeState(snapshot, language, Date.now()), state.kind === 'failed' ? describeFailure(state.failure, language) : ''];
      }),
    );
    expect(traces(JSON.stringify(sentences), signatures)).toEqual([]);
    expect(traces(JSON.stringify(rig.events), signatures)).toEqual([]);
    expect(traces(said.map(String).join('\n'), signatures)).toEqual([]);
    expect(traces((await rig.names()).join('\n'), signatures)).toEqual([]);
    await rig.quit();
    for (const name of await readdir(rig.databaseFolder)) {
      expect([name, traces(await readFile(join(rig.databaseFolder, name)).catch(() => ''), signatures)]).toEqual([name, []]);
    }
  });
});

describe('the command line', () => {
  const cli = new BuiltCli();

  test('no secret in the list of processes, in what is printed, or in a file, while a download runs and after it', async () => {
    const home = await tempFolder();
    const store = await openObjectStore({ dialect: 'oss', region: 'cn-hangzhou', credentials: [STS] });
    onTestFinished(async () => {
      await store.close();
      await home.remove();
    });
    store.createBucket(BUCKET);
    store.put(BUCKET, 'file.bin', { seed: 1, sizeBytes: 4 * MiB, customerKey: CUSTOMER_KEY });
    const letGo = store.hold(BUCKET, 'file.bin', { afterBytes: MiB });
    const keyFile = join(home.path, 'customer.key');
    await writeFile(keyFile, CUSTOMER_KEY, { mode: 0o600 });
    const argv = [
      'get',
      `oss://${BUCKET}/file.bin`,
      '--endpoint',
      store.url,
      '--region',
      'cn-hangzhou',
      '--sse-c-key-file',
      keyFile,
      '-d',
      home.path,
    ];
    const environment = { OSS_ACCESS_KEY_ID: STS.accessKeyId, OSS_ACCESS_KEY_SECRET: STS.secret, OSS_SESSION_TOKEN: STS.token };
    const running = cli.start(home.path, argv, environment);
    await Promise.race([store.untilBytesSent(store.pathFor(BUCKET, 'file.bin'), MiB), running.finished]);
    const processes = await commandLines();
    letGo();
    const { code, stdout, stderr } = await running.finished;
    expect({ code, stderr }).toEqual({ code: 0, stderr: expect.any(String) });
    expect(processes.some((line) => line.includes('sluice.js') && line.includes('file.bin'))).toBe(true);
    expect(traces(processes.join('\n'))).toEqual([]);
    expect(traces(`${stdout}${stderr}`)).toEqual([]);
  });

  test.each([
    ['in words', []],
    ['as JSON', ['--json']],
  ] as const)('nor %s where the store refuses the signature and repeats what it was sent', async (_how, more) => {
    const home = await tempFolder();
    const store = await openObjectStore({ dialect: 'oss', region: 'cn-hangzhou', credentials: [{ ...STS, secret: 'another' }] });
    onTestFinished(async () => {
      await store.close();
      await home.remove();
    });
    store.createBucket(BUCKET);
    store.put(BUCKET, 'file.bin', { seed: 1, sizeBytes: MiB });
    const environment = { OSS_ACCESS_KEY_ID: STS.accessKeyId, OSS_ACCESS_KEY_SECRET: STS.secret, OSS_SESSION_TOKEN: STS.token };
    const way = ['--endpoint', store.url, '--region', 'cn-hangzhou'];
    const got = await cli.run(home.path, ['get', `oss://${BUCKET}/file.bin`, ...way, '-d', home.path, ...more], environment);
    const listed = await cli.run(home.path, ['ls', `oss://${BUCKET}/`, ...way, ...more], environment);
    for (const { code, stdout, stderr } of [got, listed]) {
      expect([code, `${stdout}${stderr}`]).toEqual([1, expect.stringContaining('SignatureDoesNotMatch')]);
      const signatures = store.requests.flatMap(({ headers }) => signaturesIn(headers['authorization'] ?? ''));
      expect(signatures.length).toBeGreaterThan(0);
      expect(traces(`${stdout}${stderr}`, signatures)).toEqual([]);
    }
    const files = (await readdir(home.path, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
    expect(files.length).toBeGreaterThan(0);
    for (const { name, parentPath } of files) expect([name, traces(await readFile(join(parentPath, name)))]).toEqual([name, []]);
  });
});

/** A link that someone else signed with the planted keys; negative: it ran out so many seconds ago. */
function linkTo(rig: LastingRig, key: string, secondsLeft: number): string {
  const nowMs = Date.now() + (secondsLeft < 0 ? secondsLeft * 1000 : 0);
  const unsigned = { verb: 'GET', bucket: BUCKET, key, query: [], headers: [] } as const;
  const scope = { region: 'cn-hangzhou', product: 'oss', nowMs, expiresSeconds: Math.max(1, secondsLeft) };
  const s3 = { ...unsigned, host: rig.store.url.replace('http://', ''), path: `/${BUCKET}/${key}`, body: '' };
  const pairs = rig.connection.provider === 's3' ? signS3Query(s3, STS, scope) : signV4Query(unsigned, STS, scope);
  return `${rig.store.url}/${BUCKET}/${key}?${pairs.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&')}`;
}

/** Signatures in an Authorization header or a link, of any kind. */
function signaturesIn(text: string): readonly string[] {
  return [...text.matchAll(/(?:Signature=|signature=|OSS [^: ]+:)([\w+/%=]{20,})/g)].map((match) => match[1] ?? '');
}

/** The command line of every process that may be seen. */
async function commandLines(): Promise<readonly string[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  return Promise.all(
    pids.map((pid) =>
      readFile(`/proc/${pid}/cmdline`, 'utf8').then(
        (line) => line.replaceAll('\0', ' '),
        () => '',
      ),
    ),
  );
}
