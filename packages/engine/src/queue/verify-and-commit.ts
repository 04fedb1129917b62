/** The two steps that end a job on the disk: compare with the digest, and give the file its name (spec E1, E4). */
import type { DiskFailure, Failure, Job, RemoteFile, Verdict } from '@sluice/model';
import { commitFile, type CommitOutcome } from '../file/commit-file.ts';
import { digestFile, type DigestOptions } from '../file/digest-file.ts';
import type { OriginMarks } from '../file/origin-marks.ts';
import type { PartFile } from '../file/part-file.ts';
import { parseHttpDate } from '../source/http-date.ts';
import type { Reservations } from './reservations.ts';

export type VerifyOutcome =
  | { readonly kind: 'agreed'; readonly verdict: Verdict }
  | { readonly kind: 'mismatch'; readonly failure: Failure }
  | { readonly kind: 'stopped' }
  | { readonly kind: 'failed'; readonly failure: DiskFailure };

/** Compares the file with the digest that the user gave, else with the server's. Without one there is nothing to compare with, and it says so. */
export async function verifyFile(
  file: PartFile,
  sizeBytes: number,
  job: Job,
  remote: RemoteFile,
  { signal, known }: Pick<DigestOptions, 'signal' | 'known'>,
): Promise<VerifyOutcome> {
  const digest = job.options.digest ?? remote.digest;
  if (digest === null)
    return { kind: 'agreed', verdict: job.options.seekChecksum === true ? { kind: 'unverified', sought: true } : { kind: 'unverified' } };
  const found = await digestFile(file, sizeBytes, digest.algorithm, { signal, known: known ?? null });
  switch (found.kind) {
    case 'aborted':
      return { kind: 'stopped' };
    case 'failed':
      return found;
    case 'digest': {
      if (found.hex === digest.hex) return { kind: 'agreed', verdict: { kind: 'verified', by: digest.algorithm } };
      return {
        kind: 'mismatch',
        failure: { kind: 'checksum-mismatch', algorithm: digest.algorithm, expected: digest.hex, actual: found.hex },
      };
    }
  }
}

export interface CommitContext {
  readonly job: Job;
  readonly remote: RemoteFile;
  readonly targetPath: string;
  readonly reservations: Reservations;
  readonly keepServerTime: boolean;
  readonly marks: OriginMarks;
  /** See `CommitOrder`. */
  readonly onDurable: () => void;
}

/** Gives the file its name. */
export function commitJob(file: PartFile, sizeBytes: number, context: CommitContext): Promise<CommitOutcome> {
  const { job, remote, targetPath, reservations, keepServerTime, marks, onDurable } = context;
  const mtimeMs = keepServerTime && remote.lastModified !== null ? parseHttpDate(remote.lastModified) : null;
  return commitFile(file, {
    targetPath,
    conflict: job.target.conflict,
    sizeBytes,
    mtimeMs,
    origin: { url: job.source.url, atMs: job.startedAtMs ?? job.createdAtMs, marks },
    onDurable,
    isTaken: (path) => reservations.isTaken(path, job.id),
  });
}
