/** A notification service that shows nothing, but keeps what it was given and clicks as a user does. */
import { inVariant, joinSessionBus, type MessageBus } from './bus.ts';

const NAME = 'org.freedesktop.Notifications';
const PATH = '/org/freedesktop/Notifications';

export interface ShownNote {
  readonly id: number;
  readonly title: string;
  readonly body: string;
  /** Key → label. */
  readonly actions: ReadonlyMap<string, string>;
  readonly urgency: unknown;
}

export class NotificationService {
  readonly notes: ShownNote[] = [];
  readonly closed: number[] = [];
  readonly #bus: MessageBus;

  private constructor(bus: MessageBus) {
    this.#bus = bus;
  }

  static async start(capabilities: readonly string[] = ['actions', 'body', 'body-markup']): Promise<NotificationService> {
    const bus = await joinSessionBus();
    const service = new NotificationService(bus);
    bus.answerWith(({ interface: name, member, body }) => {
      if (name !== NAME) return null;
      switch (member) {
        case 'GetCapabilities':
          return { signature: 'as', body: [capabilities] };
        case 'GetServerInformation':
          return { signature: 'ssss', body: ['test', 'sluice', '1', '1.2'] };
        case 'Notify':
          return { signature: 'u', body: [service.#take(body ?? [])] };
        case 'CloseNotification':
          service.closed.push(Number(body?.[0]));
          return { signature: '', body: [] };
        default:
          return null;
      }
    });
    if (!(await bus.own(NAME))) throw new Error('there is a notification service already');
    return service;
  }

  /** The user clicks a button by its label, or the notification itself. */
  click(note: ShownNote, button: string | null): void {
    const key = button === null ? 'default' : [...note.actions].find(([, label]) => label === button)?.[0];
    if (key === undefined) throw new Error(`the buttons are ${[...note.actions.values()].join(', ')}`);
    this.#bus.emit({ path: PATH, interface: NAME, member: 'ActionInvoked', signature: 'us', body: [note.id, key] });
  }

  stop(): void {
    this.#bus.close();
  }

  #take(body: readonly unknown[]): number {
    const [, , , title, text, actions, hints] = body as readonly [
      string,
      number,
      string,
      string,
      string,
      readonly string[],
      readonly (readonly [string, unknown])[],
    ];
    const pairs = actions.flatMap((key, index) => (index % 2 === 0 ? [[key, actions[index + 1] ?? ''] as const] : []));
    const id = this.notes.length + 1;
    const urgency = inVariant(hints.find(([name]) => name === 'urgency')?.[1]);
    this.notes.push({ id, title, body: text, actions: new Map(pairs), urgency });
    return id;
  }
}
