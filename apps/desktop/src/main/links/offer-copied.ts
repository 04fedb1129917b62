/** Offers links that are copied in any program. Only while the user wants it: otherwise there is no timer, and nothing reads the clipboard. */
import { addressesIn, type Clock } from '@sluice/engine';

const LOOK_MS = 1000;
/** Longer texts are documents, not links that somebody copied. */
const MAX_TEXT_LENGTH = 64 * 1024;

export interface CopiedPorts {
  readonly clock: Clock;
  readonly read: () => Promise<string>;
  /** In the window itself a paste does it, and "Copy link" is no offer. */
  readonly isWatched: () => boolean;
  readonly offer: (addresses: readonly string[]) => void;
  readonly onFault: (fault: unknown) => void;
}

export class OfferCopied {
  readonly #ports: CopiedPorts;
  #cancel: (() => void) | null = null;
  #round = 0;
  /** Null: what is in the clipboard when the looking begins is no news. */
  #known: string | null = null;

  constructor(ports: CopiedPorts) {
    this.#ports = ports;
  }

  watch(on: boolean): void {
    if (on === (this.#cancel !== null)) return;
    this.#cancel?.();
    this.#cancel = null;
    this.#round += 1;
    this.#known = null;
    if (on) this.#look(this.#round);
  }

  #look(round: number): void {
    this.#cancel = this.#ports.clock.after(LOOK_MS, () => {
      this.#look(round);
    });
    this.#ports
      .read()
      .then((text) => {
        if (round === this.#round) this.#take(text);
      })
      .catch(this.#ports.onFault);
  }

  #take(text: string): void {
    const isNews = this.#known !== null && text !== this.#known;
    this.#known = text;
    if (!isNews || text.length > MAX_TEXT_LENGTH || this.#ports.isWatched()) return;
    const addresses = addressesIn(text);
    if (addresses.length > 0) this.#ports.offer(addresses);
  }
}
