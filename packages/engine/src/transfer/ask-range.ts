/** One range request of a job, redirects followed and the way remembered (spec B2, B8). */
import type { Failure, JobSecrets, Validator } from '@sluice/model';
import { isPresigned } from '../source/presigned.ts';
import { MAX_REDIRECTS, isRedirect, nextHop } from '../source/redirect.ts';
import { headerValue } from '../source/response-head.ts';
import type { Source } from '../source/source.ts';
import { openResponse, type OpenOutcome, type OpenResponse } from './open-response.ts';
import type { Transport } from './transport.ts';

/** Answers of the final address that may only mean that the redirect has expired. */
const ASK_ORIGINAL_AGAIN: ReadonlySet<number> = new Set([401, 403, 404, 410]);
/** Answers of a presigned address that may only mean a header which its signature does not know. */
const ASK_BARE: ReadonlySet<number> = new Set([400, 403]);

export interface Ask {
  readonly start: number;
  /** Null: to the end. */
  readonly end: number | null;
  readonly validator: Validator | null;
}

/** A response, and whether its request carried the validator. */
export type Asked = (OpenResponse & { readonly conditional: boolean }) | Exclude<OpenOutcome, OpenResponse>;

/** Where a job's bytes are asked for: the user's address, and where it last led. Lives as long as the job runs. */
export class Route {
  readonly #transport: Transport;
  readonly #source: Source;
  readonly #secrets: JobSecrets;
  #url: string;
  #sameOrigin = true;
  /** The server's answers to ranges make no sense: it is asked for everything, without one. */
  #plain = false;
  /** Presigned addresses that took our usual headers, or only `Range` alone. */
  readonly #manners = new Map<string, 'usual' | 'bare'>();

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

  /** From now on the whole file is asked for, without a Range. False: that is so already. */
  withoutRanges(): boolean {
    const isNew = !this.#plain;
    this.#plain = true;
    return isNew;
  }

  /** Sends the request, follows redirects, and starts once more from the user's address when the remembered one is refused or gone. */
  async ask(ask: Ask, signal: AbortSignal): Promise<Asked> {
    const remembered = this.#url;
    const outcome = await this.#follow(ask, signal);
    if (remembered === this.#secrets.url || !mayBeOutdated(outcome)) return outcome;
    if (outcome.kind === 'open') await outcome.discard();
    // Another worker may have found the new way already; whoever comes first resolves it.
    if (this.#url === remembered) {
      this.#url = this.#secrets.url;
      this.#sameOrigin = true;
    }
    return this.#follow(ask, signal);
  }

  async #follow(ask: Ask, signal: AbortSignal): Promise<Asked> {
    let url = this.#url;
    let sameOrigin = this.#sameOrigin;
    for (let hops = 0; ; hops += 1) {
      const outcome = await this.#send(ask, url, sameOrigin, signal);
      if (outcome.kind !== 'open') return outcome;
      if (!isRedirect(outcome.head.status)) {
        this.#remember(url, sameOrigin, outcome.head.status);
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

  /** A refusal teaches no way: the one that worked stays, so that the next attempt finds it outdated and begins at the user's address. */
  #remember(url: string, sameOrigin: boolean, status: number): void {
    if (status >= 400) return;
    this.#url = url;
    this.#sameOrigin = sameOrigin;
  }

  /** One request; a presigned address that refuses our usual headers gets `Range` alone, once (spec B2). */
  async #send(ask: Ask, url: string, sameOrigin: boolean, signal: AbortSignal): Promise<Asked> {
    if (!isPresigned(url)) return this.#sendOnce(ask, url, sameOrigin, signal);
    const manners = this.#manners.get(url);
    const outcome = await this.#sendOnce(ask, url, sameOrigin, signal, manners === 'bare');
    if (outcome.kind !== 'open') return outcome;
    if (manners !== undefined || !ASK_BARE.has(outcome.head.status)) {
      if (outcome.head.status < 400 && manners === undefined) this.#manners.set(url, 'usual');
      return outcome;
    }
    await outcome.discard();
    const again = await this.#sendOnce(ask, url, sameOrigin, signal, true);
    if (again.kind === 'open' && again.head.status < 400) this.#manners.set(url, 'bare');
    return again;
  }

  async #sendOnce(ask: Ask, url: string, sameOrigin: boolean, signal: AbortSignal, bare = false): Promise<Asked> {
    const { proxy } = this.#secrets;
    const rangeAsk = { ...ask, url, secrets: this.#secrets, sameOrigin, bare, plain: this.#plain };
    const conditional = ask.validator !== null && !bare && !this.#plain;
    for (;;) {
      const built = await this.#source.request(rangeAsk);
      if ('failure' in built) return { kind: 'failed', failure: built.failure };
      const outcome = await openResponse(this.#transport, proxy === undefined ? built : { ...built, proxy }, signal);
      if (outcome.kind !== 'open') return outcome;
      // A source that signs its requests reads its own refusals: wrong clocks, archives, other endpoints (spec G5, G6, G8).
      const reception = (await this.#source.receive?.(outcome, rangeAsk, signal)) ?? { kind: 'take', head: outcome.head };
      if (reception.kind === 'take') return { ...outcome, head: reception.head, conditional };
      if (reception.kind !== 'again') return reception;
    }
  }
}

function mayBeOutdated(outcome: Asked): boolean {
  if (outcome.kind === 'open') return ASK_ORIGINAL_AGAIN.has(outcome.head.status);
  return outcome.kind === 'failed' && isGone(outcome.failure);
}

/** The node that a redirect named is not there any more; the user's address may name another. */
function isGone({ kind }: Failure): boolean {
  return kind === 'connect' || kind === 'dns' || kind === 'tls';
}
