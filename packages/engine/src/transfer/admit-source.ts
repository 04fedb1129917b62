/** Is another source's file the one that is being fetched? Asked while the transfer runs, before any of its bytes are used (0034). */
import type { Failure, RemoteFile } from '@sluice/model';
import { chooseOverlap } from '../plan/choose-overlap.ts';
import { readProbe } from '../source/read-probe.ts';
import { compareOverlap, type Comparison } from './compare-overlap.ts';
import { JobAtOther } from './feed.ts';
import type { OtherSource } from './other-sources.ts';
import type { TransferJob } from './transfer-job.ts';

export type Admission =
  /** `remote`: the file as this source describes it, with its own validators. */
  | { readonly kind: 'same-file'; readonly remote: RemoteFile }
  | { readonly kind: 'refused'; readonly failure: Failure }
  /** Nothing was learned: the transfer ends, or this computer was in the way. */
  | { readonly kind: 'untold' };

/**
 * Compares the size, and the last 64 KiB and two random blocks byte for byte (0027). Validators of two servers prove nothing to each
 * other (RFC 9110 §8.8.1). `flush` brings what the connections hold into the file.
 */
export async function admitSource(
  job: TransferJob,
  other: OtherSource,
  flush: () => Promise<void>,
  signal: AbortSignal,
): Promise<Admission> {
  const asked = await other.route.ask({ start: 0, end: 1, validator: null }, signal);
  if (asked.kind === 'aborted') return { kind: 'untold' };
  if (asked.kind === 'failed') return refused(asked.failure);
  const { finalUrl } = other.route;
  const reading = readProbe(asked.head, { url: finalUrl, finalUrl, nowMs: job.clock.nowMs() });
  await asked.discard();
  if (reading.kind === 'refused') return refused(reading.failure);
  const { remote } = reading;
  if (remote.sizeBytes !== job.sizeBytes) return refused({ kind: 'other-file', what: 'size' });
  if (!remote.resumable) return refused({ kind: 'ranges-lost' });
  await flush();
  const { random, table } = job;
  const { blockSizeBytes } = table;
  const ranges = chooseOverlap({ spans: table.receivedSpans(), partStart: -1, blocks: table.blocks(), blockSizeBytes, random });
  return judge(await compareOverlap(new JobAtOther(job, other, remote, signal), ranges), remote);
}

function judge(comparison: Comparison, remote: RemoteFile): Admission {
  switch (comparison.kind) {
    case 'same':
      return { kind: 'same-file', remote };
    case 'different':
      return refused({ kind: 'other-file', what: comparison.what === 'size' ? 'size' : 'bytes' });
    case 'impossible':
      return refused({ kind: 'ranges-lost' });
    case 'failed':
      return refused(comparison.failure);
    case 'nothing-to-compare':
    case 'stopped':
    case 'disk':
      return { kind: 'untold' };
  }
}

function refused(failure: Failure): Admission {
  return { kind: 'refused', failure };
}
