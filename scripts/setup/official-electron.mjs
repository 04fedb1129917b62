// The Electron binary that package.json asks for, fetched by electron's own installer.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { runWatched } from '../run/run-watched.mjs';
import { REPO_FOLDER } from './repo-folder.mjs';
import { lastLines } from './setup-error.mjs';

const STALL_MS = 30_000;

const packageFolder = dirname(createRequire(join(REPO_FOLDER, 'package.json')).resolve('electron/package.json'));

/** The version that package.json pins. @returns {string} */
export function officialVersion() {
  return JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8')).version;
}

/**
 * The installed official binary, or null when it is missing, incomplete or of another version.
 * @returns {{ executablePath: string, distPath: string, version: string } | null}
 */
export function findOfficialElectron() {
  const distPath = join(packageFolder, 'dist');
  try {
    const version = readFileSync(join(distPath, 'version'), 'utf8').trim().replace(/^v/, '');
    const executablePath = join(distPath, readFileSync(join(packageFolder, 'path.txt'), 'utf8'));
    return version === officialVersion() && existsSync(executablePath) ? { executablePath, distPath, version } : null;
  } catch {
    return null;
  }
}

/**
 * Runs electron's installer. Gives up when nothing has arrived for half a minute; a network that says no is heard at once.
 * @returns {Promise<{ ok: true } | { ok: false, reason: string }>}
 */
export async function downloadOfficialElectron() {
  const temporary = mkdtempSync(join(tmpdir(), 'sluice-electron-'));
  try {
    const outcome = await runWatched({
      command: process.execPath,
      args: [join(packageFolder, 'install.js')],
      cwd: packageFolder,
      env: { ...process.env, TMPDIR: temporary, TMP: temporary, TEMP: temporary },
      folders: [temporary, join(packageFolder, 'dist')],
      label: `Electron ${officialVersion()}`,
      stallMs: STALL_MS,
    });
    if (outcome.ok && findOfficialElectron() !== null) return { ok: true };
    if (outcome.stalled) return { ok: false, reason: `nothing arrived for ${STALL_MS / 1000} seconds` };
    return { ok: false, reason: firstReason(outcome.output) };
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

/** The most telling line of a printed error. @param {string} output */
export function firstReason(output) {
  const lines = output.split('\n').map((line) => line.trim());
  return (
    lines.find((line) => /error|fail|refused|denied|timed? ?out|ENOTFOUND|EAI_AGAIN/i.test(line)) ??
    (lastLines(output, 1) || 'it gave no reason')
  );
}
