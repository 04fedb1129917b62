/** Quitting joins: everything received is made durable and closed first, within two seconds (spec F1). */
import { background } from './fault-log.ts';

const MAX_CLOSE_MS = 2000;

/** The part of Electron's `app` that is needed. */
export interface QuittingApp {
  on(event: 'before-quit', listener: (event: { preventDefault(): void }) => void): unknown;
  exit(code: number): void;
}

/** Holds the program until `close` has ended, or its time is up; a checkpoint then is what it was a second before. */
export function closeBeforeQuit(app: QuittingApp, close: () => Promise<void>): void {
  let closing = false;
  app.on('before-quit', (event) => {
    event.preventDefault();
    if (closing) return;
    closing = true;
    background(
      'quit',
      closeInTime(close).finally(() => app.exit(0)),
    );
  });
}

function closeInTime(close: () => Promise<void>): Promise<void> {
  return Promise.race([close(), timeUp()]);
}

function timeUp(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, MAX_CLOSE_MS).unref();
  });
}
