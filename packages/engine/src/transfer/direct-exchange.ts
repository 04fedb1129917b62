/**
 * One answer as its bytes come off a socket: head, framing, body, and the receiver's wish to be waited for. It knows no socket; what it
 * wants of one is its `Line`. A chunk costs no promise and no copy here, unless the receiver makes it wait.
 */
import type { ProtocolFault } from '@sluice/model';
import { ChunkReader } from './direct-chunks.ts';
import { framingOf, reusableForMs } from './direct-framing.ts';
import { HeadReader, type ParsedHead } from './response-head-parser.ts';
import type { Appetite, ResponseReceiver, TransportOutcome } from './transport.ts';

/** What an exchange does to its connection. */
export interface Line {
  /** Whether not a byte is read after `feed` has said false, until `resume`. */
  readonly stopsAtOnce: boolean;
  /** The final head has come; from now on the body is waited for. */
  headCame(): void;
  /** The receiver is busy: no time runs against the server. */
  held(): void;
  /** Reading goes on. */
  resume(): void;
}

export type ExchangeEnd =
  /** `idleMs`: how long the connection may wait for another request; null: it must be closed. */
  | { readonly kind: 'over'; readonly outcome: TransportOutcome; readonly idleMs: number | null }
  /** The connection broke, or ended too early (`error` null). `answered`: not before a byte of an answer had come. */
  | { readonly kind: 'lost'; readonly error: unknown; readonly answered: boolean }
  /** A bug, in the receiver or here. */
  | { readonly kind: 'fault'; readonly cause: unknown };

/** More interim answers than that are no answer (RFC 9110 §15.2 has no bound). */
const MAX_INTERIM = 20;

type Loss = { readonly error: unknown };

export class DirectExchange {
  readonly #receiver: ResponseReceiver;
  readonly #line: Line;
  readonly #finish: (end: ExchangeEnd) => void;
  #head = new HeadReader();
  #interim = 0;
  #phase: 'head' | 'length' | 'chunked' | 'close' | 'complete' | 'over' = 'head';
  /** Bytes of the body that are still to come, where its length is known. */
  #left = 0;
  readonly #chunks = new ChunkReader();
  #idleMs: number | null = null;
  #answered = false;
  /** The receiver's promise has not settled yet. */
  #held = false;
  /** What came meanwhile where the line does not stop at once. */
  readonly #waiting: Uint8Array[] = [];
  #loss: Loss | null = null;

  constructor(receiver: ResponseReceiver, line: Line, finish: (end: ExchangeEnd) => void) {
    this.#receiver = receiver;
    this.#line = line;
    this.#finish = finish;
  }

  /** The memory that the next bytes should be read into; null: the connection's own. */
  lend(): Uint8Array | null {
    if (this.#phase !== 'length' || (this.#held && !this.#line.stopsAtOnce)) return null;
    return this.#receiver.lend?.() ?? null;
  }

  /** Takes bytes over before it returns; false: read no more until `Line.resume`. */
  feed(bytes: Uint8Array): boolean {
    this.#answered = true;
    if (this.#held) {
      this.#waiting.push(bytes.slice());
      return false;
    }
    this.#guarded(() => this.#take(bytes));
    return !this.#held;
  }

  /** The connection has ended; `error` null: in an orderly way. */
  lose(error: unknown): void {
    this.#loss ??= { error };
    if (!this.#held) this.#settleLoss();
  }

  /** Ends it from outside, at once. */
  stop(outcome: TransportOutcome): void {
    this.#end({ kind: 'over', outcome, idleMs: null });
  }

  #take(bytes: Uint8Array): void {
    switch (this.#phase) {
      case 'head':
        return this.#takeHead(bytes);
      case 'length':
        return this.#takeLength(bytes);
      case 'chunked':
        return this.#takeChunked(bytes);
      case 'close':
        return this.#give(bytes);
      case 'complete':
        // More than was announced: whatever it is, it is not the answer to the next request.
        this.#idleMs = null;
        return;
      case 'over':
        return;
    }
  }

  #takeHead(bytes: Uint8Array): void {
    const progress = this.#head.push(bytes);
    if (progress.kind === 'more') return;
    if (progress.kind === 'refused') return this.#refuse(progress.fault);
    const { head, rest } = progress;
    if (head.status >= 200 || head.status === 101) this.#begin(head);
    else if ((this.#interim += 1) > MAX_INTERIM) this.#refuse('status');
    else this.#head = new HeadReader();
    if (rest.byteLength > 0) this.#take(rest);
  }

  #begin(head: ParsedHead): void {
    const framing = framingOf(head);
    if (framing.kind === 'refused') return this.#refuse(framing.fault);
    this.#idleMs = reusableForMs(head, framing);
    this.#phase = framing.kind;
    this.#line.headCame();
    const { status, headers } = head;
    if (this.#receiver.head({ status, headers }) === 'discard') return this.stop({ kind: 'discarded' });
    this.#left = framing.kind === 'length' ? framing.bytes : 0;
    if (framing.kind === 'length' && framing.bytes === 0) this.#complete();
  }

  #takeLength(bytes: Uint8Array): void {
    const length = Math.min(bytes.byteLength, this.#left);
    this.#left -= length;
    this.#give(length === bytes.byteLength ? bytes : bytes.subarray(0, length));
    if (this.#left > 0 || this.#phase === 'over') return;
    if (length < bytes.byteLength) this.#idleMs = null;
    this.#complete();
  }

  #takeChunked(bytes: Uint8Array): void {
    for (let at = 0; this.#phase === 'chunked';) {
      const piece = this.#chunks.next(bytes, at);
      if (piece.kind === 'more') return;
      if (piece.kind === 'malformed') return this.#refuse('malformed');
      if (piece.kind === 'end') {
        if (piece.at < bytes.byteLength) this.#idleMs = null;
        return this.#complete();
      }
      at = piece.end;
      this.#give(bytes.subarray(piece.start, piece.end));
      if (!this.#held) continue;
      this.#waiting.unshift(bytes.slice(at));
      return;
    }
  }

  #give(bytes: Uint8Array): void {
    const appetite = this.#receiver.chunk(bytes);
    if (appetite === 'more') return;
    if (appetite === 'enough') this.stop({ kind: 'discarded' });
    else this.#holdUntil(appetite);
  }

  #holdUntil(appetite: Promise<Appetite>): void {
    this.#held = true;
    this.#line.held();
    appetite.then(
      (settled) => {
        this.#held = false;
        if (settled === 'enough') this.stop({ kind: 'discarded' });
        else this.#guarded(() => this.#goOn());
      },
      (cause: unknown) => this.#end({ kind: 'fault', cause }),
    );
  }

  #goOn(): void {
    for (let bytes = this.#waiting.shift(); bytes !== undefined; bytes = this.#waiting.shift()) {
      this.#take(bytes);
      if (this.#held) return;
    }
    if (this.#phase === 'over') return;
    if (this.#phase === 'complete') return this.#complete();
    if (this.#loss !== null) return this.#settleLoss();
    this.#line.resume();
  }

  /** All of the body has come; it is over as soon as the receiver is done with it. */
  #complete(): void {
    if (this.#phase === 'over') return;
    this.#phase = 'complete';
    if (!this.#held && this.#waiting.length === 0) this.#end({ kind: 'over', outcome: { kind: 'ended' }, idleMs: this.#idleMs });
  }

  #settleLoss(): void {
    if (this.#loss === null) return;
    const { error } = this.#loss;
    if (this.#phase === 'close' && error === null) this.#end({ kind: 'over', outcome: { kind: 'ended' }, idleMs: null });
    else this.#end({ kind: 'lost', error, answered: this.#answered });
  }

  #refuse(fault: ProtocolFault): void {
    this.stop({ kind: 'failed', failure: { kind: 'protocol', fault } });
  }

  #guarded(action: () => void): void {
    try {
      action();
    } catch (cause) {
      this.#end({ kind: 'fault', cause });
    }
  }

  #end(end: ExchangeEnd): void {
    if (this.#phase === 'over') return;
    this.#phase = 'over';
    this.#finish(end);
  }
}
