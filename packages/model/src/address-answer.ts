/** What is at an address, as its server says it. */
import type { Failure } from './failure.ts';

export type AddressAnswer =
  | {
      readonly kind: 'found';
      /** Fit to show, and what a job of this address would have: without secrets. */
      readonly url: string;
      /** Safe to use as a file's name. */
      readonly name: string;
      /** Null when the server did not say. */
      readonly sizeBytes: number | null;
      readonly resumable: boolean;
    }
  | { readonly kind: 'refused'; readonly failure: Failure };
