/** A home in which a documented command finds what it names: links that lead somewhere, stores, files, a job, the app. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  dropAfter,
  expireAfter,
  openObjectStore,
  seededBytes,
  sha256OfSeed,
  startHttpProxy,
  startOrigin,
  startSocks5Proxy,
  tempFolder,
  type HttpProxy,
  type ObjectStore,
  type Origin,
  type Socks5Proxy,
} from '@sluice/testkit';
import { parseArguments } from '../parse-arguments.ts';
import { readText } from '../arguments/read-text.ts';
import { run } from '../run.ts';
import { SENTENCES } from '../text/sentences.ts';
import { plain } from '../terminal/paint.ts';
import { startHandover } from '../../../desktop/src/main/handover/handover-server.ts';

const SEED = 5;
const SIZE = 1_500_000;
const ARRIVED = 1_200_000;
const KEYS = { accessKeyId: 'LTAI5tExample', secret: 'hunter2/Secret+Value==' };
const ENV = {
  OSS_ACCESS_KEY_ID: KEYS.accessKeyId,
  OSS_ACCESS_KEY_SECRET: KEYS.secret,
  AWS_ACCESS_KEY_ID: KEYS.accessKeyId,
  AWS_SECRET_ACCESS_KEY: KEYS.secret,
};
/** The name of a job in the documents. */
const DOCUMENTED_JOB = /^(?:k7m2wq9x|JOB)$/;
const WEB_ADDRESS = /https?:\/\/(?:[a-z0-9-]+\.)*example(?:\.(?:org|com|net))?(?::\d+)?(?=\/|$)/g;

export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Everything that documented commands reach over the network. One for all of them. */
export class DocumentedWorld {
  readonly origin: Origin;
  readonly oss: ObjectStore;
  readonly s3: ObjectStore;
  readonly http: HttpProxy;
  readonly socks: Socks5Proxy;

  private constructor(parts: Pick<DocumentedWorld, 'origin' | 'oss' | 's3' | 'http' | 'socks'>) {
    this.origin = parts.origin;
    this.oss = parts.oss;
    this.s3 = parts.s3;
    this.http = parts.http;
    this.socks = parts.socks;
  }

  static async open(): Promise<DocumentedWorld> {
    const oss = await openObjectStore({ dialect: 'oss', region: 'cn-hangzhou', credentials: [KEYS] });
    const s3 = await openObjectStore({ dialect: 's3', region: 'us-east-1', credentials: [KEYS] });
    const [origin, http, socks] = [await startOrigin(), await startHttpProxy(), await startSocks5Proxy()];
    return new DocumentedWorld({ origin, oss, s3, http, socks });
  }

  async close(): Promise<void> {
    for (const server of [this.origin, this.oss, this.s3, this.http, this.socks]) await server.close();
  }
}

/** Runs one command as it stands, but for the addresses, in a home of its own. */
export async function runDocumented(words: readonly string[], world: DocumentedWorld): Promise<Ended> {
  const folder = await tempFolder();
  const home = new DocumentedHome(folder.path, world);
  const before = process.cwd();
  try {
    process.chdir(folder.path);
    return await home.run(words);
  } finally {
    process.chdir(before);
    await home.close();
    await folder.remove();
  }
}

class DocumentedHome {
  readonly #home: string;
  readonly #world: DocumentedWorld;
  #end: () => Promise<void> = () => Promise.resolve();

  constructor(home: string, world: DocumentedWorld) {
    this.#home = home;
    this.#world = world;
  }

  close(): Promise<void> {
    return this.#end();
  }

  async run(words: readonly string[]): Promise<Ended> {
    const [, command = ''] = words;
    if (command === 'add') await this.#startApp();
    await this.#provideFiles(words);
    await this.#provideObjects(words, command);
    const job = words.some((word) => DOCUMENTED_JOB.test(word)) ? await this.#leaveJob() : null;
    return this.#sluice(this.#real(words.slice(1), job));
  }

  /** What stands in the document, as it is here. */
  #real(words: readonly string[], job: string | null): readonly string[] {
    const { origin, oss, s3, http, socks } = this.#world;
    const real = words.map((word) => {
      if (DOCUMENTED_JOB.test(word)) return job ?? word;
      if (word === 'NEW-URL') return `${origin.url}/image.iso?token=new`;
      if (/^sha256:/.test(word)) return `sha256:${sha256OfSeed(SEED, SIZE)}`;
      if (/^socks5:\/\/\S*proxy\.example/.test(word)) return socks.url;
      if (/^http:\/\/\S*proxy\.example/.test(word)) return http.url;
      if (word === 'http://127.0.0.1:9000') return s3.url;
      if (word.startsWith('~/')) return join(this.#home, word.slice(2));
      return word.replaceAll(WEB_ADDRESS, (address) => this.#serve(address, word));
    });
    const at = real.indexOf('--region');
    return at === -1 || real.includes('--endpoint') ? real : [...real, '--endpoint', real[at + 1] === 'us-east-1' ? s3.url : oss.url];
  }

  #serve(address: string, word: string): string {
    const { origin } = this.#world;
    const path = word.slice(word.indexOf(address) + address.length).replace(/[?#].*$/s, '');
    origin.serve(path, { seed: SEED, sizeBytes: SIZE });
    return origin.url;
  }

  async #provideFiles(words: readonly string[]): Promise<void> {
    for (const folder of ['Downloads', 'Videos', 'Pictures']) await mkdir(join(this.#home, folder));
    const { origin } = this.#world;
    const url = origin.serve('/image.iso', { seed: SEED, sizeBytes: SIZE });
    const begun = seededBytes(SEED, { start: 0, end: ARRIVED });
    const contents: Readonly<Record<string, string | Uint8Array>> = {
      'secret.txt': `${KEYS.secret}\n`,
      'token.txt': 'token-of-the-example\n',
      'key.txt': `${Buffer.alloc(32, 5).toString('base64')}\n`,
      'links.txt': `${url}\n`,
      'image.meta4':
        `<metalink xmlns="urn:ietf:params:xml:ns:metalink"><file name="image.iso"><size>${SIZE}</size>` +
        `<hash type="sha-256">${sha256OfSeed(SEED, SIZE)}</hash><url>${url}</url></file></metalink>`,
      'image.iso.crdownload': begun,
      'half.iso': begun,
    };
    for (const word of words.map((word) => word.replace(/^@/, ''))) {
      const content = contents[word];
      if (content !== undefined) await writeFile(join(this.#home, word), content);
      if (word === 'image.iso.aria2') await this.#leaveAria2(begun);
    }
  }

  /** The data and, beside it, aria2's own record of a file of one piece that has not arrived (its manual: control file, version 1). */
  async #leaveAria2(begun: Uint8Array): Promise<void> {
    const pieceLength = 1024 * 1024;
    const pieces = Math.ceil(SIZE / pieceLength);
    const bitfield = Buffer.from([0x80]);
    const record = Buffer.alloc(10 + 4 + 8 + 8 + 4);
    record.writeUInt16BE(1, 0);
    record.writeUInt32BE(0, 6);
    record.writeUInt32BE(pieceLength, 10);
    record.writeBigUInt64BE(BigInt(SIZE), 14);
    record.writeUInt32BE(Math.ceil(pieces / 8), 30);
    const noneInFlight = Buffer.alloc(4);
    await writeFile(join(this.#home, 'image.iso'), Buffer.concat([begun, Buffer.alloc(SIZE - ARRIVED)]));
    await writeFile(join(this.#home, 'image.iso.aria2'), Buffer.concat([record, bitfield, noneInFlight]));
  }

  /** The objects that are named, and a connection where nothing else says where the bucket is. */
  async #provideObjects(words: readonly string[], command: string): Promise<void> {
    const places = words.flatMap((word) => [...(/^(oss|s3):\/\/([^/]+)\/?(.*)$/.exec(word)?.slice(1) ?? [])]);
    const [scheme, bucket = 'pictures', key = ''] = places;
    const store = scheme === 's3' ? this.#world.s3 : this.#world.oss;
    const known = command === 'connections' ? words[2] !== 'add' : scheme !== undefined && !words.includes('--region');
    if (scheme === undefined && command !== 'connections') return;
    store.createBucket(bucket);
    const keys = key === '' || key.endsWith('/') ? [`${key}one.bin`, `${key}below/two.bin`] : [key];
    for (const name of keys) store.put(bucket, name, { seed: SEED, sizeBytes: SIZE });
    if (!known) return;
    const region = scheme === 's3' ? 'us-east-1' : 'cn-hangzhou';
    const saved = ['connections', 'add', 'work', `${scheme ?? 'oss'}://${bucket}`, '--endpoint', store.url, '--region', region];
    const { code, stderr } = await this.#sluice(saved);
    if (code !== 0) throw new Error(stderr);
  }

  /** An unfinished job, whose link expired and works again now. */
  async #leaveJob(): Promise<string> {
    const { origin } = this.#world;
    const link = origin.serve('/image.iso', { seed: SEED, sizeBytes: SIZE, faults: [dropAfter(ARRIVED), expireAfter(1, 403)] });
    const { code, stdout } = await this.#sluice(['get', link, '--connections', '1', '--json']);
    if (code !== 3) throw new Error(`the job did not wait: ${stdout}`);
    origin.serve('/image.iso', { seed: SEED, sizeBytes: SIZE });
    const id = /"event":"waiting","job":"(\w+)"/.exec(stdout)?.[1];
    if (id === undefined) throw new Error(`no job in ${stdout}`);
    return id;
  }

  async #startApp(): Promise<void> {
    const stateFolder = join(this.#home, '.config/Sluice/state');
    await mkdir(stateFolder, { recursive: true });
    const server = await startHandover({
      stateFolder,
      platform: process.platform,
      add: ({ links }) => ({ kind: 'answered', outcomes: links.map((_, index) => ({ kind: 'added', id: `job${index}` })) }),
      onFault: (fault) => {
        throw fault;
      },
    });
    this.#end = () => server.close();
  }

  async #sluice(argv: readonly string[]): Promise<Ended> {
    const said = { stdout: '', stderr: '' };
    const stream = (name: 'stdout' | 'stderr') => {
      const write = (text: string): void => void (said[name] += text);
      return {
        isTerminal: false,
        paint: plain,
        size: () => ({ columns: 80, rows: 24 }),
        write,
        line: (text: string) => write(`${text}\n`),
        drained: (text: string) => Promise.resolve(write(text)),
      };
    };
    const code = await run(parseArguments(argv, readText), {
      surroundings: { platform: 'linux', env: ENV, homeFolder: this.#home, currentFolder: this.#home },
      language: 'en',
      sentences: SENTENCES.en,
      stdout: stream('stdout'),
      stderr: stream('stderr'),
      attended: false,
    });
    return { code, ...said };
  }
}
