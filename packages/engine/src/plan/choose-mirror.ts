/** Which of a job's addresses is asked next when the one in use does not serve any more; pure. */
import { assertNever, type Failure } from '@sluice/model';

export interface MirrorFacts {
  /** How many addresses the job has: its own, and its mirrors behind it. */
  readonly addresses: number;
  /** The one in use, counted from 0. */
  readonly using: number;
  /** Those that this run has given up. */
  readonly givenUp: ReadonlySet<number>;
  /** What the one in use failed with. */
  readonly failure: Failure;
  /** Without a network no address is better than another. */
  readonly online: boolean;
  /** Whether somebody said which bytes are wanted: then a source that has others now has another file, and not a newer one. */
  readonly digestGiven: boolean;
}

/** The best address that is left; null: it is not the address that failed, or none is left. */
export function chooseMirror({ addresses, using, givenUp, failure, online, digestGiven }: MirrorFacts): number | null {
  if (!online || !isAboutTheSource(failure, digestGiven)) return null;
  for (let at = 0; at < addresses; at += 1) if (at !== using && !givenUp.has(at)) return at;
  return null;
}

/** Whether another address may do better where this one failed so. */
export function isAboutTheSource(failure: Failure, digestGiven: boolean): boolean {
  switch (failure.kind) {
    case 'dns':
    case 'connect':
    case 'tls':
    case 'reset':
    case 'timeout':
    case 'truncated':
    case 'http-status':
    case 'protocol':
    case 'redirect':
    case 'too-large':
    case 'not-the-file':
    case 'ranges-lost':
    case 'stream-cut':
    case 'other-file':
    case 'object-store':
    case 'restore-needed':
    case 'connection':
    case 'unsupported-scheme':
    case 'checksum-mismatch':
      return true;
    // All addresses are asked through the same proxy, but it may let one through and not the other.
    case 'proxy':
      return failure.cause === 'target' || failure.cause === 'denied';
    case 'remote-changed':
      return digestGiven;
    case 'invalid-url':
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
    case 'fault':
    case 'row-unreadable':
      return false;
    default:
      return assertNever(failure);
  }
}

/** Whether a source that failed so holds another file: it is not asked again in this run, whatever happens to the others. */
export function hasOtherFile({ kind }: Failure): boolean {
  return kind === 'other-file' || kind === 'remote-changed' || kind === 'checksum-mismatch' || kind === 'not-the-file';
}
