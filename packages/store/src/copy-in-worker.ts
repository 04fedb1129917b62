/**
 * Copies and checks a database in a thread of its own, over a connection of its own: SQLite writes a copy in one piece, which takes
 * about a millisecond a MiB and would be a silence of the event loop (decision 0022).
 */
import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';

export interface CopyOrder {
  readonly from: string;
  /** An empty file, or none. */
  readonly to: string;
}

type CopyEnd =
  | { readonly kind: 'copied'; /** What SQLite's own check says of the copy, every table and index included. */ readonly sound: boolean }
  /** `code` is SQLite's, the system's, or Node's. */
  | { readonly kind: 'refused'; readonly code: string };

export interface Copying {
  readonly end: Promise<CopyEnd>;
  /** Lets go of the thread; `end` then settles with a refusal. What there is of the copy is left for the caller to remove. */
  stop(): void;
}

/** Runs in the thread. It is text, so that it needs no file of its own in any bundle; it can use nothing of this file but its order. */
const PROGRAM = `
  const { parentPort, workerData } = require('node:worker_threads');
  const Database = require(workerData.sqlite);
  const using = (path, work) => {
    const db = new Database(path, { readonly: true, fileMustExist: true, timeout: 2000 });
    try {
      return work(db);
    } finally {
      db.close();
    }
  };
  let end;
  try {
    using(workerData.from, (db) => db.prepare('VACUUM INTO ?').run(workerData.to));
    const sound = using(workerData.to, (copy) => copy.pragma('quick_check', { simple: true }) === 'ok');
    end = { kind: 'copied', sound };
  } catch (error) {
    end = { kind: 'refused', code: typeof error.code === 'string' ? error.code : error.name };
  }
  parentPort.postMessage(end);
`;

/** Never rejects. */
export function copyInWorker(order: CopyOrder): Copying {
  const worker = new Worker(PROGRAM, {
    eval: true,
    workerData: { ...order, sqlite: createRequire(import.meta.url).resolve('better-sqlite3') },
  });
  // A program that ends does not wait for a backup.
  worker.unref();
  const end = new Promise<CopyEnd>((resolve) => {
    worker.once('message', (message: CopyEnd) => resolve(message));
    worker.once('error', (error: Error & { readonly code?: string }) => resolve({ kind: 'refused', code: error.code ?? error.name }));
    worker.once('exit', () => resolve({ kind: 'refused', code: 'stopped' }));
  });
  return { end, stop: () => void worker.terminate().catch(() => undefined) };
}
