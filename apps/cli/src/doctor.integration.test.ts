/** The built command tells of broken states what they are, and changes nothing of them. */
import { createHash } from 'node:crypto';
import { chmodSync, copyFileSync, mkdirSync, readFileSync, readdirSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { startOrigin, status, tempFolder } from '@sluice/testkit';
import { BuiltCli, jsonLines } from './testing/built-cli.ts';

const cli = new BuiltCli();

async function home(): Promise<string> {
  const folder = await tempFolder();
  onTestFinished(() => folder.remove());
  return folder.path;
}

/** A home with one finished download, and the folder of its list. */
async function usedHome() {
  const folder = await home();
  const origin = await startOrigin();
  onTestFinished(() => origin.close());
  const url = origin.serve('/f.bin', { seed: 1, sizeBytes: 1000 });
  expect((await cli.run(folder, ['get', url])).code).toBe(0);
  return { folder, state: join(folder, '.local/state/sluice'), origin };
}

interface Told {
  readonly code: number | null;
  readonly errors: readonly unknown[];
  readonly warnings: readonly unknown[];
  readonly found: readonly unknown[];
  readonly text: string;
}

async function examined(folder: string, args: readonly string[] = [], env: Readonly<Record<string, string>> = {}): Promise<Told> {
  const { code, stdout } = await cli.run(folder, ['doctor', '--json', ...args], env);
  const lines = jsonLines(stdout).filter(({ check }) => !String(check).startsWith('checksum-'));
  const of = (wanted: string): readonly unknown[] => lines.filter(({ verdict }) => verdict === wanted).map(({ check }) => check);
  return { code, errors: of('error'), warnings: of('warning'), found: lines.map(({ check }) => check), text: stdout };
}

function digests(folder: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    readdirSync(folder).map((name) => [
      name,
      createHash('sha256')
        .update(readFileSync(join(folder, name)))
        .digest('hex'),
    ]),
  );
}

test('a computer that never had Sluice, and one that has, are well', async () => {
  const fresh = await examined(await home());
  expect([fresh.code, fresh.errors]).toEqual([0, []]);
  expect(fresh.found).toEqual(expect.arrayContaining(['state-folder-missing', 'space', 'runtime', 'proxy-none', 'clock', 'tls']));
  const { folder, state } = await usedHome();
  const before = digests(state);
  const used = await examined(folder);
  expect([used.code, used.errors, used.warnings]).toEqual([0, [], []]);
  expect(used.found).toEqual(expect.arrayContaining(['state-folder', 'database-sound', 'backup', 'lock-free']));
  expect(digests(state)).toEqual(before);
  const sentences = await cli.run(folder, ['doctor']);
  expect(sentences.stdout).toMatch(/^✓ The list of jobs is sound: /m);
  const chinese = await cli.run(folder, ['doctor'], { LANG: 'zh_CN.UTF-8' });
  expect(chinese.stdout).toMatch(/^✓ 任务列表完好：/m);
});

test('a list that was cut short is called damaged and left as it is, also where no backup is left', async () => {
  const { folder, state } = await usedHome();
  truncateSync(join(state, 'queue.db'), 5000);
  const before = digests(state);
  const told = await examined(folder);
  expect([told.code, told.errors]).toEqual([1, ['database-damaged']]);
  expect(told.text).toContain('goes on with the backup');
  writeFileSync(join(state, 'queue.backup.db'), 'rubbish');
  const worse = await examined(folder);
  expect([worse.errors, worse.warnings]).toEqual([['database-damaged'], ['backup-damaged']]);
  expect(worse.text).toContain('no sound backup');
  copyFileSync(join(state, 'queue.backup.db'), join(state, 'queue.db'));
  expect((await examined(folder)).text).toContain('not a database');
  expect(Object.keys(digests(state))).toEqual(Object.keys(before));
});

test('a list of a newer Sluice is named, with what to do', async () => {
  const { folder, state } = await usedHome();
  const path = join(state, 'queue.db');
  const bytes = readFileSync(path);
  // SQLite file format §1.3: the user version is a big-endian number at offset 60.
  bytes.writeUInt32BE(900, 60);
  writeFileSync(path, bytes);
  const told = await examined(folder);
  expect([told.code, told.errors]).toEqual([1, ['database-newer']]);
  expect(told.text).toContain('schema 900');
});

test('folders that refuse are named, with the code of the system', async () => {
  const folder = await home();
  const state = join(folder, 'not-a-folder');
  writeFileSync(state, '');
  expect((await examined(folder, ['--state', state])).errors).toEqual(['state-folder-refused']);
  expect((await examined(folder, ['-d', join(folder, 'missing')])).errors).toEqual(['folder-refused']);
});

// Root is refused nothing, so the program must run as somebody else.
test.runIf(process.platform === 'linux' && process.getuid?.() !== 0)('a folder that can only be read is named', async () => {
  const folder = await home();
  const state = join(folder, 'read-only');
  mkdirSync(state);
  chmodSync(state, 0o500);
  expect((await examined(folder, ['--state', state])).errors).toEqual(['state-folder-refused']);
});

test('a Sluice at work is told, with its number where the system knows it', async () => {
  const { folder, origin } = await usedHome();
  const slow = origin.serve('/slow.bin', { seed: 2, sizeBytes: 50_000_000, rateBytesPerSecond: 100_000 });
  const running = cli.start(folder, ['get', slow, '--json']);
  await running.untilEvent(({ event }) => event === 'progress');
  const told = await examined(folder);
  expect([told.code, told.errors]).toEqual([0, []]);
  expect(told.found).toContain('lock-held');
  if (process.platform === 'linux') expect(told.text).toContain(String(running.child.pid));
  expect(told.found).not.toContain('leftovers');
  running.child.kill('SIGINT');
  await running.finished;
});

test('unfinished files that no job knows are named, with the command that goes on with them', async () => {
  const { folder } = await usedHome();
  for (let number = 0; number < 7; number += 1) writeFileSync(join(folder, `lost-${number}.iso.part`), '');
  const told = await examined(folder);
  expect([told.code, told.warnings]).toEqual([0, ['leftovers']]);
  expect(told.text).toContain('"count":7');
  expect(told.text).toContain('sluice adopt');
});

test('what the environment sets wrong is named, never its value', async () => {
  const folder = await home();
  const told = await examined(folder, [], { https_proxy: 'gopher://ann:geheim@x', NODE_TLS_REJECT_UNAUTHORIZED: '0' });
  expect([told.code, told.errors]).toEqual([1, ['proxy-invalid', 'tls-off']]);
  const set = await examined(folder, [], { https_proxy: 'http://ann:geheim@proxy.example:1' });
  expect([set.code, set.found.includes('proxy-set')]).toEqual([0, true]);
  expect(`${told.text}${set.text}`).not.toContain('geheim');
});

test('an address is only asked when it is given; one that answers and one that refuses are told apart, without their secrets', async () => {
  const { folder, origin } = await usedHome();
  const asked = origin.requests.length;
  await examined(folder);
  expect(origin.requests.length).toBe(asked);
  const good = await examined(folder, ['--url', `${origin.serve('/good.bin', { seed: 1, sizeBytes: 100 })}?token=geheim`]);
  expect([good.code, good.found.at(-1)]).toEqual([0, 'reached']);
  const bad = await examined(folder, ['--url', origin.serve('/bad.bin', { seed: 1, sizeBytes: 100, faults: [status(404)] })]);
  expect([bad.code, bad.errors]).toEqual([1, ['not-reached']]);
  expect((await examined(folder, ['--url', 'nonsense'])).errors).toEqual(['not-reached']);
  expect(good.text).not.toContain('geheim');
});
