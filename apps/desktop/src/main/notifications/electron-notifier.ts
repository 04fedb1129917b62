/** Notifications where Electron's own are complete: macOS (with buttons) and Windows. */
import { Notification } from 'electron';
import type { NoteAction, Notifier } from './note.ts';

export function electronNotifier(onAction: (action: NoteAction) => void): Notifier {
  // A notification that nobody holds is collected, and its click is lost.
  const held = new Set<Notification>();
  return {
    show(note) {
      if (!Notification.isSupported()) return Promise.resolve(null);
      const actions = note.buttons.map(({ label }) => ({ type: 'button' as const, text: label }));
      const urgency = note.urgency;
      const notification = new Notification({ title: note.title, body: note.body, actions, urgency });
      held.add(notification);
      notification.on('click', () => {
        onAction(note.onClick);
      });
      notification.on('action', (_event, index) => {
        const action = note.buttons[index]?.action;
        if (action !== undefined) onAction(action);
      });
      notification.on('close', () => held.delete(notification));
      notification.show();
      return Promise.resolve(() => {
        held.delete(notification);
        notification.close();
      });
    },
  };
}
