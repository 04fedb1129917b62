/** What happened at the start that the user must know, until it is dismissed. */
import type { Notice } from '@sluice/ipc';
import { assertNever } from '@sluice/model';
import type { WindowWords } from '@sluice/words';
import { Icon, IconButton } from '../controls/icon.tsx';
import { useWords } from '../i18n/use-words.ts';
import { useParts, useWindow } from '../state/context.tsx';
import './notices.css';

export function Notices() {
  const words = useWords();
  const { store, actions } = useParts();
  const notice = useWindow((state) => state.facts?.notices[state.dismissedNotices] ?? null);
  const broken = useWindow((state) => state.phase === 'broken');
  if (broken) return <p className="notice">{words.trouble.start}</p>;
  if (notice === null) return null;
  const dismiss = (): void => {
    store.setState(({ dismissedNotices }) => ({ dismissedNotices: dismissedNotices + 1 }));
  };
  return (
    <div className="notice" role="note">
      <Icon name="notice" />
      <span>{noticeText(notice, words)}</span>
      {notice.kind === 'safe-start' && (
        <button
          type="button"
          className="plain-button"
          onClick={() => {
            actions.resumeAll();
            dismiss();
          }}
        >
          {words.toolbar.resumeAll}
        </button>
      )}
      <IconButton icon="close" label={words.actions.dismiss} onClick={dismiss} />
    </div>
  );
}

function noticeText(notice: Notice, { notices }: WindowWords): string {
  switch (notice.kind) {
    case 'set-aside':
      return notice.restoredFrom === 'backup' ? notices.restored(notice.path) : notices.setAside(notice.path);
    case 'backup-used':
      return notices.backupUsed;
    case 'wal-missing':
      return notices.walMissing;
    case 'progress-checked':
      return notices.progressChecked(notice.ids.length);
    case 'progress-doubted':
      return notices.progressDoubted(notice.ids.length);
    case 'quarantined':
      return notices.quarantined(notice.count);
    case 'backup-failed':
      return notices.backupFailed(notice.code);
    case 'settings-unreadable':
      return notices.settingsUnreadable;
    case 'safe-start':
      return notices.safeStart;
    default:
      return assertNever(notice);
  }
}
