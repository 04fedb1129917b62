/** What can be learned of another program's file and of its source without changing anything. */
import { constants, type BigIntStats } from 'node:fs';
import { lstat, open } from 'node:fs/promises';
import type { AdoptTrouble, Failure, Job, JobSecrets, RemoteFile } from '@sluice/model';
import { diskFailure } from '../file/disk-failure.ts';
import { identityOf, isSameFile } from '../file/file-identity.ts';
import { PartFile } from '../file/part-file.ts';
import { sourceForJob } from '../source/find-source.ts';
import { readProbe } from '../source/read-probe.ts';
import type { Source } from '../source/source.ts';
import { Route } from '../transfer/ask-range.ts';
import { contradiction } from './adopt-check.ts';
import type { AdoptRequest } from './adopt-request.ts';
import type { EnginePorts } from './engine-ports.ts';
import type { Reservations } from './reservations.ts';

export interface AdoptContext {
  readonly ports: EnginePorts;
  readonly reservations: Reservations;
  readonly source: Source;
  /** As `makeJob` made it, and not stored. */
  readonly job: Job;
  readonly secrets: JobSecrets;
  /** Jobs that are not finished. */
  readonly others: readonly Job[];
  readonly signal: AbortSignal;
}

export interface Refused {
  readonly kind: 'refused';
  readonly failure: Failure;
}

export async function lookAtData(path: string): Promise<{ readonly stats: BigIntStats } | Refused> {
  try {
    const stats = await lstat(path, { bigint: true });
    return stats.isFile() ? { stats } : trouble('not-a-file', path);
  } catch (error) {
    return refused((await diskFailure(error, 'open', path)).failure);
  }
}

/** By name, or by being the same file under another one. */
export function isOwned({ job, others, reservations }: AdoptContext, path: string, stats: BigIntStats): boolean {
  if (reservations.isTaken(path, job.id)) return true;
  return others.some(({ partFile }) => partFile !== null && partFile.device === String(stats.dev) && isSameFile(partFile, stats));
}

export interface Probed {
  readonly kind: 'probed';
  readonly route: Route;
  readonly remote: RemoteFile & { readonly sizeBytes: number };
  /** The server's. */
  readonly name: string;
}

/** One request, as a new job would make it; its body is not wanted. */
export async function probe({ job, ports, secrets, signal, source }: AdoptContext, { claim }: AdoptRequest): Promise<Probed | Refused> {
  const route = new Route(ports.transport, sourceForJob(source, job), secrets);
  const response = await route.ask({ start: 0, end: null, validator: null }, signal);
  if (response.kind === 'aborted') return refused({ kind: 'timeout', waitedFor: 'head', afterMs: 0 });
  if (response.kind === 'failed') return refused(response.failure);
  const reading = readProbe(response.head, { url: secrets.url, finalUrl: route.finalUrl, nowMs: ports.clock.nowMs() });
  await response.discard();
  if (reading.kind === 'refused') return reading;
  const { remote } = reading;
  const { sizeBytes } = remote;
  if (sizeBytes === null || !remote.resumable) return trouble('no-ranges', claim.dataPath);
  const contradicted = contradiction(claim, remote);
  if (contradicted !== null) return trouble(contradicted, claim.dataPath);
  return { kind: 'probed', route, remote: { ...remote, sizeBytes }, name: reading.name };
}

export async function openToRead(path: string, stats: BigIntStats): Promise<PartFile | Refused> {
  try {
    return new PartFile(await open(path, constants.O_RDONLY | constants.O_NOFOLLOW), identityOf(path, stats));
  } catch (error) {
    return refused((await diskFailure(error, 'open', path)).failure);
  }
}

/** A program that still writes must not have its file taken away. */
export async function hasChanged(path: string, before: BigIntStats): Promise<boolean> {
  const now = await lookAtData(path);
  if (!('stats' in now)) return true;
  const { stats } = now;
  return stats.ino !== before.ino || stats.size !== before.size || stats.mtimeNs !== before.mtimeNs || stats.ctimeNs !== before.ctimeNs;
}

export function trouble(cause: AdoptTrouble, path: string): Refused {
  return refused({ kind: 'not-adopted', cause, path });
}

export function refused(failure: Failure): Refused {
  return { kind: 'refused', failure };
}
