/** What to do with the answer to a part request: the checks of spec B3–B5 and the ladder of B1 brought together; pure. */
import { assertNever, type ByteRange, type HttpFailure, type RemoteFile, type Validator } from '@sluice/model';
import { checkPartResponse } from '../source/check-response.ts';
import { judgeContinuity } from '../source/judge-continuity.ts';
import { headerValue, type ResponseHead } from '../source/response-head.ts';
import { strongDateOf } from '../source/validator-of.ts';

export interface PartSituation {
  readonly remote: RemoteFile;
  readonly sizeBytes: number;
  readonly range: ByteRange;
  /** Whether the job has bytes already. */
  readonly resumed: boolean;
  /** Whether the request carried the validator. */
  readonly conditional: boolean;
  /** Whether a response that no validator vouches for may be joined: all bytes came in this run, or an overlap agreed. */
  readonly trusted: boolean;
}

export type PartStep =
  /** Write it. `proved`: a validator vouches for it. */
  | { readonly kind: 'accept'; readonly range: ByteRange; readonly proved: boolean }
  /** The server sends everything from its start, unchanged (B4). */
  | { readonly kind: 'whole' }
  /** It did so although, or because, the request was conditional: ask without the condition (B1). */
  | { readonly kind: 'drop-condition' }
  /** Only bytes can tell. `date`: what may stand for the validator where the ETag is each node's own; undefined: the ETag is not in doubt. */
  | { readonly kind: 'compare'; readonly date?: Validator | null }
  /** 412 and 416: look at what is there before anything is dropped (B5). */
  | { readonly kind: 'probe-again'; readonly status: number }
  | { readonly kind: 'changed'; readonly what: 'validator' | 'size' }
  | { readonly kind: 'refused'; readonly failure: HttpFailure };

/** Judges by the head alone (law 2). */
export function judgePart(situation: PartSituation, head: ResponseHead, nowMs: number): PartStep {
  const { remote, range, sizeBytes, resumed, conditional, trusted } = situation;
  if (head.status === 412 || head.status === 416) return { kind: 'probe-again', status: head.status };
  const continuity = judgeContinuity(remote, head, conditional);
  const isOtherNode = continuity === 'other-node';
  const ask = { ...remote, range, sizeBytes, resumed, proved: continuity === 'same' };
  const verdict = checkPartResponse(isOtherNode ? { ...ask, validator: null, etag: null } : ask, head, nowMs);
  switch (verdict.kind) {
    case 'accept':
      if (isOtherNode) return { kind: 'compare', date: strongDateOf(head) };
      if (continuity === 'unproved' && !trusted) return { kind: 'compare' };
      return { kind: 'accept', range: verdict.range, proved: continuity === 'same' };
    case 'no-ranges':
      // A stream that begins again joins nothing.
      if (isOtherNode && remote.resumable) return { kind: 'compare', date: strongDateOf(head) };
      return { kind: conditional ? 'drop-condition' : 'whole' };
    case 'remote-changed':
      // Two files under one strong ETag can't be: the total is wrong, and that is no reason to drop anything.
      if (verdict.what === 'size' && hasSameStrongTag(remote, head)) {
        return { kind: 'refused', failure: { kind: 'protocol', fault: 'content-range-total' } };
      }
      return { kind: 'changed', what: verdict.what };
    case 'probe-again':
      return { kind: 'probe-again', status: head.status };
    case 'refused':
      return verdict;
    default:
      return assertNever(verdict);
  }
}

function hasSameStrongTag({ validator }: RemoteFile, head: ResponseHead): boolean {
  return head.status === 206 && validator?.kind === 'strong-etag' && headerValue(head, 'etag')?.trim() === validator.etag;
}
