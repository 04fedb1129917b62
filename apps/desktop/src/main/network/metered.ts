/** Whether the connection is paid by volume, as NetworkManager knows or guesses. Only asked while the user wants to know. */
import type { MessageBus } from '../dbus/message-bus.ts';

const MANAGER = 'org.freedesktop.NetworkManager';
const PATH = '/org/freedesktop/NetworkManager';
const PROPERTIES = 'org.freedesktop.DBus.Properties';
/** NM_METERED_YES and NM_METERED_GUESS_YES. */
const METERED: ReadonlySet<unknown> = new Set([1, 3]);

export interface MeteredPorts {
  readonly systemBus: () => Promise<MessageBus | null>;
  readonly onMetered: (metered: boolean) => void;
}

export class MeteredWatch {
  readonly #ports: MeteredPorts;
  #stop: (() => void) | null = null;
  #round = 0;

  constructor(ports: MeteredPorts) {
    this.#ports = ports;
  }

  /** Switched off, the connection counts as free. Where nothing tells, too. */
  async watch(on: boolean): Promise<void> {
    if (on === (this.#stop !== null)) return;
    this.#round += 1;
    const round = this.#round;
    this.#stop?.();
    this.#stop = null;
    if (!on) return this.#ports.onMetered(false);
    this.#stop = () => undefined;
    const bus = await this.#ports.systemBus();
    if (bus === null || round !== this.#round) return;
    const stop = await bus.onSignal({ path: PATH, interface: PROPERTIES, member: 'PropertiesChanged' }, () => {
      this.#ask(bus, round).catch(() => undefined);
    });
    if (round === this.#round) this.#stop = stop;
    else stop();
    await this.#ask(bus, round);
  }

  async #ask(bus: MessageBus, round: number): Promise<void> {
    const outcome = await bus.call({
      destination: MANAGER,
      path: PATH,
      interface: PROPERTIES,
      member: 'Get',
      signature: 'ss',
      body: [MANAGER, 'Metered'],
    });
    const value: unknown = outcome.kind === 'reply' ? outcome.body[0] : null;
    const metered: unknown = Array.isArray(value) && Array.isArray(value[1]) ? value[1][0] : null;
    if (round === this.#round) this.#ports.onMetered(METERED.has(metered));
  }
}
