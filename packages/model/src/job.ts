/** The job: one file the user asked for, and everything durable that is known of it. */
import type { Digest } from './digest.ts';
import type { Failure } from './failure.ts';
import { parseObjectAddress } from './object-address.ts';
import type { ObjectFacts, ObjectOptions } from './object-store.ts';
import type { Validator } from './validator.ts';

export type JobId = string;

export type ConflictPolicy = 'keep-both' | 'overwrite' | 'skip' | 'ask';

/**
 * How much of a complete file is read again before it gets its name (0037). `needed`: what this run did not write itself, and all of it
 * when anything speaks against it or a digest must be read from the disk. `everything`: all of it, always.
 */
export type VerifyPolicy = 'needed' | 'everything';

/** Where the bytes come from, without secrets: fit for logs, plain columns and the window (spec C2, D4). */
export interface JobSource {
  /** Without userinfo and with the values of signing and token parameters taken out. */
  readonly url: string;
  readonly host: string;
  /** When a signed URL ends to work, as far as the URL itself says (spec D3); absent or null: it does not say. */
  readonly linkExpiresAtMs?: number | null;
  /** Further addresses said to hold the same bytes, best first; absent: there are none. */
  readonly mirrors?: readonly Mirror[];
  /** Where the bytes come from at present: the nth mirror, counted from 1. Absent or 0: the address itself. */
  readonly using?: number;
  /** Addresses beside the one in use, counted like `using`, that bytes on the disk may have come from (0034). Absent: none. */
  readonly joined?: readonly number[];
}

/** Another address said to hold the same bytes, without secrets. */
export interface Mirror {
  readonly url: string;
  readonly host: string;
  /** Why it could not be used when it was last tried; absent: it was not, or it worked. */
  readonly trouble?: Failure;
}

/** How many mirrors a job may have: as many as a user can tell apart. */
export const MAX_MIRRORS = 50;

/** What opens the source. Kept apart from the job, encrypted where the system can; never logged or shown. */
export interface JobSecrets {
  /** The URL exactly as the user gave it. */
  readonly url: string;
  /** The URLs of the mirrors, in the order of `JobSource.mirrors`; absent: there are none. */
  readonly mirrors?: readonly string[];
  /** Extra request headers of this job, in order. They are for the origin of `url` alone. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** The job's own way out: `none`, or a proxy's URL with its credentials. Absent: as the program is set. */
  readonly proxy?: string;
  /** SSE-C: the key that the object was encrypted with, 32 bytes in base64. */
  readonly customerKey?: string;
}

export interface JobTarget {
  readonly directory: string;
  /** The name that the user chose; null: the server's or the URL's. */
  readonly chosenName: string | null;
  readonly conflict: ConflictPolicy;
  /** The full path once it is settled by the probe; the commit may still change it to keep both. */
  readonly path: string | null;
}

export interface JobOptions {
  /** 1…64; null: automatic. */
  readonly connections: number | null;
  /** 100 KiB…5 GiB; null: automatic. */
  readonly partSizeBytes: number | null;
  /** The cap that the user set; null: none. */
  readonly limitBytesPerSecond: number | null;
  readonly digest: Digest | null;
  /** What the file must measure, as a list of links said; a source of another size is another file. Absent: nobody said. */
  readonly expectedSizeBytes?: number;
  /** What to do when the remote file changed under a started job (spec C6). */
  readonly onRemoteChange: 'restart' | 'ask';
  /** Look beside the file for a published checksum (`NAME.sha256`, `SHA256SUMS`) when nobody gave one. Absent: no. */
  readonly seekChecksum?: boolean;
  /** For addresses of object stores. */
  readonly object?: ObjectOptions;
}

/** What the probe learned of the remote file. */
export interface RemoteFile {
  /** Null when the server did not say. */
  readonly sizeBytes: number | null;
  readonly validator: Validator | null;
  /** As sent, weak or strong; shown, and compared where no strong validator exists. */
  readonly etag: string | null;
  readonly lastModified: string | null;
  /** True once a real 206 with a matching Content-Range was seen (spec A3). */
  readonly resumable: boolean;
  readonly mediaType: string | null;
  /** A content coding that the server applied in spite of `identity`; the file is stored as sent (spec A2). */
  readonly contentCoding: string | null;
  /** A whole-file digest that the server published. */
  readonly digest: Digest | null;
  /** What an object store told beside; absent: it is none. */
  readonly object?: ObjectFacts;
}

/** Which file on disk holds the bytes, so that a replaced one is noticed (spec C2, C4). */
export interface PartFileIdentity {
  readonly path: string;
  readonly device: string;
  readonly inode: string;
}

/** What the finished file was checked against. */
export type Verdict =
  | { readonly kind: 'verified'; readonly by: string }
  | { readonly kind: 'unverified'; /** A published checksum was looked for, and there is none. */ readonly sought?: boolean }
  /** The target was there already and the policy says skip: nothing was fetched. */
  | { readonly kind: 'kept-existing' };

export type WaitReason =
  | { readonly kind: 'network' }
  | { readonly kind: 'retry-at'; readonly atMs: number; readonly failure: Failure }
  | { readonly kind: 'disk-space'; readonly path: string; readonly neededBytes: number; readonly availableBytes: number }
  | { readonly kind: 'new-link'; readonly status: number }
  /** The object is in an archive; it is asked for again at `pollAtMs`, and goes on by itself. */
  | {
      readonly kind: 'restore';
      /** As the store calls it; null: it did not say. */
      readonly storageClass: string | null;
      /** Whether it is being taken out of the archive. */
      readonly requested: boolean;
      /** When that is usually over; null: nobody knows when it began. */
      readonly expectedEndAtMs: number | null;
      readonly pollAtMs: number;
    }
  | { readonly kind: 'decision'; readonly question: 'remote-changed' | 'target-exists' };

export type JobState =
  | { readonly kind: 'queued' }
  | { readonly kind: 'probing' }
  | { readonly kind: 'transferring' }
  | { readonly kind: 'verifying' }
  | { readonly kind: 'committing' }
  | { readonly kind: 'paused' }
  | { readonly kind: 'waiting'; readonly reason: WaitReason }
  | { readonly kind: 'done'; readonly path: string; readonly sizeBytes: number; readonly verdict: Verdict; readonly atMs: number }
  | { readonly kind: 'failed'; readonly failure: Failure; readonly atMs: number }
  | { readonly kind: 'cancelled'; readonly atMs: number };

export type JobStateKind = JobState['kind'];

export interface Job {
  readonly id: JobId;
  readonly createdAtMs: number;
  /** Place in the queue; lower runs first. */
  readonly rank: number;
  readonly source: JobSource;
  readonly target: JobTarget;
  readonly options: JobOptions;
  readonly state: JobState;
  /** Null until the probe has answered. */
  readonly remote: RemoteFile | null;
  /** Null until the part file was made. */
  readonly partFile: PartFileIdentity | null;
  /** Size of this job's blocks; 0 until it is planned. */
  readonly blockSizeBytes: number;
  /** Sum over the parts at the last checkpoint. */
  readonly durableBytes: number;
  /** When the first byte of the present file was asked for; null before. */
  readonly startedAtMs: number | null;
  /** How often all bytes had to be dropped, and why last: shown, so that no restart is silent (spec C6). */
  readonly restarts: { readonly count: number; readonly lastReason: Failure | null };
}

/** The job's name as people see it: the settled file, the chosen name, or the last segment of the URL. */
export function displayName(job: Job): string {
  if (job.state.kind === 'done') return baseName(job.state.path);
  if (job.target.path !== null) return baseName(job.target.path);
  if (job.target.chosenName !== null) return job.target.chosenName;
  return nameInUrl(job.source.url) || job.source.host;
}

/** The server that the job's bytes come from at present. */
export function hostInUse({ host, mirrors, using = 0 }: JobSource): string {
  return mirrors?.[using - 1]?.host ?? host;
}

/** The last segment of a URL's path, decoded; empty when it ends with a slash. */
export function nameInUrl(url: string): string {
  const object = parseObjectAddress(url);
  if (object !== null) return baseName(object.key);
  const path = url.replace(/^[a-z0-9+.-]+:\/\/[^/?#]*/i, '').replace(/[?#].*$/s, '');
  return decodeName(baseName(path));
}

/** Whether a link looks like the new one that the job waits for: it names the same file. Only the bytes can tell (spec D2). */
export function mayBeNewLink(job: Job, url: string): boolean {
  if (job.state.kind !== 'waiting' || job.state.reason.kind !== 'new-link') return false;
  const name = nameInUrl(url);
  return name !== '' && (name === displayName(job) || name === nameInUrl(job.source.url));
}

function baseName(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
}

function decodeName(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
