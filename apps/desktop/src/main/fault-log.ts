/** Faults are never lost in silence: they go to stderr and into the log, without the secrets that an address may carry (spec D4). */
import type { EventLog } from './log/event-log.ts';

/** The one thing that a process has once and that every part writes to; null until its folder is known. */
let log: Pick<EventLog, 'write'> | null = null;

/** What takes the secrets out. Before it is known, nothing of this program has had an address in its hands. */
let clean = (text: string): string => text;

export function keepFaultsIn(eventLog: Pick<EventLog, 'write'> | null, withoutSecrets: (text: string) => string): void {
  log = eventLog;
  clean = withoutSecrets;
}

/** Writes one fault with the place it came from. */
export function logFault(where: string, error: unknown): void {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`sluice: fault in ${where}: ${clean(text)}\n`);
  log?.write('error', where, text);
}

/** Runs a task that nobody waits for; what it throws is logged. */
export function background(where: string, task: Promise<unknown>): void {
  task.catch((error: unknown) => {
    logFault(where, error);
  });
}

/** Catches what nobody caught. The program goes on: a job at fault has stopped by itself, and its durable bytes are safe. */
export function logUncaughtFaults(): void {
  process.on('uncaughtException', (error) => {
    logFault('an event', error);
  });
  process.on('unhandledRejection', (reason) => {
    logFault('a promise', reason);
  });
}
