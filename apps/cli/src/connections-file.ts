/** The saved connections of the command line: a file of their own beside the list of jobs, which only its user can read (spec G2). */
import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ConnectionStore, type ConnectionPlace } from '@sluice/object-storage';
import { plainBox } from '@sluice/store';

/** Two hundred connections with long tokens. */
const MAX_FILE_BYTES = 8 * 1024 * 1024;

export interface OpenedConnections {
  readonly connections: ConnectionStore;
  /** Null: all of it was read. */
  readonly unreadablePath: string | null;
}

/** A missing file is an empty list. Needs no lock: it is read as a whole, and replaced as a whole. */
export function openConnections(stateFolder: string): OpenedConnections {
  const path = join(stateFolder, 'connections.json');
  const connections = new ConnectionStore(fileAt(path), plainBox);
  return { connections, unreadablePath: connections.open() === 'unreadable' ? path : null };
}

function fileAt(path: string): ConnectionPlace {
  return {
    read() {
      try {
        // What can't be read is no connection, and is told as that.
        return statSync(path).size > MAX_FILE_BYTES ? null : (JSON.parse(readFileSync(path, 'utf8')) as unknown);
      } catch (error) {
        return error instanceof Error && 'code' in error && error.code === 'ENOENT' ? undefined : null;
      }
    },
    write(value) {
      mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
      const next = `${path}.${process.pid}.tmp`;
      rmSync(next, { force: true });
      const file = openSync(next, 'wx', 0o600);
      try {
        writeSync(file, `${JSON.stringify(value, null, 2)}\n`);
        fsyncSync(file);
      } finally {
        closeSync(file);
      }
      renameSync(next, path);
    },
  };
}
