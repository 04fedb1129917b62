/** Asks what links lead to while the Add dialog is open: the first of them, a few at a time, each once, none after it was closed. */
import type { InputOf, ProbeReply } from '@sluice/ipc';

/** How many are looked at: of a long list the rest is known soon enough. */
export const LOOKED_AT = 50;
const AT_A_TIME = 4;
const TELL_MS = 250;

/** A look uses such a link up: the one request that it allows belongs to the download. */
const ONE_TIME = /[?&;](?:once|one[-_]?time|single[-_]?use|otp|nonce|ticket)(?:[-_][a-z]+)?=/i;

export type Look = ProbeReply | { readonly kind: 'waiting' } | { readonly kind: 'not-looked-at' };

export type Looks = ReadonlyMap<string, Look>;

type Headers = InputOf<'links:probe'>['headers'];

export interface LookPorts {
  readonly probe: (url: string, headers: Headers) => Promise<ProbeReply>;
  readonly stopAll: () => void;
  readonly onChange: (looks: Looks) => void;
}

/** Whether it may be asked for without harm. */
export function mayBeLookedAt(link: string): boolean {
  return /^https?:\/\/[^/]/i.test(link) && !ONE_TIME.test(link);
}

export class LinkLooks {
  readonly #ports: LookPorts;
  #looks = new Map<string, Look>();
  #queue: string[] = [];
  #headers: Headers = [];
  #underWay = 0;
  #closed = false;
  #telling: ReturnType<typeof setTimeout> | null = null;

  constructor(ports: LookPorts) {
    this.#ports = ports;
  }

  /** What is there now: new links are asked for, old ones keep their answer, and other headers make all of them new. */
  want(links: readonly string[], headers: Headers): void {
    if (JSON.stringify(headers) !== JSON.stringify(this.#headers)) this.#looks.clear();
    this.#headers = headers;
    this.#queue = [];
    for (const link of links.slice(0, LOOKED_AT)) {
      const known = this.#looks.get(link);
      if (known !== undefined && known.kind !== 'waiting') continue;
      const asks = mayBeLookedAt(link);
      this.#looks.set(link, { kind: asks ? 'waiting' : 'not-looked-at' });
      if (asks) this.#queue.push(link);
    }
    this.#tell();
    this.#next();
  }

  close(): void {
    this.#closed = true;
    if (this.#telling !== null) clearTimeout(this.#telling);
    this.#queue = [];
    if (this.#underWay > 0) this.#ports.stopAll();
  }

  #next(): void {
    while (this.#underWay < AT_A_TIME) {
      const link = this.#queue.shift();
      if (link === undefined) return;
      this.#underWay += 1;
      this.#ask(link, this.#headers).catch(() => undefined);
    }
  }

  async #ask(link: string, headers: Headers): Promise<void> {
    const reply = await this.#ports.probe(link, headers).catch((): ProbeReply => ({ kind: 'unanswered' }));
    this.#underWay -= 1;
    if (this.#closed) return;
    // An answer to other headers says nothing about these.
    if (headers === this.#headers) this.#looks.set(link, reply);
    this.#tell();
    this.#next();
  }

  /** Answers come in bunches: what shows them is told four times a second at most. */
  #tell(): void {
    this.#telling ??= setTimeout(() => {
      this.#telling = null;
      this.#ports.onChange(new Map(this.#looks));
    }, TELL_MS);
  }
}
