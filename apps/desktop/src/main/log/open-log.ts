/** The log of this process, in the state folder's `logs`. */
import { homedir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '@sluice/engine';
import type { LogLevel } from '@sluice/ipc';
import { EventLog } from './event-log.ts';
import { RotatingFile } from './rotating-file.ts';

const BOUNDS = { files: 5, fileBytes: 1024 * 1024 } as const;

/** Touches nothing yet. `level` is asked for every line. */
export function openLog(stateFolder: string, level: () => LogLevel): EventLog {
  const file = new RotatingFile(join(stateFolder, 'logs', 'sluice.log'), BOUNDS);
  return new EventLog({ file, clock: systemClock, level, homeFolder: homedir() });
}
