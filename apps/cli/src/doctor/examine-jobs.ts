/** The folder with the list of jobs: can it be written to, is the list sound, who has it. */
import { accessSync, constants, existsSync, readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { examineState, type StateExamination } from '@sluice/store';
import { codeOf } from './code-of.ts';
import type { Finding } from './finding.ts';

const DAY_MS = 86_400_000;

export interface JobsExamination {
  readonly findings: readonly Finding[];
  /** The part files that jobs have; null when the list can't be read. */
  readonly partFiles: ReadonlySet<string> | null;
}

export function examineJobs(folder: string, nowMs: number): JobsExamination {
  const place = examineFolder(folder);
  if (place.kind === 'state-folder-missing') return { findings: [place], partFiles: new Set() };
  if (place.kind !== 'state-folder') return { findings: [place], partFiles: null };
  const state = examineState(folder);
  const findings = [place, databaseFinding(state), ...backupFindings(state, nowMs), lockFinding(state)];
  return { findings, partFiles: knownPartFiles(state) };
}

function knownPartFiles({ database }: StateExamination): ReadonlySet<string> | null {
  if (database.kind === 'missing') return new Set();
  return database.kind === 'sound' ? new Set(database.partFiles) : null;
}

function examineFolder(folder: string): Finding {
  if (!existsSync(folder)) {
    // It will be made in the nearest folder that is there.
    let above = dirname(folder);
    while (!existsSync(above) && dirname(above) !== above) above = dirname(above);
    return refusalOf(above) ?? { kind: 'state-folder-missing', path: folder };
  }
  return refusalOf(folder) ?? { kind: 'state-folder', path: folder };
}

function refusalOf(folder: string): Finding | null {
  try {
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    return statSync(folder).isDirectory() ? null : { kind: 'state-folder-refused', path: folder, code: 'ENOTDIR' };
  } catch (error) {
    return { kind: 'state-folder-refused', path: folder, code: codeOf(error) };
  }
}

function databaseFinding({ database, backup, knownSchema: known }: StateExamination): Finding {
  switch (database.kind) {
    case 'missing':
      return { kind: 'database-missing' };
    case 'sound': {
      const { schema, sizeBytes } = database;
      return schema < known ? { kind: 'database-older', schema, known } : { kind: 'database-sound', sizeBytes, schema };
    }
    case 'newer':
      return { kind: 'database-newer', schema: database.schema, known };
    case 'damaged':
      return { kind: 'database-damaged', detail: database.detail, hasBackup: backup.condition.kind === 'sound' };
    case 'unreadable':
      return { kind: 'database-unreadable', code: database.code };
  }
}

function backupFindings({ database, backup, setAside }: StateExamination, nowMs: number): readonly Finding[] {
  const aside: readonly Finding[] = setAside.length === 0 ? [] : [{ kind: 'set-aside', names: setAside }];
  const { condition, writtenAtMs } = backup;
  if (writtenAtMs === null) return database.kind === 'missing' ? aside : [{ kind: 'backup-missing' }, ...aside];
  if (condition.kind === 'damaged' || condition.kind === 'unreadable') return [{ kind: 'backup-damaged' }, ...aside];
  return [{ kind: 'backup', ageDays: Math.max(0, Math.floor((nowMs - writtenAtMs) / DAY_MS)) }, ...aside];
}

function lockFinding({ lock, lockFile }: StateExamination): Finding {
  return lock === 'held' ? { kind: 'lock-held', holder: holderOf(lockFile) } : { kind: 'lock-free' };
}

/** Linux tells who holds a lock: `1: POSIX  ADVISORY  WRITE 4711 08:01:123456 …`. Null elsewhere, or when it does not. */
function holderOf(path: string): string | null {
  try {
    const inode = statSync(path).ino;
    const line = readFileSync('/proc/locks', 'utf8')
      .split('\n')
      .find((text) => text.includes(`:${inode} `));
    const pid = /\s(\d+)\s+[0-9a-f]+:[0-9a-f]+:\d+\s/i.exec(line ?? '')?.[1];
    return pid === undefined ? null : `${readFileSync(`/proc/${pid}/comm`, 'utf8').trim()}, ${pid}`;
  } catch {
    return null;
  }
}
