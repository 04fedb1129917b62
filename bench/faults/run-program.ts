/** Starts a program as its user would, and ends it at the latest when its time is over. */
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import type { CommandLine } from '../peers/peer.ts';
import type { Ending } from './judge.ts';

const MOST_TOLD_CHARACTERS = 4000;
const PATIENCE_MS = 8000;

export interface Ended {
  readonly ending: Ending;
  /** The end of what it printed, for whoever looks into a result. */
  readonly told: string;
}

export interface RunningProgram {
  readonly ended: Promise<Ended>;
  /** Asks it to stop; kills it when that takes too long. */
  interrupt(signal: 'SIGINT' | 'SIGTERM'): void;
  kill(): void;
}

/** Runs the program in `folder`, with `home` as its home folder and nothing of the caller's environment. */
export function runProgram(command: CommandLine, folder: string, home: string, timeLimitMs: number): RunningProgram {
  const child = spawn(command.file, [...command.args], {
    cwd: folder,
    env: { PATH: process.env['PATH'], HOME: home, LANG: 'C.UTF-8' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let told = '';
  const listen = (text: string): void => void (told = (told + text).slice(-MOST_TOLD_CHARACTERS));
  child.stdout.setEncoding('utf8').on('data', listen);
  child.stderr.setEncoding('utf8').on('data', listen);
  let overTime = false;
  const timers = [
    setTimeout(() => {
      overTime = true;
      child.kill('SIGKILL');
    }, timeLimitMs),
  ];
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => {
      timers.forEach(clearTimeout);
      resolve({ ending: overTime ? { kind: 'time-limit' } : { kind: 'exit', code: code ?? exitCodeOf(signal) }, told });
    });
  });
  return {
    ended,
    interrupt: (signal) => {
      child.kill(signal);
      timers.push(setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS));
    },
    kill: () => void child.kill('SIGKILL'),
  };
}

/** As a shell reports a program that a signal ended. */
function exitCodeOf(signal: NodeJS.Signals | null): number {
  return 128 + (signal === null ? 0 : constants.signals[signal]);
}
