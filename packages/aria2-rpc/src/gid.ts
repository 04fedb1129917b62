/** aria2 names downloads by 16 hexadecimal digits; ours have eight characters: each is written as its code. */
import type { JobId } from '@sluice/model';

/** 16 lower-case hexadecimal digits. */
export function gidOf(id: JobId): string {
  return Buffer.from(id, 'latin1').toString('hex').padEnd(16, '0').slice(0, 16);
}

/** The job that a GID names, or null for text that is no GID of ours. aria2 takes unique beginnings too; nobody sends them. */
export function jobOf(gid: unknown): JobId | null {
  return typeof gid === 'string' && /^(?:[2-7][0-9a-f]){8}$/i.test(gid) ? Buffer.from(gid, 'hex').toString('latin1') : null;
}
