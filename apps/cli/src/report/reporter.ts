/** How a run is told: as sentences for people or as objects for programs. */
import type { Failure, JobSnapshot } from '@sluice/model';
import type { Ending } from '../jobs/ending.ts';

export interface Reporter {
  /** An address that never became a job. */
  refused(failure: Failure): void;
  change(snapshot: JobSnapshot): void;
  /** The last that is told of a job. */
  end(ending: Ending, snapshot: JobSnapshot): void;
  /** A sentence for people; programs are not told. */
  notice(sentence: string): void;
  /** Leaves the terminal as it should be. */
  close(): void;
}

/** What a reporter writes to: a line is given without its end. */
export type WriteLine = (line: string) => void;
