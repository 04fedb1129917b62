/** Compares bytes on the disk with what the server has at their place now: the last rung of the validator ladder (spec B1). */
import { rangeLength, type Block, type ByteRange, type DiskFailure, type Failure } from '@sluice/model';
import { checkBlocks } from '../file/check-blocks.ts';
import { checkPartResponse } from '../source/check-response.ts';
import type { OpenResponse } from './open-response.ts';
import type { TransferJob } from './transfer-job.ts';

/** What of a transfer the comparison needs; it can be made outside of one. */
export type OverlapJob = Pick<TransferJob, 'route' | 'table' | 'remote' | 'sizeBytes' | 'clock' | 'signal'> & {
  readonly body: Pick<TransferJob['body'], 'file'>;
};

export type Comparison =
  | { readonly kind: 'same' }
  | { readonly kind: 'different'; readonly what: 'validator' | 'size' }
  /** There is nothing sound on the disk to compare with. */
  | { readonly kind: 'nothing-to-compare' }
  /** The server gives no range to compare with. */
  | { readonly kind: 'impossible' }
  | { readonly kind: 'stopped' }
  | { readonly kind: 'failed'; readonly failure: Failure }
  | { readonly kind: 'disk'; readonly failure: DiskFailure };

/** Fetches each range again and compares it, one after the other; ends at the first that differs or can't be had. */
export async function compareOverlap(job: OverlapJob, ranges: readonly ByteRange[]): Promise<Comparison> {
  let compared = 0;
  for (const range of ranges) {
    const outcome = await compareRange(job, range);
    if (outcome.kind === 'same') compared += 1;
    else if (outcome.kind !== 'nothing-to-compare') return outcome;
  }
  return { kind: compared > 0 ? 'same' : 'nothing-to-compare' };
}

async function compareRange(job: OverlapJob, range: ByteRange): Promise<Comparison> {
  const unsound = await findUnsound(job, range);
  if (unsound !== null) return unsound;
  const mine = new Uint8Array(rangeLength(range));
  const read = await job.body.file.read(mine, range.start);
  if (read.kind === 'failed') return { kind: 'disk', failure: read.failure };
  const asked = await job.route.ask({ ...range, validator: null }, job.signal);
  if (asked.kind === 'aborted') return { kind: 'stopped' };
  if (asked.kind === 'failed') return asked;
  const refusal = await refusalOf(job, asked, range);
  return refusal ?? compareBody(job, asked, mine);
}

/** Damage on the disk is not a change of the remote file: such a range tells nothing, and the check of blocks deals with it (C7). */
async function findUnsound({ table, body, signal }: OverlapJob, range: ByteRange): Promise<Comparison | null> {
  const size = table.blockSizeBytes;
  const touched = table.blocks().filter(({ index }) => index * size < range.end && range.start < (index + 1) * size);
  const bad: Block[] = [];
  const checked = await checkBlocks(body.file, touched, size, { signal, onBad: (block) => void bad.push(block) });
  if (checked.kind === 'failed') return { kind: 'disk', failure: checked.failure };
  if (checked.kind === 'aborted') return { kind: 'stopped' };
  return bad.length > 0 ? { kind: 'nothing-to-compare' } : null;
}

/** The head must be that of a range of the same size and date; its ETag is what is in doubt. Null: the body may be compared. */
async function refusalOf(job: OverlapJob, response: OpenResponse, range: ByteRange): Promise<Comparison | null> {
  const ask = { ...job.remote, validator: null, etag: null, range, sizeBytes: job.sizeBytes ?? 0, resumed: true };
  const verdict = checkPartResponse(ask, response.head, job.clock.nowMs());
  if (verdict.kind === 'accept' && verdict.range.start === range.start) return null;
  await response.discard();
  switch (verdict.kind) {
    case 'remote-changed':
      return { kind: 'different', what: verdict.what };
    case 'refused':
      return verdict.failure.kind === 'protocol' ? { kind: 'impossible' } : { kind: 'failed', failure: verdict.failure };
    case 'accept':
    case 'no-ranges':
    case 'probe-again':
      return { kind: 'impossible' };
  }
}

async function compareBody(job: OverlapJob, response: OpenResponse, mine: Uint8Array): Promise<Comparison> {
  let compared = 0;
  let differs = false;
  const outcome = await response.read((bytes) => {
    const wanted = bytes.subarray(0, mine.length - compared);
    differs ||= Buffer.compare(wanted, mine.subarray(compared, compared + wanted.length)) !== 0;
    compared += wanted.length;
    return differs || wanted.length < bytes.length ? 'enough' : 'more';
  });
  if (differs) return { kind: 'different', what: 'validator' };
  if (outcome.kind === 'aborted' && job.signal.aborted) return { kind: 'stopped' };
  if (outcome.kind === 'failed' && compared < mine.length) return outcome;
  return compared > 0 ? { kind: 'same' } : { kind: 'impossible' };
}
