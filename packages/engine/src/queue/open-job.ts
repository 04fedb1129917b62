/** What an earlier run left of a job, looked at in the order of spec C4. */
import { isComplete, partsTile, type Checkpoint, type Failure, type Job, type Verdict } from '@sluice/model';
import { PartFile } from '../file/part-file.ts';
import { recogniseCommit } from '../file/recognise-commit.ts';
import { claimedEnd, planResume, type FoundPartFile, type ResumePlan } from '../plan/plan-resume.ts';

export type LeftOver =
  /** The file is finished already. */
  { readonly kind: 'done'; readonly path: string; readonly sizeBytes: number; readonly verdict: Verdict } | FoundPart;

/** What `findPart` tells. */
export type FoundPart =
  | Extract<ResumePlan, { readonly kind: 'begin' | 'restart' }>
  | { readonly kind: 'failed'; readonly failure: Failure }
  | {
      readonly kind: 'found';
      /** Open; whoever gets it closes it. */
      readonly file: PartFile;
      /** As far as it can be believed. */
      readonly checkpoint: Checkpoint;
      readonly isComplete: boolean;
      /** The file is shorter than it should be. */
      readonly wasCut: boolean;
    };

/** Holds no open file unless it returns `found`. */
export async function openJob(job: Job, checkpoint: Checkpoint): Promise<LeftOver> {
  return (await finishedBefore(job, checkpoint)) ?? findPart(job, checkpoint);
}

/** The part file, and what of the checkpoint can be believed. Holds no open file unless it returns `found`. */
export async function findPart(job: Job, checkpoint: Checkpoint): Promise<FoundPart> {
  if (job.partFile === null || job.remote === null) return { kind: 'begin' };
  const found = await PartFile.reopen(job.partFile, claimedEnd(checkpoint), job.remote.sizeBytes);
  if (found.kind === 'failed') return found;
  const plan = planResume(job, checkpoint, describeFound(found));
  const file = found.kind === 'ok' || found.kind === 'shorter' ? found.file : null;
  if ((plan.kind === 'resume' || plan.kind === 'complete') && file !== null) {
    return { kind: 'found', file, checkpoint: plan.checkpoint, isComplete: plan.kind === 'complete', wasCut: found.kind === 'shorter' };
  }
  await file?.close();
  return plan.kind === 'restart' ? plan : { kind: 'begin' };
}

/** A crash between the rename and its row leaves the finished file under its name (spec C8). */
async function finishedBefore(job: Job, checkpoint: Checkpoint): Promise<LeftOver | null> {
  const { partFile, target, remote } = job;
  if (partFile === null || target.path === null || remote?.sizeBytes == null) return null;
  if (!partsTile(checkpoint.parts, remote.sizeBytes) || !checkpoint.parts.every(isComplete)) return null;
  const seen = await recogniseCommit(partFile, target.path, remote.sizeBytes);
  if (seen.kind === 'failed') return seen;
  return seen.kind === 'committed' ? { kind: 'done', path: seen.path, sizeBytes: remote.sizeBytes, verdict: verdictOf(job) } : null;
}

function describeFound(found: Exclude<Awaited<ReturnType<typeof PartFile.reopen>>, { kind: 'failed' }>): FoundPartFile {
  switch (found.kind) {
    case 'ok':
      return { kind: 'intact' };
    case 'shorter':
      return { kind: 'shorter', lengthBytes: found.lengthBytes };
    case 'missing':
    case 'replaced':
      return found;
  }
}

/** A file whose commit was interrupted had been verified before, if there was anything to verify it with. */
function verdictOf(job: Job): Verdict {
  const digest = job.options.digest ?? job.remote?.digest ?? null;
  return digest === null ? { kind: 'unverified' } : { kind: 'verified', by: digest.algorithm };
}
