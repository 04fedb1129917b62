/** Is a new link the file that a job has begun? Asked before the job is given it: a wrong link must cost nothing (spec D2). */
import { rangeLength, sameValidator, type Failure, type PartFileIdentity, type RemoteFile } from '@sluice/model';
import { chooseOverlap } from '../plan/choose-overlap.ts';
import { sourceForJob } from '../source/find-source.ts';
import { readProbe } from '../source/read-probe.ts';
import type { Source } from '../source/source.ts';
import { Route } from '../transfer/ask-range.ts';
import { compareOverlap, type Comparison } from '../transfer/compare-overlap.ts';
import { PartTable } from '../transfer/part-table.ts';
import type { EnginePorts } from './engine-ports.ts';
import type { StoredJob } from './job-store.ts';
import { findPart } from './open-job.ts';

export interface LinkCheck {
  readonly ports: EnginePorts;
  readonly source: Source;
  /** The job as stored; it must not run. */
  readonly stored: StoredJob;
  /** The new link, with the job's other secrets. */
  readonly secrets: StoredJob['secrets'];
  readonly signal: AbortSignal;
}

export type LinkVerdict =
  /** `remote`: what the job should know of the file from now on. */
  { readonly kind: 'same-file'; readonly remote: RemoteFile | null } | { readonly kind: 'refused'; readonly failure: Failure };

/**
 * Compares size and validator, and, where the validators differ, 64 KiB of the last bytes and two random blocks. A job that has nothing
 * on disk takes any link. Costs one small request, and the overlap when it is needed.
 */
export async function checkLink(check: LinkCheck): Promise<LinkVerdict> {
  const { job } = check.stored;
  if (job.remote === null || job.partFile === null || job.durableBytes === 0) return { kind: 'same-file', remote: job.remote };
  return compareFile(check, job.remote, job.partFile, (remote) => sameValidator(remote.validator, job.remote?.validator ?? null));
}

/**
 * Is a mirror's file the one that was begun? A validator is its server's own word for its own address (RFC 9110 §8.8.1), so here only
 * bytes prove anything, as long as there are any.
 */
export async function checkMirror(check: LinkCheck): Promise<LinkVerdict> {
  const { remote, partFile } = check.stored.job;
  return remote === null || partFile === null ? { kind: 'same-file', remote } : compareFile(check, remote, partFile, () => false);
}

async function compareFile(
  { ports, source, stored, secrets, signal }: LinkCheck,
  begun: RemoteFile,
  partFile: PartFileIdentity,
  isProved: (remote: RemoteFile) => boolean,
): Promise<LinkVerdict> {
  const { job } = stored;
  const route = new Route(ports.transport, sourceForJob(source, job), secrets);
  const response = await route.ask({ start: 0, end: 1, validator: null }, signal);
  if (response.kind === 'aborted') return refused({ kind: 'timeout', waitedFor: 'head', afterMs: 0 });
  if (response.kind === 'failed') return refused(response.failure);
  const reading = readProbe(response.head, { url: secrets.url, finalUrl: route.finalUrl, nowMs: ports.clock.nowMs() });
  await response.discard();
  if (reading.kind === 'refused') return refused(reading.failure);
  const { remote } = reading;
  if (remote.sizeBytes !== begun.sizeBytes) return refused({ kind: 'other-file', what: 'size' });
  if (isProved(remote)) return { kind: 'same-file', remote: begun };
  const taken = { ...begun, ...validatorsOf(remote) };
  // Nothing is there that could disagree.
  if (job.durableBytes === 0) return { kind: 'same-file', remote: taken };
  const found = await findPart(job, stored.checkpoint);
  if (found.kind === 'begin') return refused({ kind: 'part-file-foreign', path: partFile.path });
  if (found.kind !== 'found') return refused(found.kind === 'failed' ? found.failure : found.reason);
  try {
    const table = new PartTable(found.checkpoint, job.blockSizeBytes);
    const spans = table.receivedSpans();
    const partStart = spans.find((span) => rangeLength(span) > 0)?.start ?? 0;
    const ranges = chooseOverlap({ spans, partStart, blocks: table.blocks(), blockSizeBytes: job.blockSizeBytes, random: ports.random });
    const facts = { route, table, remote, sizeBytes: remote.sizeBytes, clock: ports.clock, signal, body: { file: found.file } };
    return judge(await compareOverlap(facts, ranges), taken);
  } finally {
    await found.file.close();
  }
}

function judge(comparison: Comparison, remote: RemoteFile): LinkVerdict {
  switch (comparison.kind) {
    case 'same':
      return { kind: 'same-file', remote };
    case 'different':
      return refused({ kind: 'other-file', what: comparison.what === 'size' ? 'size' : 'bytes' });
    case 'nothing-to-compare':
    case 'impossible':
    case 'stopped':
      return refused({ kind: 'ranges-lost' });
    case 'failed':
    case 'disk':
      return refused(comparison.failure);
  }
}

function validatorsOf({ validator, etag, lastModified }: RemoteFile): Pick<RemoteFile, 'validator' | 'etag' | 'lastModified'> {
  return { validator, etag, lastModified };
}

function refused(failure: Failure): LinkVerdict {
  return { kind: 'refused', failure };
}
