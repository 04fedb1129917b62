/**
 * Notifications on Linux, through the desktop's own service (Desktop Notifications Specification 1.2), because Electron drops buttons there.
 * Do-not-disturb is the service's affair: it keeps what it must not show.
 */
import type { MessageBus } from '../dbus/message-bus.ts';
import { DESKTOP_ID } from '../desktop-id.ts';
import type { Note, NoteAction, Notifier } from './note.ts';

const SERVICE = {
  destination: 'org.freedesktop.Notifications',
  path: '/org/freedesktop/Notifications',
  interface: 'org.freedesktop.Notifications',
} as const;

/** How many may still be clicked; older ones have long been forgotten by the service. */
const MAX_SHOWN = 50;
const URGENCY = { normal: 1, critical: 2 } as const;

export class LinuxNotifier implements Notifier {
  readonly #sessionBus: () => Promise<MessageBus | null>;
  readonly #onAction: (action: NoteAction) => void;
  readonly #shown = new Map<number, Note>();
  #listening: MessageBus | null = null;

  constructor(sessionBus: () => Promise<MessageBus | null>, onAction: (action: NoteAction) => void) {
    this.#sessionBus = sessionBus;
    this.#onAction = onAction;
  }

  async show(note: Note): Promise<(() => void) | null> {
    const bus = await this.#sessionBus();
    if (bus === null) return null;
    await this.#listen(bus);
    // Asked each time: another service may have taken over.
    const asked = await bus.call({ ...SERVICE, member: 'GetCapabilities' });
    if (asked.kind === 'error') return null;
    const outcome = await bus.call({
      ...SERVICE,
      member: 'Notify',
      signature: 'susssasa{sv}i',
      body: notifyBody(note, textsOf(asked.body[0])),
    });
    const id: unknown = outcome.kind === 'reply' ? outcome.body[0] : null;
    if (typeof id !== 'number') return null;
    this.#remember(id, note);
    return () => {
      this.#shown.delete(id);
      bus.call({ ...SERVICE, member: 'CloseNotification', signature: 'u', body: [id] }).catch(() => undefined);
    };
  }

  #remember(id: number, note: Note): void {
    this.#shown.set(id, note);
    for (const oldest of this.#shown.keys()) {
      if (this.#shown.size <= MAX_SHOWN) break;
      this.#shown.delete(oldest);
    }
  }

  async #listen(bus: MessageBus): Promise<void> {
    if (this.#listening === bus) return;
    this.#listening = bus;
    const signal = { path: SERVICE.path, interface: SERVICE.interface };
    await bus.onSignal({ ...signal, member: 'ActionInvoked' }, ([id, key]) => {
      const note = typeof id === 'number' ? this.#shown.get(id) : undefined;
      const action = note === undefined ? undefined : actionOf(note, key);
      if (action !== undefined) this.#onAction(action);
    });
    await bus.onSignal({ ...signal, member: 'NotificationClosed' }, ([id]) => {
      if (typeof id === 'number') this.#shown.delete(id);
    });
  }
}

/** The arguments of `Notify`: buttons only where the service has them, markup escaped only where it is read. */
export function notifyBody(note: Note, capabilities: readonly string[]): readonly unknown[] {
  const actions = capabilities.includes('actions')
    ? ['default', '', ...note.buttons.flatMap(({ label }, index) => [String(index), label])]
    : [];
  const body = capabilities.includes('body-markup') ? escaped(note.body) : note.body;
  const hints = [
    ['urgency', ['y', URGENCY[note.urgency]]],
    ['category', ['s', note.category]],
    ['desktop-entry', ['s', DESKTOP_ID]],
  ];
  return ['Sluice', 0, DESKTOP_ID, note.title, body, actions, hints, -1];
}

function actionOf(note: Note, key: unknown): NoteAction | undefined {
  return key === 'default' ? note.onClick : note.buttons[Number(key)]?.action;
}

/** The service reads `&`, `<` and `>` as markup. */
function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}
