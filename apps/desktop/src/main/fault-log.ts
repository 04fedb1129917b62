/** Faults are never lost in silence: they go to stderr, without the secrets that an address may carry (spec D4). */
import { redactUrl } from '@sluice/engine';

const URL_IN_TEXT = /\b[a-z][a-z0-9+.-]*:\/\/[^\s"'<>]+/gi;

/** Writes one fault with the place it came from. */
export function logFault(where: string, error: unknown): void {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`sluice: fault in ${where}: ${withoutSecrets(text)}\n`);
}

export function withoutSecrets(text: string): string {
  return text.replace(URL_IN_TEXT, redactUrl);
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
