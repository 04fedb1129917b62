/** What is asked of the queue when it is to go on with another program's file. */
import type { Claim, Failure, Job } from '@sluice/model';
import type { NewJob } from './new-job.ts';

export interface AdoptRequest {
  readonly claim: Claim;
  /** The job as it would be added; its folder and name are where the finished file goes. */
  readonly job: NewJob;
  /** Copy the file and leave the original; else it becomes the part file. */
  readonly keepOriginal: boolean;
  /** What is being done; `fraction` 0…1 of reading the disk. */
  readonly onStep?: (step: { readonly kind: 'reading'; readonly fraction: number } | { readonly kind: 'comparing' }) => void;
}

export type AdoptOutcome =
  /** `keptBytes` are taken over; `compared` samples agreed with the server. */
  | { readonly kind: 'added'; readonly job: Job; readonly keptBytes: number; readonly compared: number; readonly copied: boolean }
  /** Nothing was changed. */
  | { readonly kind: 'refused'; readonly failure: Failure };
