/** The only file of the main process that touches Electron's IPC. Messages are judged by the dispatcher; here only their sender is. */
import { ipcMain, type BrowserWindow, type IpcMainInvokeEvent } from 'electron';
import type { Dispatch, Pushes, Topic } from '@sluice/ipc';
import { isOwnUrl } from './app-url.ts';

export type Sender = IpcMainInvokeEvent;

/** Answers every message of every page, once there is a dispatcher, which refuses those of strangers. */
export function answerMessages(dispatcher: Promise<Dispatch<Sender>>): void {
  ipcMain.handle('sluice:invoke', async (event, channel: unknown, input: unknown) => {
    const dispatch = await dispatcher;
    return dispatch(event, channel, input);
  });
}

/** Whether the message comes from the main frame of the window, showing a page of this program. */
export function isFrom(window: BrowserWindow | null, sender: Sender): boolean {
  if (window === null || window.isDestroyed() || sender.sender !== window.webContents) return false;
  const frame = sender.senderFrame;
  return frame !== null && frame.parent === null && isOwnUrl(frame.url);
}

/** Sends a push to the window, if there is one. */
export function pushTo<T extends Topic>(window: BrowserWindow | null, topic: T, payload: Pushes[T]): void {
  if (window !== null && !window.isDestroyed()) window.webContents.send('sluice:push', topic, payload);
}
