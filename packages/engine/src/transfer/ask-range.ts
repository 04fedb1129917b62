/** One range request of a job, redirects followed and the way remembered (spec B8). */
import type { JobSecrets, Validator } from '@sluice/model';
import { MAX_REDIRECTS, isRedirect, nextHop } from '../source/redirect.ts';
import { headerValue } from '../source/response-head.ts';
import type { Source } from '../source/source.ts';
import { openResponse, type OpenOutcome } from './open-response.ts';
import type { Transport } from './transport.ts';

/** Answers of the final address that may only mean that the redirect has expired. */
const ASK_ORIGINAL_AGAIN: ReadonlySet<number> = new Set([401, 403, 404, 410]);

export interface Ask {
  readonly start: number;
  /** Null: to the end. */
  readonly end: number | null;
  readonly validator: Validator | null;
}

/** Where a job's bytes are asked for: the user's address, and where it last led. Lives as long as the job runs. */
export class Route {
  readonly #transport: Transport;
  readonly #source: Source;
  readonly #secrets: JobSecrets;
  #url: string;
  #sameOrigin = true;

  constructor(transport: Transport, source: Source, secrets: JobSecrets) {
    this.#transport = transport;
    this.#source = source;
    this.#secrets = secrets;
    this.#url = secrets.url;
  }

  /** The address that answered last. */
  get finalUrl(): string {
    return this.#url;
  }

  /** Sends the request, follows redirects, and starts once more from the user's address when the remembered one is refused. */
  async ask(ask: Ask, signal: AbortSignal): Promise<OpenOutcome> {
    const remembered = this.#url;
    const outcome = await this.#follow(ask, signal);
    if (remembered === this.#secrets.url || outcome.kind !== 'open' || !ASK_ORIGINAL_AGAIN.has(outcome.head.status)) return outcome;
    await outcome.discard();
    this.#url = this.#secrets.url;
    this.#sameOrigin = true;
    return this.#follow(ask, signal);
  }

  async #follow(ask: Ask, signal: AbortSignal): Promise<OpenOutcome> {
    let url = this.#url;
    let sameOrigin = this.#sameOrigin;
    for (let hops = 0; ; hops += 1) {
      const request = await this.#source.request({ ...ask, url, secrets: this.#secrets, sameOrigin });
      const outcome = await openResponse(this.#transport, request, signal);
      if (outcome.kind !== 'open') return outcome;
      if (!isRedirect(outcome.head.status)) {
        this.#url = url;
        this.#sameOrigin = sameOrigin;
        return outcome;
      }
      await outcome.discard();
      if (hops >= MAX_REDIRECTS) return { kind: 'failed', failure: { kind: 'redirect', fault: 'too-many' } };
      const location = headerValue(outcome.head, 'location');
      const hop = nextHop({ from: url, status: outcome.head.status, location, hops, allowInsecure: false });
      if (hop.kind === 'refused') return { kind: 'failed', failure: hop.failure };
      url = hop.url;
      sameOrigin &&= hop.sameOrigin;
    }
  }
}
