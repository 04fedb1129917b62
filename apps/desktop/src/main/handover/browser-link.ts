/** Whether browsers know of the host, as the settings want it. One step after the other. */
import type { BrowserHosts } from '@sluice/ipc';
import type { SettingsBox } from '../settings.ts';
import { hasHostFiles, installHosts, removeHosts, type HostPlaces, type HostProgram } from './browser-hosts.ts';

export interface BrowserLinkPorts {
  readonly settings: SettingsBox;
  readonly places: HostPlaces;
  readonly program: HostProgram;
  readonly onFault: (fault: unknown) => void;
  readonly onChange: () => void;
}

export class BrowserLink {
  readonly #ports: BrowserLinkPorts;
  #hosts: BrowserHosts = { kind: 'off' };
  #wanted = false;
  #turn: Promise<void> = Promise.resolve();
  #stop: () => void = () => undefined;

  constructor(ports: BrowserLinkPorts) {
    this.#ports = ports;
  }

  get hosts(): BrowserHosts {
    return hasHostFiles(this.#ports.places.platform) ? this.#hosts : { kind: 'unsupported' };
  }

  /** Follows the settings until it is closed. What is off at the start is left alone: another Sluice may be installed, too. */
  open(): void {
    const { settings, places } = this.#ports;
    if (!hasHostFiles(places.platform)) return;
    const look = (): void => {
      const { browserExtension } = settings.current;
      if (browserExtension === this.#wanted) return;
      this.#wanted = browserExtension;
      this.#turn = this.#turn.then(() => this.#follow(browserExtension)).catch(this.#ports.onFault);
    };
    look();
    this.#stop = settings.subscribe(look);
  }

  async close(): Promise<void> {
    this.#stop();
    await this.#turn;
  }

  async #follow(wanted: boolean): Promise<void> {
    const { places, program, onChange, onFault } = this.#ports;
    try {
      if (wanted) this.#hosts = { kind: 'on', browsers: await installHosts(places, program) };
      else {
        await removeHosts(places, program.stateFolder);
        this.#hosts = { kind: 'off' };
      }
    } catch (error) {
      this.#hosts = { kind: 'failed' };
      onFault(error);
    }
    onChange();
  }
}
