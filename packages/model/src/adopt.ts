/** What another program left unfinished, in words that fit all of them: what it says of itself, and nothing of it is believed yet. */
import type { ByteRange } from './byte-range.ts';
import type { Block } from './part.ts';

/** Who began: the SDKs of Alibaba Cloud OSS (ossutil writes what the Go SDK does), aria2, Chromium, or whoever wrote the plain beginning. */
export type ForeignProgram = 'oss-go' | 'oss-go-v2' | 'oss-java' | 'oss-python' | 'aria2' | 'chromium' | 'part-file' | 'plain';

export interface ClaimedRange {
  readonly range: ByteRange;
  /** Of exactly these bytes, CRC-64/XZ, 16 lower-case hex digits; null: the program kept none. */
  readonly crc64: string | null;
}

export interface Claim {
  readonly program: ForeignProgram;
  /** Absolute path of the file that holds the bytes. */
  readonly dataPath: string;
  /** Of the whole remote file; null where the program did not write it down. */
  readonly sizeBytes: number | null;
  /** As the program wrote it: with quotes or without. */
  readonly etag: string | null;
  /** An HTTP-date. */
  readonly lastModified: string | null;
  /** Of the whole remote file: 16 lower-case hex digits. */
  readonly crc64: string | null;
  /** Where it came from, as far as it was written down, such as `oss://bucket/key`. */
  readonly url: string | null;
  /** The name that the finished file was to have; null: the server's. */
  readonly target: string | null;
  /** In file order, without overlap. */
  readonly claimedRanges: readonly ClaimedRange[];
  /** `guessed`: nobody wrote down what has arrived; it is read off the file itself, whose holes are certainly missing. */
  readonly certainty: 'recorded' | 'guessed';
}

/** A block of a claimed stretch as it lies on the disk. */
export interface FoundBlock extends Block {
  /** It has a page of zeros: a hole, or a write that was lost. */
  readonly doubtful: boolean;
}

/** Why what another program began can't be continued. Nothing was changed. */
export type AdoptTrouble =
  /** The checkpoint is damaged, too large, or of a version that nobody knows. */
  | 'unreadable'
  | 'torrent'
  /** Only a part of the object was to be fetched. */
  | 'sub-range'
  /** There is a checkpoint, and not the file of which it speaks. */
  | 'data-missing'
  | 'not-a-file'
  /** Nobody wrote down where it comes from, and the user did not say either. */
  | 'no-source'
  /** The server sends no ranges: nothing of it could be used. */
  | 'no-ranges'
  | 'other-size'
  /** The server's validators or checksum are not those that were written down. */
  | 'other-version'
  | 'other-bytes'
  /** All that is there are holes, zeros, or bytes that their own checksums refute. */
  | 'nothing-usable'
  /** Somebody is still writing to it. */
  | 'busy'
  /** It belongs to a job of the queue already. */
  | 'own-job';
