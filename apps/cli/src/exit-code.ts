/** The exit codes that scripts rely on. */
import type { Ending } from './jobs/ending.ts';

export const EXIT = { done: 0, failure: 1, usage: 2, waiting: 3, interrupted: 130 } as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** A failure is worse than a job that waits for the user; an interrupted run says nothing of its jobs. */
export function exitCodeOf(endings: readonly Ending[], refusedCount: number, interrupted: boolean): ExitCode {
  if (interrupted) return EXIT.interrupted;
  if (refusedCount > 0 || endings.some(({ kind }) => kind === 'failed' || kind === 'cancelled')) return EXIT.failure;
  return endings.some(({ kind }) => kind === 'waiting') ? EXIT.waiting : EXIT.done;
}
