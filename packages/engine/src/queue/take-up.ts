/** Jobs that are taken up again by themselves: after a crash, and when a wait is over. */
import { isRunning, type Job, type JobId } from '@sluice/model';
import type { JobRows } from './job-rows.ts';
import { endsByItself } from './settle.ts';
import type { WaitTimers } from './wait-timers.ts';

/** A row that says it runs was left by a program that ended without saying so: it is queued. Others are left alone. */
export function recoverJob(rows: JobRows, job: Job): void {
  if (!isRunning(job.state.kind)) return;
  const row = rows.of(job);
  row.note({ kind: 'paused', by: 'crash' });
  row.applyPlain('interrupt', 'queued');
}

/** A job whose wait ends by itself is queued, or at its time if that is told and still to come. Others are left alone. */
export function takeUpWait(
  job: Job,
  { rows, timers, nowMs }: { readonly rows: JobRows; readonly timers: WaitTimers; readonly nowMs: number },
): void {
  if (job.state.kind !== 'waiting' || !endsByItself(job.state.reason)) return;
  const { reason } = job.state;
  if (reason.kind === 'retry-at' && reason.atMs > nowMs) timers.note(job.id, reason);
  else rows.of(job).applyPlain('continue', 'queued');
}

/** The wait of this job is over; one that does not wait any more is left alone. */
export function endWait(rows: JobRows, id: JobId): void {
  for (const job of rows.read([id])) {
    const row = rows.of(job);
    if (row.allows('continue')) row.applyPlain('continue', 'queued');
  }
}
