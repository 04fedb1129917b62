/** The built command against nginx, a server that others wrote: a large file within its memory, and every awkward one. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test, type TestContext } from 'vitest';
import { expectSeededFile, roomyFolder, startNginx, tempFolder, writeSeededFile, type Nginx, type NginxOptions } from '@sluice/testkit';
import { BuiltCli, jsonLines } from './testing/built-cli.ts';

const MIB = 1024 * 1024;
const LARGE_BYTES = 2048 * MIB;
const SEED = 7;
const CONNECTIONS = 8;
const MOST_MEMORY_BYTES = 150_000_000;
/** The system itself keeps the peak there. */
const MEASURES_MEMORY = process.platform === 'linux';

const cli = new BuiltCli();

/** A folder with the file, and nginx over it; skips where there is no nginx. */
async function serve(context: TestContext, sizeBytes: number, options: Omit<NginxOptions, 'root'> = {}): Promise<Nginx> {
  const folder = await tempFolder();
  onTestFinished(() => folder.remove());
  await writeSeededFile(join(folder.path, 'file.bin'), SEED, sizeBytes);
  return run(context, { root: folder.path, ...options });
}

async function run(context: TestContext, options: NginxOptions): Promise<Nginx> {
  const outcome = await startNginx(options);
  if (outcome.kind === 'unavailable') return context.skip(outcome.reason);
  onTestFinished(() => outcome.nginx.close());
  return outcome.nginx;
}

async function home(): Promise<string> {
  const folder = await tempFolder();
  onTestFinished(() => folder.remove());
  return folder.path;
}

test('2 GiB arrive bit-exact over 8 connections, in less than 150 MB of memory', { timeout: 300_000 }, async (context) => {
  const folder = await roomyFolder(2 * LARGE_BYTES);
  if (folder === null) return context.skip('no volume has room for the file twice');
  onTestFinished(() => folder.remove(), 60_000);
  await writeSeededFile(join(folder.path, 'large.bin'), SEED, LARGE_BYTES);
  const nginx = await run(context, { root: folder.path });

  const statusFile = join(folder.path, 'status');
  const env = MEASURES_MEMORY ? { NODE_OPTIONS: tellPeakMemory(), STATUS_FILE: statusFile } : {};
  const argv = ['get', `${nginx.url}/large.bin`, '-o', 'out', '--connections', `${CONNECTIONS}`, '--json'];
  const { code, stdout, stderr } = await cli.run(folder.path, argv, env);
  expect([code, stderr]).toEqual([0, '']);
  expect(jsonLines(stdout).at(-1)).toMatchObject({ event: 'done', bytes: LARGE_BYTES });
  await expectSeededFile(join(folder.path, 'out'), SEED, LARGE_BYTES);
  expect(new Set((await nginx.requests()).map(({ connection }) => connection)).size).toBe(CONNECTIONS);
  if (MEASURES_MEMORY) expect(await peakBytes(statusFile)).toBeLessThan(MOST_MEMORY_BYTES);
});

const AWKWARD = [
  { what: 'no bytes', sizeBytes: 0, options: {} },
  { what: 'one byte', sizeBytes: 1, options: {} },
  // What nginx may change on its way out has no length that it could tell.
  { what: 'no length', sizeBytes: 5 * MIB, options: { directives: 'ssi on; ssi_types *;' } },
  { what: 'no ranges', sizeBytes: 5 * MIB, options: { directives: 'max_ranges 0;' } },
] as const;

for (const { what, sizeBytes, options } of AWKWARD) {
  test(`a file with ${what} arrives from nginx`, async (context) => {
    const nginx = await serve(context, sizeBytes, options);
    const folder = await home();
    expect(await cli.run(folder, ['get', `${nginx.url}/file.bin`])).toMatchObject({ code: 0, stdout: `${folder}/file.bin\n` });
    await expectSeededFile(join(folder, 'file.bin'), SEED, sizeBytes);
  });
}

test('over https a file arrives from a server that the user trusts, and from no other', async (context) => {
  const nginx = await serve(context, 5 * MIB, { tls: true });
  const folder = await home();
  const argv = ['get', `${nginx.url}/file.bin`, '--json'];
  const refused = await cli.run(folder, argv);
  expect(refused.code).toBe(1);
  expect(jsonLines(refused.stdout).at(-1)).toMatchObject({
    event: 'failed',
    failure: { kind: 'tls' },
    message: expect.stringContaining('certificate'),
  });

  const authorities = join(folder, 'authorities.pem');
  await writeFile(authorities, nginx.ca ?? '');
  expect(await cli.run(folder, argv, { NODE_EXTRA_CA_CERTS: authorities })).toMatchObject({ code: 0 });
  await expectSeededFile(join(folder, 'file.bin'), SEED, 5 * MIB);
});

/** Makes the program leave behind how much memory it had at most. Not `resourceUsage().maxRSS`: that knows the size of the parent, too. */
function tellPeakMemory(): string {
  const script = `import { readFileSync, writeFileSync } from 'node:fs';
    process.on('exit', () => writeFileSync(process.env.STATUS_FILE, readFileSync('/proc/self/status')));`;
  return `--import=data:text/javascript,${encodeURIComponent(script)}`;
}

async function peakBytes(statusFile: string): Promise<number> {
  const peak = /^VmHWM:\s+(\d+) kB$/m.exec(await readFile(statusFile, 'utf8'))?.[1];
  return Number(peak) * 1024;
}
