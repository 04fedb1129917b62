/** Carries out what closing the window means; asks once where the user has not said. */
import { app, dialog, type BrowserWindow } from 'electron';
import type { CloseToTray } from '@sluice/ipc';
import { assertNever } from '@sluice/model';
import type { DesktopWords } from '@sluice/words';
import { whatClosingDoes } from './close-window.ts';

export interface ClosingParts {
  readonly setting: () => CloseToTray;
  readonly remember: (setting: CloseToTray) => void;
  readonly hasTray: () => Promise<boolean>;
  readonly hasWork: () => boolean;
  readonly words: () => DesktopWords['close'];
}

export async function closeWindow(window: BrowserWindow, parts: ClosingParts): Promise<void> {
  const hasTray = await parts.hasTray();
  if (window.isDestroyed()) return;
  const what = whatClosingDoes({ setting: parts.setting(), hasTray, hasWork: parts.hasWork() });
  switch (what) {
    case 'hide':
      return window.hide();
    case 'minimise':
      return window.minimize();
    case 'quit':
      return app.quit();
    case 'ask': {
      const answer = await ask(window, hasTray, parts.words());
      if (answer === null) return;
      parts.remember(answer);
      return closeWindow(window, parts);
    }
    default:
      return assertNever(what);
  }
}

/** Null: the window stays open, and the question comes again. */
async function ask(window: BrowserWindow, hasTray: boolean, words: DesktopWords['close']): Promise<'tray' | 'quit' | null> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'question',
    title: app.getName(),
    message: hasTray ? words.toTray : words.minimise,
    detail: hasTray ? words.toTrayDetail : words.minimiseDetail,
    buttons: [words.keep, words.quit, words.cancel],
    defaultId: 0,
    cancelId: 2,
    noLink: true,
  });
  return response === 0 ? 'tray' : response === 1 ? 'quit' : null;
}
