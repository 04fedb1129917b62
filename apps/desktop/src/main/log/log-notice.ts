/** A notice as a line of the log: its kind and what it counts, not the jobs or paths that it names. */
import type { Notice } from '@sluice/ipc';

export function noticeLine(notice: Notice): string {
  switch (notice.kind) {
    case 'set-aside':
      return `set-aside, restored from ${notice.restoredFrom}`;
    case 'progress-checked':
    case 'progress-doubted':
      return `${notice.kind}: ${notice.ids.length} jobs`;
    case 'quarantined':
      return `quarantined: ${notice.count} rows`;
    case 'backup-failed':
      return `backup-failed: ${notice.code}`;
    default:
      return notice.kind;
  }
}
