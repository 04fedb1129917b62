/** Is what another program left the beginning of what the server has now? Decided before anything is changed (spec G10). */
import {
  assertNever,
  rangeLength,
  type AdoptTrouble,
  type ByteRange,
  type Checkpoint,
  type Claim,
  type Failure,
  type FoundBlock,
  type RemoteFile,
} from '@sluice/model';
import { compareChecksums, scanBlocks } from '../file/adopt-scan.ts';
import type { PartFile } from '../file/part-file.ts';
import { checkpointOf, claimedExtents, soundRuns } from '../plan/adopt-claims.ts';
import { chooseSamples, type Sample } from '../plan/adopt-samples.ts';
import { sameTagWeakly } from '../source/etag.ts';
import { parseHttpDate } from '../source/http-date.ts';
import { compareOverlap, type Comparison, type OverlapJob } from '../transfer/compare-overlap.ts';
import { PartTable } from '../transfer/part-table.ts';
import type { AdoptRequest } from './adopt-request.ts';

export interface AdoptCheck {
  readonly claim: Claim;
  readonly file: PartFile;
  /** Of the file on the disk. */
  readonly lengthBytes: number;
  readonly remote: RemoteFile & { readonly sizeBytes: number };
  readonly blockSizeBytes: number;
  readonly overlap: Pick<OverlapJob, 'route' | 'clock'>;
  readonly random: () => number;
  /** A digest of the whole file, the user's or the server's, will be compared at the end. */
  readonly hasDigest: boolean;
  readonly signal: AbortSignal;
  readonly onStep: NonNullable<AdoptRequest['onStep']>;
}

export type AdoptVerdict =
  | { readonly kind: 'same-file'; readonly checkpoint: Checkpoint; readonly compared: number }
  | { readonly kind: 'trouble'; readonly cause: AdoptTrouble }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** How many samples are asked for at once. */
const LANES = 4;

/** Whether what was written down of the remote file contradicts what the server says now; null: it does not. */
export function contradiction(claim: Claim, remote: RemoteFile): AdoptTrouble | null {
  if (claim.sizeBytes !== null && claim.sizeBytes !== remote.sizeBytes) return 'other-size';
  const published = remote.digest?.algorithm === 'crc64' ? remote.digest.hex : null;
  if (claim.crc64 !== null && published !== null && claim.crc64 !== published) return 'other-version';
  if (claim.etag !== null && remote.etag !== null) return sameTagWeakly(quoted(claim.etag), remote.etag) ? null : 'other-version';
  const [then, now] = [claim.lastModified, remote.lastModified].map((date) => (date === null ? null : parseHttpDate(date)));
  return then != null && now != null && then !== now ? 'other-version' : null;
}

/** Some SDKs keep an ETag without its quotes. */
function quoted(etag: string): string {
  return /^(?:W\/)?"/.test(etag) ? etag : `"${etag}"`;
}

/** Reads the disk, then compares samples. Claims that the disk refutes are left out; bytes that are another file's end it. */
export async function checkClaim(check: AdoptCheck): Promise<AdoptVerdict> {
  const { blockSizeBytes, claim, file, lengthBytes, remote, signal } = check;
  const inFile = claim.claimedRanges.filter(({ range, crc64 }) => crc64 === null || range.end <= lengthBytes);
  const sums = await compareChecksums(file, inFile, { signal });
  if (sums.kind === 'failed') return sums;
  if (sums.kind === 'aborted') return stopped();
  const limit = Math.min(lengthBytes, remote.sizeBytes);
  const extents = claimedExtents([...sums.good, ...sums.unknown], limit, blockSizeBytes);
  const totalBytes = extents.reduce((sum, extent) => sum + rangeLength(extent), 0);
  const onProgress = (doneBytes: number): void => check.onStep({ kind: 'reading', fraction: doneBytes / totalBytes });
  const confirmed = claimedExtents(sums.good, limit, 1);
  const scanned = await scanBlocks(file, extents, blockSizeBytes, confirmed, { signal, onProgress });
  if (scanned.kind === 'failed') return scanned;
  if (scanned.kind === 'aborted') return stopped();
  const runs = soundRuns(extents, scanned.blocks, blockSizeBytes, claim.certainty);
  return runs.length === 0 ? { kind: 'trouble', cause: 'nothing-usable' } : compareRuns(check, runs, scanned.blocks);
}

async function compareRuns(check: AdoptCheck, runs: readonly ByteRange[], blocks: readonly FoundBlock[]): Promise<AdoptVerdict> {
  const { blockSizeBytes, hasDigest, random, remote } = check;
  check.onStep({ kind: 'comparing' });
  const samples = chooseSamples({ runs, hasDigest, random });
  const table = new PartTable(checkpointOf(runs, blocks, remote.sizeBytes, blockSizeBytes), blockSizeBytes);
  const different = new Set<ByteRange>();
  const lanes = Array.from({ length: LANES }, (_, lane) => samples.filter((__, index) => index % LANES === lane));
  const verdicts = await Promise.all(lanes.map((lane) => compareLane(check, table, lane, different)));
  const bad = verdicts.find((verdict) => verdict !== null);
  if (bad !== undefined && bad !== null) return bad;
  const agreeing = runs.filter((run) => !different.has(run));
  // Under a validator that was written down and still holds, a difference is damage on this disk; else it is another file.
  if (different.size > 0 && (agreeing.length === 0 || !sameVersion(check))) return { kind: 'trouble', cause: 'other-bytes' };
  const compared = samples.filter(({ run }) => !different.has(run)).length;
  return { kind: 'same-file', checkpoint: checkpointOf(agreeing, blocks, remote.sizeBytes, blockSizeBytes), compared };
}

function sameVersion({ claim, remote }: AdoptCheck): boolean {
  return claim.etag !== null && remote.validator?.kind === 'strong-etag' && quoted(claim.etag) === remote.validator.etag;
}

async function compareLane(
  { file, overlap, remote, signal }: AdoptCheck,
  table: PartTable,
  samples: readonly Sample[],
  different: Set<ByteRange>,
): Promise<AdoptVerdict | null> {
  const job = { ...overlap, table, remote, sizeBytes: remote.sizeBytes, signal, body: { file } };
  for (const { run, range } of samples) {
    if (different.has(run)) continue;
    const verdict = judge(await compareOverlap(job, [range]));
    if (verdict === 'different') different.add(run);
    else if (verdict !== null) return verdict;
  }
  return null;
}

function judge(comparison: Comparison): AdoptVerdict | 'different' | null {
  switch (comparison.kind) {
    case 'same':
      return null;
    case 'different':
      return comparison.what === 'size' ? { kind: 'trouble', cause: 'other-size' } : 'different';
    // What was read a moment ago is not there any more.
    case 'nothing-to-compare':
      return { kind: 'trouble', cause: 'busy' };
    case 'impossible':
      return { kind: 'trouble', cause: 'no-ranges' };
    case 'stopped':
      return stopped();
    case 'failed':
    case 'disk':
      return { kind: 'failed', failure: comparison.failure };
    default:
      return assertNever(comparison);
  }
}

function stopped(): AdoptVerdict {
  return { kind: 'failed', failure: { kind: 'timeout', waitedFor: 'body', afterMs: 0 } };
}
