// Runs a download whose own output says nothing useful: progress and stalls are read from the growth of the folders that it writes to.
import { spawn } from 'node:child_process';
import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { say } from '../setup/say.mjs';

const LOOK_EVERY_MS = 1_000;
const TELL_EVERY_MS = 4_000;
const MIB = 1024 * 1024;

/**
 * @typedef {{ ok: boolean, output: string, stalled: boolean }} WatchedOutcome `output` is what the program printed
 */

/**
 * Runs the command to its end, or stops it when the watched folders have not grown for `stallMs`. Never rejects.
 * @param {{ command: string, args: string[], env: NodeJS.ProcessEnv, cwd: string, folders: string[], label: string, stallMs: number }} options
 * @returns {Promise<WatchedOutcome>}
 */
export function runWatched({ command, args, env, cwd, folders, label, stallMs }) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    let stalled = false;
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (output += chunk));
    const watch = watchGrowth(folders, label, stallMs, () => {
      stalled = true;
      child.kill('SIGKILL');
    });
    const finish = (/** @type {boolean} */ ok) => {
      clearInterval(watch);
      resolve({ ok, output, stalled });
    };
    child.on('error', (error) => {
      output += error.message;
      finish(false);
    });
    child.on('close', (code) => finish(code === 0));
  });
}

/**
 * @param {string[]} folders
 * @param {string} label
 * @param {number} stallMs
 * @param {() => void} onStall
 */
function watchGrowth(folders, label, stallMs, onStall) {
  const sizeNow = () => folders.reduce((sum, folder) => sum + folderSizeBytes(folder), 0);
  const startBytes = sizeNow();
  let seenBytes = startBytes;
  let grewAtMs = Date.now();
  let toldAtMs = Date.now();
  return setInterval(() => {
    const nowMs = Date.now();
    const bytes = sizeNow();
    if (bytes !== seenBytes) grewAtMs = nowMs;
    seenBytes = bytes;
    if (nowMs - grewAtMs > stallMs) onStall();
    if (nowMs - toldAtMs < TELL_EVERY_MS || bytes <= startBytes) return;
    toldAtMs = nowMs;
    say(`  ${label}: ${Math.round((bytes - startBytes) / MIB)} MB so far`);
  }, LOOK_EVERY_MS);
}

/**
 * The sum of the sizes of all files below; a missing folder counts as empty, and files that vanish meanwhile are left out.
 * @param {string} folder
 * @returns {number}
 */
function folderSizeBytes(folder) {
  try {
    return readdirSync(folder, { recursive: true }).reduce((sum, name) => sum + fileSizeBytes(join(folder, String(name))), 0);
  } catch {
    return 0;
  }
}

/** @param {string} path */
function fileSizeBytes(path) {
  try {
    const info = lstatSync(path);
    return info.isFile() ? info.size : 0;
  } catch {
    return 0;
  }
}
