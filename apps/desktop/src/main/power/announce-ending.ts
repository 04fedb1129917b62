/** Says that the program or the computer is about to end, with a way to stop it: a notification with a button, else a dialog. */
import { app, dialog } from 'electron';
import type { DesktopWords } from '@sluice/words';
import type { Notifier } from '../notifications/note.ts';
import type { EndingAct } from './when-done.ts';

export interface AnnounceParts {
  readonly notifier: Notifier;
  readonly words: () => DesktopWords['whenDone'];
  readonly cancel: () => void;
  readonly onFault: (fault: unknown) => void;
}

/** Returns how to take it away again. */
export function announceEnding(act: EndingAct, countdownMs: number, { notifier, words, cancel, onFault }: AnnounceParts): () => void {
  const [text, over] = [words(), new AbortController()];
  const body = text[act](Math.round(countdownMs / 1000));
  const show = async (): Promise<void> => {
    const buttons = [{ label: text.cancel, action: { kind: 'cancel-countdown' } as const }];
    const note = { title: text.title, body, onClick: { kind: 'show-window' }, buttons, urgency: 'critical', category: 'transfer' } as const;
    const withdraw = await notifier.show(note);
    if (withdraw === null) return askInDialog(text.title, body, text.cancel, over.signal, cancel);
    if (over.signal.aborted) withdraw();
    else over.signal.addEventListener('abort', withdraw, { once: true });
  };
  show().catch(onFault);
  return () => {
    over.abort();
  };
}

async function askInDialog(message: string, detail: string, button: string, signal: AbortSignal, cancel: () => void): Promise<void> {
  if (signal.aborted) return;
  await dialog.showMessageBox({ type: 'info', title: app.getName(), message, detail, buttons: [button], signal });
  if (!signal.aborted) cancel();
}
