/** A message bus as the rest of the program uses it: calls that settle, signals, and an end that is no surprise. */
import { createConnection, type DBusConnection, type DBusMessage } from '@httptoolkit/dbus-native';
import { connect } from 'node:net';
import { socketPathOf } from './bus-address.ts';

const [CALL, REPLY, ERROR, SIGNAL] = [1, 2, 3, 4] as const;
const CALL_MS = 10_000;
const BUS = { destination: 'org.freedesktop.DBus', path: '/org/freedesktop/DBus', interface: 'org.freedesktop.DBus' } as const;

export interface Call {
  readonly destination: string;
  readonly path: string;
  readonly interface: string;
  readonly member: string;
  readonly signature?: string;
  readonly body?: readonly unknown[];
}

/** `error` is the D-Bus name of it; `org.sluice.Gone` when the bus went away, `org.sluice.Timeout` after ten seconds. */
export type CallOutcome =
  { readonly kind: 'reply'; readonly body: readonly unknown[] } | { readonly kind: 'error'; readonly error: string; readonly text: string };

export interface SignalMatch {
  readonly path?: string;
  readonly interface: string;
  readonly member: string;
}

/** Answers a call from another program; null: there is no such method. */
export type Answer = (call: DBusMessage) => { readonly signature: string; readonly body: readonly unknown[] } | null;

export class MessageBus {
  readonly #connection: DBusConnection;
  readonly #pending = new Map<number, (outcome: CallOutcome) => void>();
  readonly #listeners = new Set<(message: DBusMessage) => void>();
  #serial = 0;
  #open = true;
  #answer: Answer = () => null;
  #name = '';

  private constructor(connection: DBusConnection) {
    this.#connection = connection;
    connection.on('message', (message: DBusMessage) => {
      this.#take(message);
    });
    for (const event of ['error', 'end']) {
      connection.on(event, () => {
        this.#end();
      });
    }
  }

  /** Null: there is no bus at this address, or it does not let us in. */
  static async connect(address: string | null): Promise<MessageBus | null> {
    const path = address === null ? null : socketPathOf(address);
    if (path === null) return null;
    const bus = new MessageBus(createConnection({ stream: connect(path) }));
    const hello = await bus.call({ ...BUS, member: 'Hello' });
    if (hello.kind === 'reply') bus.#name = textOf(hello.body[0]);
    else bus.close();
    return hello.kind === 'reply' ? bus : null;
  }

  /** Our unique name on the bus. */
  get name(): string {
    return this.#name;
  }

  get isOpen(): boolean {
    return this.#open;
  }

  /** Never rejects. */
  call(call: Call): Promise<CallOutcome> {
    if (!this.#open) return Promise.resolve(GONE);
    this.#serial += 1;
    const serial = this.#serial;
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.#settle(serial, { kind: 'error', error: 'org.sluice.Timeout', text: call.member }), CALL_MS);
      timer.unref();
      this.#pending.set(serial, (outcome) => {
        clearTimeout(timer);
        resolve(outcome);
      });
      this.#connection.message({ ...call, type: CALL, serial });
    });
  }

  /** Calls back on every such signal until the returned function is called. Resolves once the bus passes them on. */
  async onSignal(match: SignalMatch, listener: (body: readonly unknown[], message: DBusMessage) => void): Promise<() => void> {
    const hear = (message: DBusMessage): void => {
      if (message.type !== SIGNAL || message.interface !== match.interface || message.member !== match.member) return;
      if (match.path === undefined || message.path === match.path) listener(message.body ?? [], message);
    };
    this.#listeners.add(hear);
    const path = match.path === undefined ? '' : `,path='${match.path}'`;
    const rule = `type='signal',interface='${match.interface}',member='${match.member}'${path}`;
    await this.call({ ...BUS, member: 'AddMatch', signature: 's', body: [rule] });
    return () => void this.#listeners.delete(hear);
  }

  emit(signal: Omit<Call, 'destination'>): void {
    if (!this.#open) return;
    this.#serial += 1;
    this.#connection.message({ ...signal, type: SIGNAL, serial: this.#serial });
  }

  /** True when the name is ours now. */
  async own(name: string): Promise<boolean> {
    const outcome = await this.call({ ...BUS, member: 'RequestName', signature: 'su', body: [name, 4] });
    return outcome.kind === 'reply' && (outcome.body[0] === 1 || outcome.body[0] === 4);
  }

  async hasOwner(name: string): Promise<boolean> {
    const outcome = await this.call({ ...BUS, member: 'NameHasOwner', signature: 's', body: [name] });
    return outcome.kind === 'reply' && outcome.body[0] === true;
  }

  answerWith(answer: Answer): void {
    this.#answer = answer;
  }

  close(): void {
    if (!this.#open) return;
    this.#end();
    this.#connection.end();
  }

  #take(message: DBusMessage): void {
    switch (message.type) {
      case REPLY:
        return this.#settle(message.replySerial, { kind: 'reply', body: message.body ?? [] });
      case ERROR:
        return this.#settle(message.replySerial, { kind: 'error', error: message.errorName ?? '', text: textOf(message.body?.[0]) });
      case SIGNAL:
        for (const listener of [...this.#listeners]) listener(message);
        return;
      case CALL:
        return this.#reply(message);
    }
  }

  #reply(call: DBusMessage): void {
    const answer = this.#answer(call);
    if (!this.#open) return;
    this.#serial += 1;
    const to = { serial: this.#serial, replySerial: call.serial, ...(call.sender === undefined ? {} : { destination: call.sender }) };
    if (answer === null) {
      const body = [`no method ${call.member ?? ''}`];
      this.#connection.message({ ...to, type: ERROR, errorName: 'org.freedesktop.DBus.Error.UnknownMethod', signature: 's', body });
    } else this.#connection.message({ ...to, type: REPLY, ...answer });
  }

  #settle(serial: number | undefined, outcome: CallOutcome): void {
    if (serial === undefined) return;
    this.#pending.get(serial)?.(outcome);
    this.#pending.delete(serial);
  }

  #end(): void {
    this.#open = false;
    for (const serial of [...this.#pending.keys()]) this.#settle(serial, GONE);
    this.#listeners.clear();
  }
}

const GONE: CallOutcome = { kind: 'error', error: 'org.sluice.Gone', text: '' };

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
