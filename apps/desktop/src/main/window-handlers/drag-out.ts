/** Finished files that the pointer carries out of the window, to whatever program they are dropped on. */
import { existsSync } from 'node:fs';
import type { JobSnapshot } from '@sluice/model';

/** The paths of those that are finished and still there. Synchronous: the drag begins while the pointer moves. */
export function filesToDrag(snapshots: readonly (JobSnapshot | null)[]): readonly string[] {
  return snapshots.flatMap((snapshot) => {
    const state = snapshot?.job.state;
    return state?.kind === 'done' && existsSync(state.path) ? [state.path] : [];
  });
}
