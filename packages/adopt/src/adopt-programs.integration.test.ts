/** What real programs leave when they are stopped midway: aria2, curl and wget, and what browsers name so. */
import { spawn } from 'node:child_process';
import { access, readdir, rename, stat } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { changedSeed } from '@sluice/testkit';
import { expect, test, type TestContext } from 'vitest';
import { recogniseUnfinished } from './index.ts';
import { MIB, openAdoptRig, type AdoptRig } from './testing/adopt-rig.ts';

const SEED = 33;
const SIZE = 16 * MIB;
const FILE = { seed: SEED, sizeBytes: SIZE };
const ARRIVED = 7 * MIB;

async function hasProgram(name: string): Promise<boolean> {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const found = await Promise.all(
    folders.map((folder) =>
      access(join(folder, name)).then(
        () => true,
        () => false,
      ),
    ),
  );
  return found.includes(true);
}

/** Runs the program until the server has sent so much, and stops it. Null: it is not installed. */
async function stopMidway(rig: AdoptRig, name: string, args: readonly string[], signal: NodeJS.Signals): Promise<string | null> {
  if (!(await hasProgram(name))) return null;
  const url = rig.origin.serve('/f.iso', FILE);
  const release = rig.origin.hold('/f.iso', { afterBytes: ARRIVED });
  const child = spawn(name, [...args, url], { cwd: rig.folder, stdio: 'ignore' });
  const ended = new Promise((resolve) => child.once('close', resolve));
  await rig.origin.untilBytesSent('/f.iso', ARRIVED);
  await untilWritten(rig, ARRIVED - 2 * MIB);
  child.kill(signal);
  await ended;
  release();
  return url;
}

/** Programs write a little after they receive; how much lies on the disk is the only sign of it. */
async function untilWritten(rig: AdoptRig, bytes: number): Promise<void> {
  for (;;) {
    const stats = await Promise.all((await readdir(rig.folder)).map((name) => stat(rig.path(name))));
    if (stats.some(({ blocks }) => blocks * 512 >= bytes)) return;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** How much of the file was sent in answer to requests that began after `before`, the probe left out. */
function fetchedBytes(rig: AdoptRig, before: number): number {
  const asked = rig.origin.requests.slice(before).filter(({ rangeAsked }) => rangeAsked !== 'bytes=0-');
  return asked.reduce((sum, { bodyBytesSent }) => sum + bodyBytesSent, 0);
}

const ARIA2 = ['--no-conf=true', '--file-allocation=none', '-x4', '-s4', '-k1M', '--auto-save-interval=1', '--disk-cache=0'];

const PROGRAMS = [
  { name: 'aria2c', args: ARIA2, signal: 'SIGINT', leaves: 'f.iso.aria2' },
  { name: 'aria2c', args: [...ARIA2, '-o', 'f.iso', '--file-allocation=prealloc'], signal: 'SIGINT', leaves: 'f.iso' },
  { name: 'curl', args: ['-s', '-o', 'f.iso'], signal: 'SIGKILL', leaves: 'f.iso' },
  { name: 'wget', args: ['-q'], signal: 'SIGKILL', leaves: 'f.iso' },
] as const;

async function adoptFrom(program: (typeof PROGRAMS)[number], skip: TestContext['skip']): Promise<void> {
  const rig = await openAdoptRig();
  const url = await stopMidway(rig, program.name, program.args, program.signal);
  if (url === null) return skip();
  const before = rig.origin.requests.length;
  const outcome = await rig.adopt(rig.path(program.leaves), url);
  if (outcome.kind !== 'added') throw new Error(JSON.stringify(outcome));
  expect(outcome.keptBytes).toBeGreaterThan(2 * MIB);
  const done = await rig.finish(outcome, FILE);
  expect(done.path).toBe(rig.path('f.iso'));
  expect(fetchedBytes(rig, before)).toBeLessThan(SIZE - outcome.keptBytes + 3 * MIB);
}

test.for(PROGRAMS)('$name, stopped midway, found by $leaves', (program, { skip }) => adoptFrom(program, skip));

test('aria2 of another file under the same name and size is refused, and aria2 could still go on', async ({ skip }) => {
  const rig = await openAdoptRig();
  const url = await stopMidway(rig, 'aria2c', ARIA2, 'SIGINT');
  if (url === null) return skip();
  rig.origin.serve('/f.iso', { ...FILE, seed: changedSeed(SEED) });
  const names = await readdir(rig.folder);
  expect(await rig.adopt(rig.path('f.iso.aria2'), url)).toMatchObject({ kind: 'refused', failure: { cause: 'other-bytes' } });
  expect(await readdir(rig.folder)).toEqual(names);
});

test.for([
  ['f.iso.crdownload', 'f.iso', 'chromium'],
  ['f.iso.part', 'f.iso', 'part-file'],
  ['Unconfirmed 123456.crdownload', 'f.iso', 'chromium'],
] as const)('%s becomes %s', async ([left, target, program], { skip }) => {
  const rig = await openAdoptRig();
  const url = await stopMidway(rig, 'curl', ['-s', '-o', 'partial'], 'SIGKILL');
  if (url === null) return skip();
  await rename(rig.path('partial'), rig.path(left));
  expect(await recogniseUnfinished(rig.path(left))).toMatchObject({ kind: 'unfinished', claim: { program } });
  const done = await rig.finish(await rig.adopt(rig.path(left), url), FILE);
  expect(done.path).toBe(rig.path(target));
});

test('an adoption that was cut short after the rename is found again from the checkpoint', async ({ skip }) => {
  const rig = await openAdoptRig();
  const url = await stopMidway(rig, 'aria2c', ARIA2, 'SIGINT');
  if (url === null) return skip();
  await rename(rig.path('f.iso'), rig.path('f.iso.part'));
  const done = await rig.finish(await rig.adopt(rig.path('f.iso.aria2'), url), FILE);
  expect(done.path).toBe(rig.path('f.iso'));
});

test('a folder, a missing file and a link are no unfinished files', async () => {
  const rig = await openAdoptRig();
  for (const path of [rig.folder, rig.path('nobody')]) {
    expect(await recogniseUnfinished(path)).toEqual({ kind: 'refused', cause: 'not-a-file', path });
  }
});
