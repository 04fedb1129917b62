// Runs one program in the foreground and passes signals on to it, so that stopping a script stops what it started.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { SetupError } from '../setup/setup-error.mjs';

const SAME_KEYPRESS_MS = 500;

/**
 * Runs the program with this terminal as its own and resolves with its exit code (128 + the signal's number when a signal ended it).
 * With `ownGroup` the program gets a process group of its own, and one Ctrl-C reaches it exactly once, whoever else forwards it:
 * Electron quits in order at the first interrupt and dies at the second.
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, ownGroup?: boolean }} [options]
 * @returns {Promise<number>}
 * @throws {SetupError} when the program cannot be started
 */
export function runCommand(command, args, { cwd, env = process.env, ownGroup = false } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env, stdio: 'inherit', detached: ownGroup });
    const stopForwarding = forwardSignals(child);
    child.on('error', (error) => {
      stopForwarding();
      reject(new SetupError(`${command} could not be started (${error.message}). Is it installed?`));
    });
    child.on('exit', (code, signal) => {
      stopForwarding();
      resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal]));
    });
  });
}

/**
 * Runs the program without showing it and resolves with its exit code and all that it printed.
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv }} [options]
 * @returns {Promise<{ code: number, output: string }>}
 */
export function runCaptured(command, args, { cwd, env = process.env } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    const stopForwarding = forwardSignals(child);
    let output = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (output += chunk));
    child.on('error', (error) => {
      stopForwarding();
      resolve({ code: 127, output: output + error.message });
    });
    child.on('close', (code, signal) => {
      stopForwarding();
      resolve({ code: code ?? 128 + (signal === null ? 0 : constants.signals[signal]), output });
    });
  });
}

/** @param {import('node:child_process').ChildProcess} child */
function forwardSignals(child) {
  let forwardedAtMs = -Infinity;
  const forward = (/** @type {NodeJS.Signals} */ signal) => {
    const nowMs = performance.now();
    if (nowMs - forwardedAtMs < SAME_KEYPRESS_MS) return;
    forwardedAtMs = nowMs;
    child.kill(signal);
  };
  const signals = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);
  for (const signal of signals) process.on(signal, forward);
  return () => {
    for (const signal of signals) process.off(signal, forward);
  };
}
