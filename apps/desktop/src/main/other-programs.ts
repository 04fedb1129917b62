/** What other programs may ask of this one: links that are handed over; and all of JSON-RPC, where the user turned that on. */
import { app } from 'electron';
import { systemClock } from '@sluice/engine';
import type { Integrations } from '@sluice/ipc';
import type { App } from './compose.ts';
import { background, logFault } from './fault-log.ts';
import { BrowserLink } from './handover/browser-link.ts';
import { addHandedLinks } from './handover/add-handed-links.ts';
import { startHandover, type HandoverServer } from './handover/handover-server.ts';
import { ownCommand } from './handover/run-browser-host.ts';
import { RpcEndpoint } from './rpc/rpc-endpoint.ts';
import { BROWSER_HOST_SWITCH } from './start-switches.ts';

export class OtherPrograms {
  readonly #running: App;
  readonly #stateFolder: string;
  readonly #rpc: RpcEndpoint;
  readonly #browsers: BrowserLink;
  #handover: Promise<HandoverServer | null> = Promise.resolve(null);

  constructor(running: App, stateFolder: string, onChange: (integrations: Integrations) => void) {
    const { queue, settings, store, secretBox } = running;
    this.#running = running;
    this.#stateFolder = stateFolder;
    const tell = (): void => {
      onChange(this.status());
    };
    this.#rpc = new RpcEndpoint({
      queue,
      settings,
      store,
      secretBox,
      nowMs: () => systemClock.monotonicMs(),
      onFault: (fault) => {
        logFault('the endpoint for other programs', fault);
      },
      onChange: tell,
    });
    this.#browsers = this.#makeBrowserLink(tell);
  }

  #makeBrowserLink(onChange: () => void): BrowserLink {
    return new BrowserLink({
      settings: this.#running.settings,
      places: {
        platform: process.platform,
        homeFolder: app.getPath('home'),
        configFolder: app.getPath('appData'),
      },
      program: { command: [...ownCommand(), BROWSER_HOST_SWITCH], stateFolder: this.#stateFolder },
      onFault: (fault) => {
        logFault('the host of the browsers', fault);
      },
      onChange,
    });
  }

  open(): void {
    this.#rpc.open();
    this.#browsers.open();
    const handover = this.#startHandover();
    background('the handover of links', handover);
    this.#handover = handover.catch(() => null);
  }

  status(): Integrations {
    return { rpc: this.#rpc.status, browsers: this.#browsers.hosts };
  }

  newToken(): Integrations {
    this.#rpc.newToken();
    return this.status();
  }

  async close(): Promise<void> {
    await this.#rpc.close();
    await this.#browsers.close();
    await (await this.#handover)?.close();
  }

  #startHandover(): Promise<HandoverServer> {
    return startHandover({
      stateFolder: this.#stateFolder,
      platform: process.platform,
      add: (request) => addHandedLinks(request, this.#running),
      onFault: (fault) => {
        logFault('the handover of links', fault);
      },
    });
  }
}
