/** A panel that shows tray icons: the watcher that they register with, and the means to read and click them. */
import { inVariant, joinSessionBus, type MessageBus } from './bus.ts';

const WATCHER = 'org.kde.StatusNotifierWatcher';
const ITEM = 'org.kde.StatusNotifierItem';
const MENU = 'com.canonical.dbusmenu';

export interface MenuEntry {
  readonly id: number;
  readonly label: string;
  readonly checked: boolean;
  readonly children: readonly MenuEntry[];
}

export class TrayHost {
  readonly #bus: MessageBus;
  readonly #items: { readonly sender: string; readonly path: string }[] = [];

  private constructor(bus: MessageBus) {
    this.#bus = bus;
  }

  static async start(): Promise<TrayHost> {
    const bus = await joinSessionBus();
    const host = new TrayHost(bus);
    const properties: Readonly<Record<string, readonly [string, unknown]>> = {
      IsStatusNotifierHostRegistered: ['b', true],
      ProtocolVersion: ['i', 0],
      RegisteredStatusNotifierItems: ['as', []],
    };
    bus.answerWith(({ member, interface: name, body, sender }) => {
      if (name === 'org.freedesktop.DBus.Properties' && member === 'Get') {
        const property = properties[String(body?.[1])];
        return property === undefined ? null : { signature: 'v', body: [property] };
      }
      if (name === 'org.freedesktop.DBus.Properties' && member === 'GetAll')
        return { signature: 'a{sv}', body: [Object.entries(properties)] };
      if (name !== WATCHER || member !== 'RegisterStatusNotifierItem') return null;
      const given = String(body?.[0]);
      host.#items.push(given.startsWith('/') ? { sender: sender ?? '', path: given } : { sender: given, path: '/StatusNotifierItem' });
      return { signature: '', body: [] };
    });
    if (!(await bus.own(WATCHER))) throw new Error('there is a tray host already');
    bus.emit({ path: '/StatusNotifierWatcher', interface: WATCHER, member: 'StatusNotifierHostRegistered' });
    return host;
  }

  get itemCount(): number {
    return this.#items.length;
  }

  async toolTip(): Promise<string> {
    const value = await this.#property('ToolTip');
    return Array.isArray(value) ? String(value[2]) : '';
  }

  /** The icon's pixels, of its largest size, as the panel gets them. */
  async icon(): Promise<{ readonly width: number; readonly height: number; readonly pixels: Buffer }> {
    const value = (await this.#property('IconPixmap')) as readonly (readonly [number, number, Buffer])[];
    const [width, height, pixels] = [...value].sort((one, other) => other[0] - one[0])[0]!;
    return { width, height, pixels };
  }

  async menu(): Promise<readonly MenuEntry[]> {
    const layout = await this.#menuCall('GetLayout', 'iias', [0, -1, []]);
    return readEntry(layout[1]).children;
  }

  async labels(): Promise<readonly string[]> {
    return (await this.menu()).map(({ label }) => label);
  }

  /** Clicks the entry of this name, in the menu or one of its submenus. */
  async click(label: string): Promise<void> {
    const all = (await this.menu()).flatMap((entry) => [entry, ...entry.children]);
    const entry = all.find((candidate) => candidate.label === label);
    if (entry === undefined) throw new Error(`the menu has ${all.map((one) => one.label).join(', ')}`);
    // Who clicks Quit gets no answer any more.
    await this.#menuCall('Event', 'isvu', [entry.id, 'clicked', ['s', ''], 0], 'org.freedesktop.DBus.Error.NoReply');
  }

  /** Clicks the icon itself. */
  async activate(): Promise<void> {
    const item = this.#item();
    await this.#bus.call({ destination: item.sender, path: item.path, interface: ITEM, member: 'Activate', signature: 'ii', body: [0, 0] });
  }

  stop(): void {
    this.#bus.close();
  }

  #item(): { readonly sender: string; readonly path: string } {
    const item = this.#items.at(-1);
    if (item === undefined) throw new Error('no item has registered');
    return item;
  }

  async #property(name: string): Promise<unknown> {
    const { sender, path } = this.#item();
    const call = {
      destination: sender,
      path,
      interface: 'org.freedesktop.DBus.Properties',
      member: 'Get',
      signature: 'ss',
      body: [ITEM, name],
    };
    const outcome = await this.#bus.call(call);
    if (outcome.kind === 'error') throw new Error(`${name}: ${outcome.error} ${outcome.text}`);
    return inVariant(outcome.body[0]);
  }

  async #menuCall(member: string, signature: string, body: readonly unknown[], tolerated?: string): Promise<readonly unknown[]> {
    const path = String(await this.#property('Menu'));
    const outcome = await this.#bus.call({ destination: this.#item().sender, path, interface: MENU, member, signature, body });
    if (outcome.kind === 'reply') return outcome.body;
    if (outcome.error === tolerated) return [];
    throw new Error(`${member}: ${outcome.error} ${outcome.text}`);
  }
}

function readEntry(value: unknown): MenuEntry {
  const [id, properties, children] = value as readonly [number, readonly (readonly [string, unknown])[], readonly unknown[]];
  const facts = new Map(properties.map(([name, variant]) => [name, inVariant(variant)]));
  return {
    id,
    // The protocol doubles an underscore that is one.
    label: textOf(facts.get('label')).replaceAll('__', '_'),
    checked: facts.get('toggle-state') === 1,
    children: children.map((child) => readEntry(inVariant(child))),
  };
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
