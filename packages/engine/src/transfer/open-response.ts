/** A response whose head has come and whose body waits, held back at the socket, until somebody has decided what to do with it (law 2). */
import type { Failure } from '@sluice/model';
import type { ResponseHead } from '../source/response-head.ts';
import type { Appetite, ResponseReceiver, Transport, TransportOutcome, TransportRequest } from './transport.ts';

type ConsumeChunk = ResponseReceiver['chunk'];
type LendMemory = NonNullable<ResponseReceiver['lend']>;

export interface OpenResponse {
  readonly kind: 'open';
  readonly head: ResponseHead;
  /** Reads the body into `consume`, and into the memory that `lend` gives, as `ResponseReceiver` says; call it or `discard`, once. */
  read(consume: ConsumeChunk, lend?: LendMemory): Promise<TransportOutcome>;
  /** Closes the connection without reading on. */
  discard(): Promise<void>;
}

export type OpenOutcome = OpenResponse | { readonly kind: 'aborted' } | { readonly kind: 'failed'; readonly failure: Failure };

/** Sends the request and resolves as soon as the head has come, or the exchange is over without one. */
export async function openResponse(transport: Transport, request: TransportRequest, signal: AbortSignal): Promise<OpenOutcome> {
  const unwanted = new AbortController();
  const receiver = new HeldBody(unwanted);
  const outcome = transport.get(request, receiver, AbortSignal.any([signal, unwanted.signal]));
  const first = await Promise.race([receiver.headArrived, outcome]);
  if ('headers' in first) return receiver.open(first, outcome);
  switch (first.kind) {
    case 'failed':
      return first;
    case 'aborted':
      return { kind: 'aborted' };
    case 'ended':
    case 'discarded':
      // An empty body can end before the race is settled; the head is there all the same.
      return receiver.open(await receiver.headArrived, outcome);
  }
}

class HeldBody implements ResponseReceiver {
  readonly headArrived: Promise<ResponseHead>;
  readonly #consumer: Promise<ConsumeChunk>;
  #announceHead!: (head: ResponseHead) => void;
  #attach!: (consume: ConsumeChunk) => void;
  #consume: ConsumeChunk | null = null;
  #lend: LendMemory | null = null;
  readonly #unwanted: AbortController;

  constructor(unwanted: AbortController) {
    this.#unwanted = unwanted;
    this.headArrived = new Promise((resolve) => (this.#announceHead = resolve));
    this.#consumer = new Promise((resolve) => (this.#attach = resolve));
  }

  head(head: ResponseHead): 'read' {
    this.#announceHead(head);
    return 'read';
  }

  chunk(bytes: Uint8Array): Appetite | Promise<Appetite> {
    if (this.#consume !== null) return this.#consume(bytes);
    const kept = bytes.slice();
    return this.#consumer.then((consume) => consume(kept));
  }

  lend(): Uint8Array | null {
    return this.#lend?.() ?? null;
  }

  open(head: ResponseHead, outcome: Promise<TransportOutcome>): OpenResponse {
    const read = (consume: ConsumeChunk, lend: LendMemory | null = null): Promise<TransportOutcome> => {
      this.#consume = consume;
      this.#lend = lend;
      this.#attach(consume);
      return outcome;
    };
    const discard = async (): Promise<void> => {
      this.#unwanted.abort();
      await outcome;
    };
    return { kind: 'open', head, read, discard };
  }
}
