/** What is said of the folder with the jobs. */
import { assertNever } from '@sluice/model';
import type { StoreNotice } from '@sluice/store';
import type { Unopened } from '../compose.ts';
import type { Sentences } from './catalogue.ts';

export function unopenedSentence(unopened: Unopened, folder: string, sentences: Sentences): string {
  switch (unopened.kind) {
    case 'locked':
      return sentences.locked(folder);
    case 'newer-schema':
      return sentences.newer(folder);
    case 'unusable':
      return sentences.unusable(folder, unopened.code);
    default:
      return assertNever(unopened);
  }
}

export function noticeSentence(notice: StoreNotice, sentences: Sentences): string {
  switch (notice.kind) {
    case 'set-aside':
      return sentences.setAside(notice.path, notice.restoredFrom);
    case 'backup-used':
      return sentences.backupUsed;
    case 'wal-missing':
      return sentences.walMissing;
    case 'progress-checked':
      return sentences.progressChecked(notice.ids.length);
    case 'progress-doubted':
      return sentences.progressDoubted(notice.ids.length);
    case 'quarantined':
      return sentences.rowsUnreadable(notice.count);
    case 'backup-failed':
      return sentences.backupFailed(notice.code);
    default:
      return assertNever(notice);
  }
}
