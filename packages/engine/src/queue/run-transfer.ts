/** One transfer of a job: the workers with everything they share, and the checkpoint that ends them. */
import type { OpenResponse } from '../transfer/open-response.ts';
import type { Route } from '../transfer/ask-range.ts';
import { ROOM_FOR_OTHERS } from '../transfer/feeds.ts';
import { KnownHost } from '../transfer/known-host.ts';
import type { OtherSources } from '../transfer/other-sources.ts';
import type { ThroughputMeter } from '../transfer/throughput-meter.ts';
import type { TokenBucket } from '../transfer/token-bucket.ts';
import { FileTransfer } from '../transfer/transfer-file.ts';
import type { TransferEnd } from '../transfer/transfer-job.ts';
import { connectionsFor } from './begin-job.ts';
import type { JobFile } from './job-file.ts';
import type { JobRow } from './job-row.ts';
import type { RunContext } from './run-context.ts';

const MAX_SLAB_BYTES = 1024 * 1024;
/** Rounded up to this, a slab holds a small file. */
const SLAB_STEP_BYTES = 64 * 1024;
/** Memory for bytes on their way into one file; each connection has two slabs. */
const SLAB_BUDGET_BYTES = 8 * 1024 * 1024;

export interface TransferOrder {
  readonly context: RunContext;
  readonly row: JobRow;
  readonly route: Route;
  readonly work: JobFile;
  readonly meter: ThroughputMeter;
  readonly bucket: TokenBucket;
  readonly stop: AbortSignal;
  /** One response at a time, because the remote file keeps changing. */
  readonly single: boolean;
  /** Whether the server has ever answered this job. */
  readonly answered: { readonly get: () => boolean; readonly set: () => void };
  /** The response of the probe, if it still waits to be read. */
  readonly opened: OpenResponse | null;
  /** The address in use, counted as in `JobSource.using`. */
  readonly from: number;
  /** Further addresses that may serve at the same time. */
  readonly others: OtherSources | null;
}

/**
 * Runs the workers to their end. When it resolves, no socket is open and all that was received is durable and stored; a small file that is
 * complete may be left to the sync and the row with which it is committed at once.
 */
export async function runTransfer(order: TransferOrder): Promise<TransferEnd> {
  const { checkpointer } = order.context;
  const { work } = order;
  work.transfer = prepareTransfer(order);
  checkpointer.join(work);
  let end: TransferEnd | null = null;
  try {
    end = await work.transfer.run(order.opened);
    return end;
  } finally {
    work.transfer = null;
    checkpointer.leave(work);
    if (end?.kind !== 'complete' || order.stop.aborted || !work.isCommittedSoon) await checkpointer.checkpoint(work);
  }
}

function prepareTransfer({ context, row, route, work, meter, bucket, stop, single, answered, from, others }: TransferOrder): FileTransfer {
  const { checkpointer, globalBucket, hostMemory, ports, settings } = context;
  const { clock, random } = ports;
  const { table, file } = work;
  const end = new AbortController();
  const signal = AbortSignal.any([stop, end.signal]);
  const sizeBytes = requireRemote(row).sizeBytes;
  const missingBytes = sizeBytes === null ? null : sizeBytes - table.receivedBytes;
  const connections = single ? 1 : connectionsFor(row.job, settings(), missingBytes);
  if (requireRemote(row).resumable) table.divide(connections);
  const automatic = !single && (row.job.options.connections ?? settings().connectionsPerJob) === null;
  const mixes = others !== null && !single;
  const most = connections * (mixes && automatic ? ROOM_FOR_OTHERS : 1);
  const enoughBytes = Math.max(1, Math.ceil((missingBytes ?? MAX_SLAB_BYTES) / SLAB_STEP_BYTES)) * SLAB_STEP_BYTES;
  const slabBytes = Math.min(MAX_SLAB_BYTES, Math.floor(SLAB_BUDGET_BYTES / (2 * most)), enoughBytes);
  const count = (bytes: number): void => {
    meter.count(bytes);
    checkpointer.count(bytes);
  };
  return new FileTransfer(
    {
      route,
      host: new KnownHost(hostMemory, clock, () => route.finalUrl),
      table,
      get remote() {
        return requireRemote(row);
      },
      sizeBytes,
      body: { table, file, count, buckets: [bucket, globalBucket], slabBytes, signal, from },
      clock,
      random,
      signal,
      connections,
      automatic,
      bytesPerSecond: () => meter.bytesPerSecond(),
      get answered() {
        return answered.get();
      },
      noteAnswer: answered.set,
      noteRanges: () => noteRanges(row),
      note: (fact) => row.note(fact),
      noteOwnTags: (date) => row.update({ remote: { ...requireRemote(row), validator: date, etag: null } }),
      others: mixes ? others : null,
      hasDigest: (row.job.options.digest ?? requireRemote(row).digest) !== null,
    },
    end,
  );
}

/** Remembers that a real 206 was seen (spec A3). */
function noteRanges(row: JobRow): void {
  const remote = requireRemote(row);
  if (!remote.resumable) row.update({ remote: { ...remote, resumable: true } });
}

function requireRemote(row: JobRow): NonNullable<JobRow['job']['remote']> {
  if (row.job.remote === null) throw new Error('a transfer without a probe');
  return row.job.remote;
}
