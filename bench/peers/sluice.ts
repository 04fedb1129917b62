/** The command of this repository, built for the bench alone, so that other builds don't change it under a run. */
import { execFileSync } from 'node:child_process';
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { firstLineOfVersion, type Peer } from './peer.ts';

const CLI_FOLDER = fileURLToPath(new URL('../../apps/cli', import.meta.url));
const BUILD_FOLDER = fileURLToPath(new URL('../dist/program', import.meta.url));
const PROGRAM = `${BUILD_FOLDER}/sluice.js`;

/** Builds the command from the sources as they are. */
export function buildSluice(): void {
  const build = ['vite', 'build', '--logLevel', 'error', '--outDir', BUILD_FOLDER, '--emptyOutDir'];
  execFileSync('npx', build, { cwd: CLI_FOLDER, stdio: 'inherit' });
  // It reads its version from the package.json above its folder.
  copyFileSync(join(CLI_FOLDER, 'package.json'), join(BUILD_FOLDER, '../package.json'));
}

export const sluice: Peer = {
  name: 'Sluice',
  unfinishedEnding: '.part',
  noteEndings: [],
  stopSignal: 'SIGINT',
  takesChecksum: true,
  shownAs: 'sluice get URL -d DIR',
  reason: 'The defaults: up to 8 connections; it waits 30 s for a silent server.',
  version: () => firstLineOfVersion(process.execPath, [PROGRAM, '--version']),
  commandLine: ({ url, folder, home, sha256 }) => ({
    file: process.execPath,
    args: [PROGRAM, 'get', url, '-d', folder, '--state', home, '--json', ...(sha256 === null ? [] : ['--checksum', `sha256:${sha256}`])],
  }),
};
