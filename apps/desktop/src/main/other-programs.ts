/** What other programs may ask of this one: links that are handed over; and all of JSON-RPC, where the user turned that on. */
import { systemClock } from '@sluice/engine';
import type { Integrations } from '@sluice/ipc';
import type { App } from './compose.ts';
import { background, logFault } from './fault-log.ts';
import { addHandedLinks } from './handover/add-handed-links.ts';
import { startHandover, type HandoverServer } from './handover/handover-server.ts';
import { RpcEndpoint } from './rpc/rpc-endpoint.ts';

export class OtherPrograms {
  readonly #running: App;
  readonly #stateFolder: string;
  readonly #rpc: RpcEndpoint;
  #handover: Promise<HandoverServer | null> = Promise.resolve(null);

  constructor(running: App, stateFolder: string, onChange: (integrations: Integrations) => void) {
    const { queue, settings, store, secretBox } = running;
    this.#running = running;
    this.#stateFolder = stateFolder;
    this.#rpc = new RpcEndpoint({
      queue,
      settings,
      store,
      secretBox,
      nowMs: () => systemClock.monotonicMs(),
      onFault: (fault) => {
        logFault('the endpoint for other programs', fault);
      },
      onChange: () => {
        onChange(this.status());
      },
    });
  }

  open(): void {
    this.#rpc.open();
    const handover = this.#startHandover();
    background('the handover of links', handover);
    this.#handover = handover.catch(() => null);
  }

  status(): Integrations {
    return { rpc: this.#rpc.status };
  }

  newToken(): Integrations {
    this.#rpc.newToken();
    return this.status();
  }

  async close(): Promise<void> {
    await this.#rpc.close();
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
