/** From received bytes to the user's file: blocks, holes, digest, commit. Anything that is not right leads back (spec E1–E4). */
import { assertNever, isCyclic, type Failure, type JobSecrets, type RemoteFile, type Verdict, type VerifyPolicy } from '@sluice/model';
import type { OriginMarks } from '../file/origin-marks.ts';
import type { Source } from '../source/source.ts';
import type { EnginePorts } from './engine-ports.ts';
import type { JobEnding } from './job-ending.ts';
import type { JobFile } from './job-file.ts';
import type { JobRow } from './job-row.ts';
import type { MixedSources } from './mixed-sources.ts';
import type { Reservations } from './reservations.ts';
import { seekChecksum } from './seek-checksum.ts';
import { commitJob, verifyFile } from './verify-and-commit.ts';

export interface FinishContext {
  readonly ports: EnginePorts;
  readonly source: Source;
  readonly secrets: JobSecrets;
  readonly reservations: Reservations;
  readonly keepServerTime: boolean;
  readonly marks: OriginMarks;
  readonly verify: VerifyPolicy;
  readonly row: JobRow;
  readonly ending: JobEnding;
  readonly work: JobFile;
  readonly mixed: Pick<MixedSources, 'doubt' | 'agreed'>;
  /** Makes durable, and stores, what no checkpoint has claimed yet. */
  readonly claim: () => Promise<void>;
  /** Aborted by the order to stop. */
  readonly signal: AbortSignal;
}

export type FinishEnd =
  /** The row says so. */
  | { readonly kind: 'rest' }
  /** Some blocks were bad, and are missing again. */
  | { readonly kind: 'transfer' }
  /** So is what did not come from one source alone. */
  | { readonly kind: 'doubted' }
  /** Nothing of what is there can be used. */
  | { readonly kind: 'restart'; readonly reason: Failure };

/** How a job comes to rest without its file; it is said once all that arrived is claimed. */
interface Unfinished {
  readonly kind: 'unfinished';
  readonly say: () => 'rest';
}

const AGAIN: FinishEnd = { kind: 'transfer' };

/** Finishes a job whose parts were all received; the row says how it ended unless there is more to be done. */
export async function finishJob(context: FinishContext): Promise<FinishEnd> {
  const end = await tryToFinish(context);
  if (end.kind !== 'unfinished') return end;
  await context.claim();
  return { kind: end.say() };
}

async function tryToFinish(context: FinishContext): Promise<FinishEnd | Unfinished> {
  const { ending, row, signal, work } = context;
  await unlessStopped(work.checked, signal);
  const { failure } = work;
  if (failure !== null) return rest(() => ending.failed(failure));
  if (signal.aborted) return rest(() => ending.stopped());
  if (work.dropBadBlocks()) return AGAIN;
  if (!work.table.isComplete) throw new Error('a file with missing parts must not be finished');
  const sizeBytes = work.table.receivedBytes;
  const whole = await work.checkHoles(sizeBytes, signal);
  if (whole.kind === 'aborted') return rest(() => ending.stopped());
  if (whole.kind === 'failed') return rest(() => ending.failed(whole.failure));
  if (work.dropBadBlocks()) return AGAIN;
  const touched = await checkIfTouched(context);
  if (touched !== null) return touched;
  const facts = { remote: { ...requireRemote(row), sizeBytes }, durableBytes: work.table.durableBytes };
  if (work.isCommittedSoon) row.pass('verify', 'verifying', facts);
  else row.applyPlain('verify', 'verifying', facts);
  return (await learnChecksum(context)) ?? (await readEverything(context, sizeBytes)) ?? verifyAndCommit(context, sizeBytes);
}

/** Another program wrote to the part file while the job ran: all of it is compared with what arrived. Null: it may be finished. */
async function checkIfTouched({ ending, signal, work }: FinishContext): Promise<FinishEnd | Unfinished | null> {
  if (!work.file.wasTouched) return null;
  const checked = await work.checkAll(work.table.blocks(), signal);
  if (checked.kind === 'aborted') return rest(() => ending.stopped());
  if (checked.kind === 'failed') return rest(() => ending.failed(checked.failure));
  work.file.forgiveOthers();
  return work.dropBadBlocks() ? AGAIN : null;
}

/** Where the user wants it, all of the file is compared with what arrived, once: a digest that is read from the disk does that, too (0037). */
async function readEverything(
  { ending, row, signal, verify, work }: FinishContext,
  sizeBytes: number,
): Promise<FinishEnd | Unfinished | null> {
  const digest = row.job.options.digest ?? row.job.remote?.digest ?? null;
  if (verify === 'needed' || (digest !== null && !isCyclic(digest.algorithm))) return null;
  const checked = await work.checkEverything(sizeBytes, signal);
  if (checked.kind === 'aborted') return rest(() => ending.stopped());
  if (checked.kind === 'failed') return rest(() => ending.failed(checked.failure));
  return work.dropBadBlocks() ? AGAIN : null;
}

async function verifyAndCommit(context: FinishContext, sizeBytes: number): Promise<FinishEnd | Unfinished> {
  const { ending, mixed, row, signal, work } = context;
  const verified = await verifyFile(work.file, sizeBytes, row.job, requireRemote(row), { signal, known: work.digest });
  switch (verified.kind) {
    case 'agreed':
      mixed.agreed(work.table);
      return commit(context, sizeBytes, verified.verdict);
    case 'mismatch':
      return afterMismatch(context, verified.failure);
    case 'stopped':
      return rest(() => ending.stopped());
    case 'failed':
      return rest(() => ending.failed(verified.failure));
    default:
      return assertNever(verified);
  }
}

/** Null: what there is to know is known. */
async function learnChecksum({ ending, ports, row, secrets, signal, source }: FinishContext): Promise<FinishEnd | Unfinished | null> {
  const remote = requireRemote(row);
  const found = await seekChecksum({ ports, source, secrets, job: row.job, remote, signal });
  switch (found.kind) {
    case 'found':
      row.update({ remote: { ...remote, digest: found.digest } });
      return null;
    case 'none':
      return null;
    case 'wait-until':
      return rest(() => ending.wait({ kind: 'retry-at', atMs: found.atMs, failure: found.failure }));
    case 'stopped':
      return rest(() => ending.stopped());
    case 'failed':
      return rest(() => ending.failed(found.failure));
    default:
      return assertNever(found);
  }
}

/**
 * Spec E2: bad blocks are fetched again; if the disk holds what was received, then what did not come from the source in use alone is
 * (0034); then everything is, once; then it fails.
 */
async function afterMismatch({ ending, mixed, row, signal, work }: FinishContext, failure: Failure): Promise<FinishEnd | Unfinished> {
  const checked = await work.checkAll(work.table.blocks(), signal);
  if (checked.kind === 'aborted') return rest(() => ending.stopped());
  if (checked.kind === 'failed') return rest(() => ending.failed(checked.failure));
  if (work.dropBadBlocks()) return AGAIN;
  if (mixed.doubt(work.table)) return { kind: 'doubted' };
  const wasTried = row.job.restarts.lastReason?.kind === 'checksum-mismatch';
  return wasTried ? rest(() => ending.failed(failure)) : { kind: 'restart', reason: failure };
}

async function commit(
  { ending, keepServerTime, marks, reservations, row, work }: FinishContext,
  sizeBytes: number,
  verdict: Verdict,
): Promise<FinishEnd | Unfinished> {
  const { target } = row.job;
  if (target.path === null) throw new Error('a commit without a target');
  const unclaimed = work.takeSnapshot();
  let intended = false;
  const onDurable = (): void => {
    const { parts, blocks } = unclaimed ?? { parts: [], blocks: [] };
    row.applyPlain('commit', 'committing', { durableBytes: sizeBytes }, { checkpoint: { mode: 'update', parts, blocks } });
    intended = true;
    if (unclaimed !== null) work.table.markDurable(unclaimed);
  };
  const order = { job: row.job, remote: requireRemote(row), targetPath: target.path, reservations, keepServerTime, marks, onDurable };
  const outcome = await commitJob(work.file, sizeBytes, order);
  if (!intended) work.distrust();
  switch (outcome.kind) {
    case 'committed':
      return { kind: ending.done(outcome.path, sizeBytes, verdict) };
    case 'exists':
      if (target.conflict === 'skip') return rest(() => ending.failed({ kind: 'target-exists', path: outcome.path }));
      return rest(() => ending.wait({ kind: 'decision', question: 'target-exists' }));
    case 'failed':
      return rest(() => ending.failed(outcome.failure));
    default:
      return assertNever(outcome);
  }
}

/** Waits for `work`, or for the order to stop. */
async function unlessStopped(work: Promise<void>, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  const stopped = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
  await Promise.race([work, stopped]);
}

function requireRemote(row: JobRow): RemoteFile {
  if (row.job.remote === null) throw new Error('the remote file is not known');
  return row.job.remote;
}

function rest(say: () => 'rest'): Unfinished {
  return { kind: 'unfinished', say };
}
