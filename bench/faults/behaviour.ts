/** What the bench needs to know of a server's behaviour. */
import type { Origin, ServeOptions } from '@sluice/testkit';

/** How a download goes: undisturbed; stopped by a signal and run again; killed and run again. */
export const MODES = ['fresh', 'resumed', 'killed'] as const;
export type Mode = (typeof MODES)[number];

export interface Behaviour {
  readonly id: string;
  /** In plain words, as the table shows it. */
  readonly title: string;
  readonly modes: readonly Mode[];
  /** Where the bytes of the file come from; programs are stopped when so many came from there. */
  readonly dataPath: string;
  /** Serves the file as it is in this mode from the first request on; returns the address that the user has. */
  readonly serve: (origin: Origin, mode: Mode, atRate: (options: ServeOptions) => ServeOptions) => string;
  /** What becomes of the server between the two runs of a download that is stopped or killed. */
  readonly meanwhile: (origin: Origin) => void;
  readonly sizeBytes: number;
  /** The modes in which what is there can't be used: the file changed or is damaged, or the server gives no ranges. */
  readonly mustRefetch: readonly Mode[];
  /** Contents that count as right: each version that the server has as a whole. */
  readonly versions: readonly Version[];
  /** The SHA-256 that the user knows; null where the user knows none. */
  readonly knownSha256: string | null;
}

/** One whole content: the bytes of a seed, plain or as gzip. */
export interface Version {
  readonly seed: number;
  readonly sizeBytes: number;
  readonly coding: 'identity' | 'gzip';
}
