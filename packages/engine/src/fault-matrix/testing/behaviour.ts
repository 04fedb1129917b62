/** How a server behaves, and what must come of it, as data. */
import type { Failure, JobOptions, ProtocolFault, WaitReason } from '@sluice/model';
import type { Fault, ServeOptions } from '@sluice/testkit';

export type Outcome =
  /** Done, bit for bit. */
  | {
      readonly end: 'right';
      /** Which content: the one that was begun, or the one that took its place. */
      readonly of?: 'changed';
      /** How often everything had to be dropped; 0 unless the remote file really changed. */
      readonly restarts?: number;
      /** Bytes that may be fetched beyond the file's size, for each time that it had to be begun. */
      readonly overBytes?: number;
    }
  | { readonly end: 'waiting'; readonly reason: WaitReason['kind'] }
  | { readonly end: 'failed'; readonly failure: Failure['kind']; readonly fault?: ProtocolFault };

export interface Behaviour {
  readonly name: string;
  /** The line of the spec that it tries. */
  readonly spec: string;
  /** How the file is served, with the faults that strike from the first request on. */
  readonly serve?: Partial<ServeOptions>;
  /** Faults that strike in the second run only; a fresh download meets them from its start. */
  readonly later?: readonly Fault[];
  /** What becomes of the remote file between two runs. */
  readonly replaced?: Partial<ServeOptions>;
  /** A second address at the origin that the first leads to. */
  readonly behind?: Partial<ServeOptions> & { readonly path: string };
  /** Added to the address. */
  readonly query?: string;
  readonly options?: Partial<JobOptions>;
  readonly headers?: readonly (readonly [string, string])[];
  /** Absent: the behaviour means nothing for a fresh download. */
  readonly fresh?: Outcome;
  readonly resumed: Outcome;
  /** Absent: as `resumed`. */
  readonly killed?: Outcome;
}
