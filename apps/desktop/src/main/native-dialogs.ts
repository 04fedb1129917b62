/** Questions and messages in the system's own dialogs. */
import { app, dialog, shell, type BrowserWindow, type MessageBoxOptions, type OpenDialogOptions } from 'electron';
import { basename } from 'node:path';
import type { Composition } from './compose.ts';
import type { DialogText } from './dialog-text.ts';
import type { FileOpener } from './open-file.ts';

/** Says why the program can't start. */
export function tellWhyNot(refused: Exclude<Composition, { kind: 'ready' }>, text: DialogText): void {
  const sentence = whyNot(refused, text);
  process.stderr.write(`sluice: ${sentence}\n`);
  dialog.showErrorBox(text.cannotStart, sentence);
}

function whyNot(refused: Exclude<Composition, { kind: 'ready' }>, text: DialogText): string {
  switch (refused.kind) {
    case 'locked':
      return text.locked(refused.folder);
    case 'newer-schema':
      return text.newerSchema(refused.folder);
    case 'unusable':
      return text.unusable(refused.folder, refused.reason);
  }
}

export async function chooseFolder(window: BrowserWindow | null, from: string, text: DialogText): Promise<string | null> {
  const options = { title: text.chooseFolder, defaultPath: from, properties: ['openDirectory', 'createDirectory'] as const };
  const mutable = { ...options, properties: [...options.properties] };
  const answer = window === null ? await dialog.showOpenDialog(mutable) : await dialog.showOpenDialog(window, mutable);
  return answer.canceled ? null : (answer.filePaths[0] ?? null);
}

/** Where the list is to be written; null: nowhere. */
export async function chooseListToWrite(window: BrowserWindow | null, suggestedName: string, text: DialogText): Promise<string | null> {
  const options = { title: text.exportList, defaultPath: suggestedName };
  const answer = window === null ? await dialog.showSaveDialog(options) : await dialog.showSaveDialog(window, options);
  return answer.canceled || answer.filePath === '' ? null : answer.filePath;
}

/** Which list is to be read; null: none. */
export async function chooseListToRead(window: BrowserWindow | null, text: DialogText): Promise<string | null> {
  const options: OpenDialogOptions = {
    title: text.importList,
    filters: [{ name: text.lists, extensions: ['json'] }],
    properties: ['openFile'],
  };
  const answer = window === null ? await dialog.showOpenDialog(options) : await dialog.showOpenDialog(window, options);
  return answer.canceled ? null : (answer.filePaths[0] ?? null);
}

export function systemOpener(window: () => BrowserWindow | null, text: () => DialogText): FileOpener {
  return {
    open: async (path) => (await shell.openPath(path)) === '',
    show: (path) => {
      shell.showItemInFolder(path);
    },
    mayRun: (path) => askToRun(window(), path, text()),
  };
}

async function askToRun(window: BrowserWindow | null, path: string, text: DialogText): Promise<boolean> {
  const options: MessageBoxOptions = {
    type: 'warning',
    title: app.getName(),
    message: text.runProgram(basename(path)),
    detail: text.runProgramDetail,
    buttons: [text.cancel, text.run],
    defaultId: 0,
    cancelId: 0,
  };
  const answer = window === null ? await dialog.showMessageBox(options) : await dialog.showMessageBox(window, options);
  return answer.response === 1;
}
