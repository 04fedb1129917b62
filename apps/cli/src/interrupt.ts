/** Ctrl-C and its relatives. The first asks to stop, the second ends the program at once. */
import { EXIT } from './exit-code.ts';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Calls `stop` once: at the first signal, or when nobody reads the standard output any more (`| head`). Returns what ends the listening.
 * A checkpoint is never in danger: what the second signal cuts off is fetched again (law 1).
 */
export function onInterrupt(stop: () => void): () => void {
  let asked = false;
  const ask = (): void => {
    if (asked) return;
    asked = true;
    stop();
  };
  const signalled = (): void => {
    if (asked) process.exit(EXIT.interrupted);
    ask();
  };
  for (const signal of SIGNALS) process.on(signal, signalled);
  process.stdout.on('error', ask);
  return () => {
    for (const signal of SIGNALS) process.off(signal, signalled);
    process.stdout.off('error', ask);
  };
}

/** A reader that went away is no fault: what is written from then on is dropped. Anything else that hits the streams is thrown. */
export function tolerateClosedPipes(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE' && error.code !== 'ERR_STREAM_DESTROYED') throw error;
    });
  }
}
