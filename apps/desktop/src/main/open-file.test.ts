import { exampleJob, tempFolder } from '@sluice/testkit';
import type { JobState } from '@sluice/model';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { isProgram, openFile, showInFolder, type FileOpener } from './open-file.ts';

function opener(answers: { readonly opens?: boolean; readonly mayRun?: boolean } = {}): FileOpener & { readonly calls: string[] } {
  const calls: string[] = [];
  return {
    calls,
    open: (path) => (calls.push(`open ${path}`), Promise.resolve(answers.opens ?? true)),
    show: (path) => calls.push(`show ${path}`),
    mayRun: (path) => (calls.push(`ask ${path}`), Promise.resolve(answers.mayRun ?? false)),
  };
}

function snapshot(state: JobState) {
  return { job: exampleJob({ state }), progress: null };
}

function done(path: string) {
  return snapshot({ kind: 'done', path, sizeBytes: 1, verdict: { kind: 'unverified' }, atMs: 0 });
}

async function fileNamed(name: string): Promise<string> {
  const folder = await tempFolder();
  onTestFinished(() => folder.remove());
  const path = join(folder.path, name);
  await writeFile(path, 'x');
  return path;
}

test('a finished file is opened', async () => {
  const path = await fileNamed('report.pdf');
  const system = opener();
  expect([await openFile(done(path), system), system.calls]).toEqual([{ kind: 'opened' }, [`open ${path}`]]);
});

test('a program is opened only after the user said yes', async () => {
  const path = await fileNamed('setup.EXE');
  const no = opener({ mayRun: false });
  const yes = opener({ mayRun: true });
  expect([await openFile(done(path), no), no.calls]).toEqual([{ kind: 'refused', failure: { kind: 'declined' } }, [`ask ${path}`]]);
  expect([await openFile(done(path), yes), yes.calls]).toEqual([{ kind: 'opened' }, [`ask ${path}`, `open ${path}`]]);
});

test('what no program opens is said', async () => {
  const path = await fileNamed('data.xyz');
  expect(await openFile(done(path), opener({ opens: false }))).toEqual({ kind: 'refused', failure: { kind: 'not-opened', path } });
});

test('a file that is gone is neither opened nor shown', async () => {
  const path = join(await fileNamed('a'), 'gone.pdf');
  const system = opener();
  const refused = { kind: 'refused', failure: { kind: 'file-missing', path } };
  expect([await openFile(done(path), system), await showInFolder(done(path), system), system.calls]).toEqual([refused, refused, []]);
});

test('only a finished job has a file to open', async () => {
  const system = opener();
  const refused = { kind: 'refused', failure: { kind: 'not-done' } };
  expect([await openFile(snapshot({ kind: 'paused' }), system), await showInFolder(null, system), system.calls]).toEqual([
    refused,
    refused,
    [],
  ]);
});

test('a finished file is shown in its folder, program or not', async () => {
  const path = await fileNamed('setup.exe');
  const system = opener();
  expect([await showInFolder(done(path), system), system.calls]).toEqual([{ kind: 'opened' }, [`show ${path}`]]);
});

test.each([
  'a.exe',
  'A.MSI',
  'x.sh',
  'y.desktop',
  'z.AppImage',
  'b.bat',
  'c.ps1',
  'd.jar',
  'e.deb',
  'f.rpm',
  'g.run',
  'h.exe. .',
  'i.pdf.js',
])('%s is a program', (name) => {
  expect(isProgram(`/d/${name}`)).toBe(true);
});

test.each(['a.pdf', 'exe', 'a.exe.zip', 'b.mp4', '.sh/c.txt'])('%s is none', (name) => {
  expect(isProgram(`/d/${name}`)).toBe(false);
});
