/** A job as aria2 would tell of it (its manual, aria2.tellStatus): every number as text, and no secrets. */
import { assertNever, displayName, type Failure, type Job, type JobSnapshot, type StripSegment, type WaitReason } from '@sluice/model';
import { describeFailure } from '@sluice/words';
import { gidOf } from './gid.ts';

export type Aria2State = 'active' | 'waiting' | 'paused' | 'error' | 'complete' | 'removed';

/** The field's pieces can't be more than a caller can draw. */
const MAX_PIECES = 1024;

export function aria2State({ state }: Job): Aria2State {
  switch (state.kind) {
    case 'probing':
    case 'transferring':
    case 'verifying':
    case 'committing':
      return 'active';
    case 'queued':
      return 'waiting';
    case 'paused':
      return 'paused';
    case 'waiting':
      return needsUser(state.reason) ? 'paused' : 'waiting';
    case 'done':
      return 'complete';
    case 'failed':
      return 'error';
    case 'cancelled':
      return 'removed';
    default:
      return assertNever(state);
  }
}

/** @param keys the fields that are wanted; empty: all */
export function statusOf(snapshot: JobSnapshot, keys: readonly string[] = []): Readonly<Record<string, unknown>> {
  const { job, progress } = snapshot;
  const total = progress?.totalBytes ?? job.remote?.sizeBytes ?? (job.state.kind === 'done' ? job.state.sizeBytes : 0);
  const completed = job.state.kind === 'done' ? job.state.sizeBytes : (progress?.receivedBytes ?? job.durableBytes);
  const status = {
    gid: gidOf(job.id),
    status: aria2State(job),
    totalLength: String(total),
    completedLength: String(completed),
    uploadLength: '0',
    downloadSpeed: String(Math.round(progress?.bytesPerSecond ?? 0)),
    uploadSpeed: '0',
    connections: String(progress?.connections ?? 0),
    dir: job.target.directory,
    files: filesOf(job, total, completed),
    ...piecesOf(total, completed, progress?.strip ?? []),
    ...errorOf(job),
  };
  return keys.length === 0 ? status : Object.fromEntries(Object.entries(status).filter(([key]) => keys.includes(key)));
}

export function filesOf(job: Job, total: number, completed: number): readonly Readonly<Record<string, unknown>>[] {
  const path = job.state.kind === 'done' ? job.state.path : (job.target.path ?? `${job.target.directory}/${displayName(job)}`);
  const uris = [{ uri: job.source.url, status: 'used' }];
  return [{ index: '1', path, length: String(total), completedLength: String(completed), selected: 'true', uris }];
}

function needsUser(reason: WaitReason): boolean {
  return reason.kind === 'new-link' || reason.kind === 'decision';
}

function piecesOf(total: number, completed: number, strip: readonly StripSegment[]): Readonly<Record<string, string>> {
  if (total === 0) return { numPieces: '0', pieceLength: '1048576', bitfield: '' };
  const pieceLength = Math.max(1024 * 1024, 2 ** Math.ceil(Math.log2(total / MAX_PIECES)));
  const pieces = Math.ceil(total / pieceLength);
  const durable = completed >= total ? [{ from: 0, to: 1 }] : strip.filter(({ kind }) => kind === 'durable');
  const bits = Buffer.alloc(Math.ceil(pieces / 8));
  for (let piece = 0; piece < pieces; piece += 1) {
    const [from, to] = [(piece * pieceLength) / total, Math.min(1, ((piece + 1) * pieceLength) / total)];
    if (durable.some((segment) => segment.from <= from && to <= segment.to)) {
      bits[piece >> 3] = (bits[piece >> 3] ?? 0) | (0x80 >> (piece & 7));
    }
  }
  return { numPieces: String(pieces), pieceLength: String(pieceLength), bitfield: bits.toString('hex') };
}

function errorOf({ state }: Job): Readonly<Record<string, string>> {
  if (state.kind === 'done') return { errorCode: '0' };
  if (state.kind !== 'failed') return {};
  return { errorCode: errorCode(state.failure), errorMessage: describeFailure(state.failure, 'en') };
}

/** The nearest of aria2's exit codes. */
function errorCode(failure: Failure): string {
  switch (failure.kind) {
    case 'timeout':
      return '2';
    case 'http-status':
      return failure.status === 404 || failure.status === 410 ? '3' : failure.status === 401 || failure.status === 403 ? '24' : '22';
    case 'dns':
      return '19';
    case 'connect':
    case 'reset':
    case 'tls':
    case 'proxy':
    case 'truncated':
      return '6';
    case 'disk-space':
      return '9';
    case 'target-exists':
    case 'target-in-use':
      return '13';
    case 'redirect':
      return '23';
    case 'checksum-mismatch':
      return '32';
    default:
      return '1';
  }
}
