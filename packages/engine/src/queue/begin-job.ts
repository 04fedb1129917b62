/** From an address to a part file: probe, name, room, and the first row that claims them (spec A1–A8). */
import { byteRange, UNKNOWN_END, type Failure, type Job, type Part, type RemoteFile } from '@sluice/model';
import { stat } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { delay } from '../clock.ts';
import { chooseTarget, type TargetChoice } from '../file/choose-target.ts';
import { deleteEmptyOrphan } from '../file/delete-empty-orphan.ts';
import { checkSpace } from '../file/free-space.ts';
import { PartFile } from '../file/part-file.ts';
import { partPathOf } from '../file/part-path.ts';
import type { SeenFolders } from '../file/seen-folders.ts';
import { blockSizeFor } from '../plan/block-size.ts';
import { AUTOMATIC_CONNECTIONS } from '../plan/check-options.ts';
import { planParts } from '../plan/plan-parts.ts';
import { readProbe } from '../source/read-probe.ts';
import type { Route } from '../transfer/ask-range.ts';
import type { OpenResponse } from '../transfer/open-response.ts';
import { decideRetry } from '../transfer/retry-policy.ts';
import type { EnginePorts } from './engine-ports.ts';
import type { JobRow } from './job-row.ts';
import type { Reservations } from './reservations.ts';
import type { QueueSettings } from './settings.ts';

export interface BeginContext {
  readonly ports: EnginePorts;
  readonly settings: QueueSettings;
  readonly reservations: Reservations;
  readonly folders: SeenFolders;
  readonly row: JobRow;
  readonly route: Route;
  readonly signal: AbortSignal;
}

export type BeginOutcome =
  /** The part file exists and its row is stored; `response` waits with the file's first bytes, null when there are none to fetch. */
  | { readonly kind: 'begun'; readonly file: PartFile; readonly parts: readonly Part[]; readonly response: OpenResponse | null }
  /** The policy is `skip`, and the target is there. */
  | { readonly kind: 'kept-existing'; readonly path: string; readonly sizeBytes: number }
  /** The policy is `ask`, and the target is there. */
  | { readonly kind: 'ask' }
  | { readonly kind: 'wait-until'; readonly atMs: number; readonly failure: Failure }
  | { readonly kind: 'stopped' }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** A part under this is not worth a connection of its own when the number is automatic. */
const MIN_BYTES_PER_CONNECTION = 2 * 1024 * 1024;

/** Probes and prepares a job that has nothing on disk yet. Holds no open file or socket unless it returns `begun`, also when the store refuses. */
export async function beginJob(context: BeginContext): Promise<BeginOutcome> {
  const folder = await context.folders.check(context.row.job.target.directory);
  if (folder.kind === 'failed') return folder;
  const probed = await probe(context);
  if (probed.kind !== 'probed') return probed;
  let isBegun = false;
  try {
    const prepared = await prepare(context, probed, folder.device);
    isBegun = prepared.kind === 'begun';
    return prepared;
  } finally {
    if (!isBegun) await probed.response.discard();
  }
}

interface Probed {
  readonly kind: 'probed';
  readonly remote: RemoteFile;
  readonly name: string;
  readonly response: OpenResponse;
}

type NotProbed = Extract<BeginOutcome, { readonly kind: 'wait-until' | 'stopped' | 'failed' }>;

/** The request whose body will be used: whatever it costs, it is made until the server answers it or the budget is spent. */
async function probe(context: BeginContext): Promise<Probed | NotProbed> {
  const { ports, signal } = context;
  let answered = false;
  for (let attempts = 1; ; attempts += 1) {
    const outcome = await ask(context);
    if (outcome.kind === 'probed' || outcome.kind === 'stopped') return outcome;
    answered ||= outcome.answered;
    const { failure } = outcome;
    if (isAboutRanges(failure) && context.route.withoutRanges()) continue;
    const decision = decideRetry({ failure, attempts, answered, random: ports.random() });
    if (decision.kind === 'give-up') return { kind: 'failed', failure };
    const atMs = ports.clock.nowMs() + decision.delayMs;
    if (decision.kind === 'wait') return { kind: 'wait-until', atMs, failure };
    await delay(ports.clock, decision.delayMs, signal);
    if (signal.aborted) return { kind: 'stopped' };
  }
}

type Asked = Probed | { readonly kind: 'stopped' } | { readonly kind: 'refused'; readonly failure: Failure; readonly answered: boolean };

/** The server answers, but not what a range asks for: without one it may still give the file (spec A1, A3). */
function isAboutRanges(failure: Failure): boolean {
  if (failure.kind === 'http-status') return failure.status === 416;
  return failure.kind === 'protocol' && failure.fault !== 'head-too-large' && failure.fault !== 'malformed';
}

async function ask({ ports, route, row, signal }: BeginContext): Promise<Asked> {
  const response = await route.ask({ start: 0, end: null, validator: null }, signal);
  if (response.kind === 'aborted') return { kind: 'stopped' };
  if (response.kind === 'failed') return { kind: 'refused', failure: response.failure, answered: false };
  const { url, using = 0 } = row.job.source;
  // A mirror's path may be any: the file is called as at the address that the user gave.
  const reading = readProbe(response.head, { url, finalUrl: using > 0 ? url : route.finalUrl, nowMs: ports.clock.nowMs() });
  if (reading.kind === 'file' && response.head.status === 206 && reading.remote.sizeBytes === null) {
    // The end of such a body may be the end of a range that the server chose, not of the file: it could not be called done.
    await response.discard();
    return { kind: 'refused', failure: { kind: 'protocol', fault: 'content-range-total' }, answered: true };
  }
  const { expectedSizeBytes } = row.job.options;
  if (reading.kind === 'file' && expectedSizeBytes !== undefined && (reading.remote.sizeBytes ?? expectedSizeBytes) !== expectedSizeBytes) {
    await response.discard();
    return { kind: 'refused', failure: { kind: 'other-file', what: 'size' }, answered: true };
  }
  if (reading.kind === 'file') return { kind: 'probed', remote: reading.remote, name: reading.name, response };
  await response.discard();
  return { kind: 'refused', failure: reading.failure, answered: true };
}

async function prepare(context: BeginContext, { remote, name, response }: Probed, device: string): Promise<BeginOutcome> {
  const { ports, reservations, row, settings } = context;
  const { job } = row;
  const sizeBytes = remote.sizeBytes;
  const room = await checkSpace(job.target.directory, sizeBytes ?? 0, reservations.reservedBytes(device, job.id));
  if (room.kind === 'failed') return room;
  const choice = await settleTarget(context, job.target.chosenName ?? name);
  switch (choice.kind) {
    case 'failed':
      return choice;
    case 'exists':
      return { kind: 'kept-existing', path: choice.path, sizeBytes: await sizeOf(choice.path) };
    case 'ask':
      return { kind: 'ask' };
    case 'use':
      break;
  }
  // The name is stored before the file is made: what a crash leaves under it is known to be ours and empty.
  row.update({ target: { ...job.target, path: choice.path } });
  const created = await PartFile.create(partPathOf(choice.path), sizeBytes);
  if (created.kind === 'failed') return created;
  const partSizeBytes = job.options.partSizeBytes ?? settings.partSizeBytes;
  const blockSizeBytes = blockSizeFor(sizeBytes, partSizeBytes);
  const parts = planFirst(remote, blockSizeBytes, partSizeBytes, connectionsFor(job, settings, sizeBytes));
  const facts: Partial<Job> = {
    remote,
    partFile: created.file.identity,
    blockSizeBytes,
    durableBytes: 0,
    startedAtMs: ports.clock.nowMs(),
  };
  try {
    row.applyPlain('transfer', 'transferring', facts, { checkpoint: { mode: 'replace', parts, blocks: [] } });
  } catch (fault) {
    await created.file.close();
    throw fault;
  }
  if (sizeBytes !== 0) return { kind: 'begun', file: created.file, parts, response };
  await response.discard();
  return { kind: 'begun', file: created.file, parts, response: null };
}

async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size;
  } catch {
    return 0;
  }
}

/** The path that was settled before stays, so that a restart does not move the file. */
async function settleTarget({ folders, reservations, row }: BeginContext, name: string): Promise<TargetChoice> {
  const { id, target } = row.job;
  const isTaken = (path: string): boolean => reservations.isTaken(path, id);
  if (target.path === null) return chooseTarget(target.directory, name, target.conflict, isTaken, folders);
  const cleared = await deleteEmptyOrphan(partPathOf(target.path));
  if (cleared.kind === 'failed') return cleared;
  return chooseTarget(dirname(target.path), basename(target.path), target.conflict, isTaken);
}

function planFirst(remote: RemoteFile, blockSizeBytes: number, partSizeBytes: number | null, connections: number): readonly Part[] {
  const { sizeBytes } = remote;
  if (sizeBytes === null) return [{ range: byteRange(0, UNKNOWN_END), durableBytes: 0 }];
  if (!remote.resumable) return planParts({ sizeBytes, blockSizeBytes, partSizeBytes: null, connections: 1 });
  return planParts({ sizeBytes, blockSizeBytes, partSizeBytes, connections });
}

/** Connections that a job may have: its own number, the queue's, or as many as what is missing is worth. */
export function connectionsFor(job: Job, settings: QueueSettings, missingBytes: number | null): number {
  const asked = job.options.connections ?? settings.connectionsPerJob;
  if (asked !== null) return asked;
  return Math.max(1, Math.min(AUTOMATIC_CONNECTIONS, Math.floor((missingBytes ?? 0) / MIN_BYTES_PER_CONNECTION)));
}
