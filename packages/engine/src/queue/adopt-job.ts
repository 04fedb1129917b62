/**
 * Goes on with what another program left (spec G10): everything is decided by reading alone, then the file gets the part file's name,
 * and one row claims what was confirmed. Up to that row nothing is lost by a crash, and a refusal changes nothing.
 */
import type { BigIntStats } from 'node:fs';
import { dirname } from 'node:path';
import { durableBytesOf, type Checkpoint, type Job, type JobStateKind } from '@sluice/model';
import { checkFolder } from '../file/check-folder.ts';
import { checkSpace } from '../file/free-space.ts';
import { takeOver } from '../file/adopt-take-over.ts';
import { PartFile } from '../file/part-file.ts';
import { partPathOf } from '../file/part-path.ts';
import { blockSizeFor } from '../plan/block-size.ts';
import { sanitizeName } from '../source/file-name.ts';
import { findSource } from '../source/find-source.ts';
import { checkClaim } from './adopt-check.ts';
import {
  hasChanged,
  isOwned,
  lookAtData,
  openToRead,
  probe,
  refused,
  trouble,
  type AdoptContext,
  type Probed,
  type Refused,
} from './adopt-look.ts';
import type { AdoptOutcome, AdoptRequest } from './adopt-request.ts';
import { adoptTarget } from './adopt-target.ts';
import { makeJob } from './make-job.ts';

export interface AdoptOrder extends Pick<AdoptContext, 'ports' | 'reservations' | 'signal'> {
  /** The states of jobs whose files are theirs. */
  readonly unfinished: readonly JobStateKind[];
}

type Adopted =
  | {
      readonly kind: 'adopted';
      readonly job: Job;
      readonly checkpoint: Checkpoint;
      readonly compared: number;
      /** The original is there as it was. */
      readonly copied: boolean;
      undo(): Promise<void>;
    }
  | Refused;

/** Takes the file over and stores its job, which is all there is to do: the caller tells of it and lets it run. A refusal changes nothing. */
export async function adoptJob({ ports, reservations, signal, unfinished }: AdoptOrder, request: AdoptRequest): Promise<AdoptOutcome> {
  const { clock, random, sources, store } = ports;
  const made = makeJob(request.job, { nowMs: clock.nowMs(), index: 0, random, sources });
  if (made.kind === 'refused') return made;
  const found = findSource(made.secrets.url, sources);
  if (found.kind === 'refused') return found;
  const { source } = found;
  const adopted = await adoptFile({ ports, reservations, source, signal, ...made, others: store.find({ states: unfinished }) }, request);
  if (adopted.kind === 'refused') return adopted;
  const { checkpoint, compared, copied, job } = adopted;
  try {
    store.save([{ job, secrets: made.secrets, checkpoint: { mode: 'replace', ...checkpoint } }]);
  } catch (fault) {
    await adopted.undo();
    throw fault;
  }
  return { kind: 'added', job, keptBytes: job.durableBytes, compared, copied };
}

/** Everything but the row: the caller stores `job`, and calls `undo` when that is refused. */
async function adoptFile(context: AdoptContext, request: AdoptRequest): Promise<Adopted> {
  const { claim } = request;
  const seen = await lookAtData(claim.dataPath);
  if (!('stats' in seen)) return seen;
  if (isOwned(context, claim.dataPath, seen.stats)) return trouble('own-job', claim.dataPath);
  const folder = await checkFolder(context.job.target.directory);
  if (folder.kind === 'failed') return refused(folder.failure);
  const probed = await probe(context, request);
  if (probed.kind !== 'probed') return probed;
  const file = await openToRead(claim.dataPath, seen.stats);
  if (!(file instanceof PartFile)) return file;
  try {
    return await decide(context, request, { ...probed, file, stats: seen.stats, device: folder.device });
  } finally {
    await file.close();
  }
}

interface Opened extends Probed {
  readonly file: PartFile;
  readonly stats: BigIntStats;
  readonly device: string;
}

async function decide(context: AdoptContext, request: AdoptRequest, opened: Opened): Promise<Adopted> {
  const { job, ports, signal } = context;
  const { claim } = request;
  const { file, remote, route, stats } = opened;
  const lengthBytes = Number(stats.size);
  // A beginning that is longer than the whole is the beginning of something else.
  if (lengthBytes > remote.sizeBytes) return trouble('other-size', claim.dataPath);
  // Never the user's part size: blocks have to be made of whole pages, or a hole could hide between two of them.
  const blockSizeBytes = blockSizeFor(remote.sizeBytes, null);
  const verdict = await checkClaim({
    claim,
    file,
    lengthBytes,
    remote,
    blockSizeBytes,
    overlap: { route, clock: ports.clock },
    random: ports.random,
    hasDigest: (job.options.digest ?? remote.digest) !== null,
    signal,
    onStep: request.onStep ?? ((): void => undefined),
  });
  if (verdict.kind === 'trouble') return trouble(verdict.cause, claim.dataPath);
  if (verdict.kind === 'failed') return refused(verdict.failure);
  if (durableBytesOf(verdict.checkpoint.parts) === 0) return trouble('nothing-usable', claim.dataPath);
  if (await hasChanged(claim.dataPath, stats)) return trouble('busy', claim.dataPath);
  return take(context, request, opened, { ...verdict, blockSizeBytes });
}

interface Confirmed {
  readonly checkpoint: Checkpoint;
  readonly compared: number;
  readonly blockSizeBytes: number;
}

async function take(context: AdoptContext, request: AdoptRequest, opened: Opened, confirmed: Confirmed): Promise<Adopted> {
  const { job, ports, reservations } = context;
  const { claim } = request;
  const { device, remote, stats } = opened;
  // Under a second name of the same file other bytes would appear: such a file is copied.
  const how = request.keepOriginal || stats.nlink > 1n ? 'copy' : 'move';
  const neededBytes = how === 'copy' ? remote.sizeBytes : Math.max(0, remote.sizeBytes - Number(stats.blocks) * 512);
  const room = await checkSpace(job.target.directory, neededBytes, reservations.reservedBytes(device, job.id));
  if (room.kind === 'failed') return refused(room.failure);
  const choice = await adoptTarget({
    directory: job.target.directory,
    name: job.target.chosenName ?? sanitizeName(claim.target ?? opened.name),
    conflict: job.target.conflict,
    dataPath: claim.dataPath,
    keepOriginal: how === 'copy',
    isTaken: (path) => reservations.isTaken(path, job.id),
  });
  if (choice.kind === 'failed') return refused(choice.failure);
  const taken = await takeOver(claim.dataPath, partPathOf(choice.path), how);
  if (taken.kind === 'failed') return refused(taken.failure);
  const { blockSizeBytes, checkpoint, compared } = confirmed;
  const adopted: Job = {
    ...job,
    target: { ...job.target, directory: dirname(choice.path), path: choice.path },
    remote,
    partFile: taken.identity,
    blockSizeBytes,
    durableBytes: durableBytesOf(checkpoint.parts),
    startedAtMs: ports.clock.nowMs(),
  };
  return { kind: 'adopted', job: adopted, checkpoint, compared, copied: taken.copied, undo: () => taken.undo() };
}
