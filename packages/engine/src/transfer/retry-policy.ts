/** Whether, and how long from now, a failed attempt is made again (spec B6). */
import { assertNever, type Failure } from '@sluice/model';

/** Attempts without progress before a job gives up. Any progress refills the budget. */
export const MAX_ATTEMPTS = 8;
/** An address that never answered is more likely mistyped than busy: its user is told sooner. */
const MAX_ATTEMPTS_BEFORE_FIRST_ANSWER = 3;

const BASE_DELAY_MS = 200;
const MAX_DELAY_MS = 30_000;

const RETRYABLE_STATUS: ReadonlySet<number> = new Set([408, 425, 429, 500, 502, 503, 504]);

/** A longer Retry-After is waited for outside the job's place in the queue. */
const LONGEST_SLEEP_MS = 10_000;

export type RetryDecision =
  | { readonly kind: 'retry'; readonly delayMs: number }
  /** The server named a time that is too far away to hold a place in the queue for. */
  | { readonly kind: 'wait'; readonly delayMs: number }
  | { readonly kind: 'give-up' };

export interface RetryFacts {
  readonly failure: Failure;
  /** Attempts since the last progress, this failed one included. */
  readonly attempts: number;
  /** Whether the server has ever answered this job. */
  readonly answered: boolean;
  /** A number in [0, 1) for the jitter. */
  readonly random: number;
}

/** Full-jitter exponential back-off, 200 ms…30 s; a Retry-After is honoured as it came (it is capped where it is parsed). */
export function decideRetry({ failure, attempts, answered, random }: RetryFacts): RetryDecision {
  const most = answered || !isAboutTheAddress(failure) ? MAX_ATTEMPTS : MAX_ATTEMPTS_BEFORE_FIRST_ANSWER;
  if (!isRetryable(failure) || attempts >= most) return { kind: 'give-up' };
  if (failure.kind === 'http-status' && failure.retryAfterMs !== null) {
    return { kind: failure.retryAfterMs > LONGEST_SLEEP_MS ? 'wait' : 'retry', delayMs: failure.retryAfterMs };
  }
  const ceiling = Math.min(MAX_DELAY_MS, BASE_DELAY_MS * 2 ** (attempts - 1));
  return { kind: 'retry', delayMs: Math.round(ceiling * random) };
}

function isAboutTheAddress(failure: Failure): boolean {
  return failure.kind === 'dns' || failure.kind === 'connect' || failure.kind === 'proxy';
}

/** Whether the same request may succeed later without anybody doing anything. */
export function isRetryable(failure: Failure): boolean {
  switch (failure.kind) {
    case 'dns':
    case 'connect':
    case 'reset':
    case 'timeout':
    case 'truncated':
    case 'ranges-lost':
      return true;
    case 'http-status':
      return RETRYABLE_STATUS.has(failure.status);
    case 'proxy':
      return failure.cause !== 'auth' && failure.cause !== 'denied';
    case 'protocol':
      return failure.fault === 'malformed';
    case 'object-store':
    case 'restore-needed':
    case 'connection':
    case 'tls':
    case 'redirect':
    case 'too-large':
    case 'not-the-file':
    case 'remote-changed':
    case 'stream-cut':
    case 'other-file':
    case 'invalid-url':
    case 'unsupported-scheme':
    case 'invalid-option':
    case 'name-illegal':
    case 'no-such-job':
    case 'not-adopted':
    case 'folder-missing':
    case 'folder-not-a-folder':
    case 'folder-read-only':
    case 'disk-space':
    case 'disk':
    case 'target-exists':
    case 'target-in-use':
    case 'part-file-foreign':
    case 'checksum-mismatch':
    case 'fault':
    case 'row-unreadable':
      return false;
    default:
      return assertNever(failure);
  }
}

/** Whether the address itself was refused, so that only a new link helps once the probe had worked (spec D1). */
export function isLinkRefused(failure: Failure): boolean {
  return failure.kind === 'http-status' && [401, 403, 404, 410].includes(failure.status);
}
