/** What clicks on the tray and on notifications do. */
import { app } from 'electron';
import { assertNever, type JobId } from '@sluice/model';
import { readLinkFiles } from './window-handlers/read-link-files.ts';
import type { App } from './compose.ts';
import type { StartWish } from './links/start-words.ts';
import type { MainWindow } from './main-window.ts';
import type { NoteAction } from './notifications/note.ts';
import { openFile, showInFolder, type FileOpener } from './open-file.ts';
import type { TrayAction } from './tray/tray-view.ts';

export interface ActionParts {
  readonly running: App;
  readonly window: MainWindow;
  readonly files: FileOpener;
  readonly readClipboard: () => Promise<string>;
  readonly cancelCountdown: () => void;
}

export async function doTrayAction(action: TrayAction, { running, window, readClipboard }: ActionParts): Promise<void> {
  const { queue, settings } = running;
  switch (action.kind) {
    case 'open':
      return window.open();
    case 'add-from-clipboard':
      return window.ask({ name: 'add', text: await readClipboard() });
    case 'show-job':
      return window.ask({ name: 'select', id: action.id });
    case 'pause-all':
      return queue.pauseAll();
    case 'resume-all':
      return queue.resumeAll();
    case 'limit':
      return void settings.change({ limitBytesPerSecond: action.bytesPerSecond });
    case 'toggle-basket':
      return void settings.change({ dropBasket: !settings.current.dropBasket });
    case 'quit':
      return app.quit();
    default:
      return assertNever(action);
  }
}

export async function doNoteAction(action: NoteAction, parts: ActionParts): Promise<void> {
  const { running, window, cancelCountdown } = parts;
  switch (action.kind) {
    case 'show-window':
      return window.open();
    case 'show-job':
      return window.ask({ name: 'select', id: action.id });
    case 'open':
    case 'show-in-folder':
      return openOrSelect(action.kind, action.id, parts);
    case 'retry':
      return running.queue.retry([action.id]);
    case 'refresh-link':
    case 'decide':
      return window.ask({ name: action.kind, id: action.id });
    case 'add':
      return window.ask({ name: 'add', text: action.text });
    case 'cancel-countdown':
      return cancelCountdown();
    default:
      return assertNever(action);
  }
}

/** A file that is gone, or that nothing opens, is shown where the window says more of it. */
async function openOrSelect(kind: 'open' | 'show-in-folder', id: JobId, { running, window, files }: ActionParts): Promise<void> {
  const snapshot = running.queue.snapshot(id);
  const reply = kind === 'open' ? await openFile(snapshot, files) : await showInFolder(snapshot, files);
  if (reply.kind === 'refused' && reply.failure.kind !== 'declined') window.ask({ name: 'select', id });
}

/** Links that a start brought open the Add dialog, filled; nothing is queued that the user has not seen. */
export async function takeWish({ addresses, linkFiles }: StartWish, window: MainWindow): Promise<void> {
  const { links } = linkFiles.length === 0 ? { links: [] } : await readLinkFiles(linkFiles);
  const all = [...addresses, ...links.map(({ url }) => url)];
  if (all.length > 0) window.ask({ name: 'add', text: all.join('\n'), links });
}
