/** What `Updates` needs of the program that knows how packages of each system are fetched and put in place. */
import type { UpdateTrouble } from '@sluice/ipc';

export type CheckOutcome =
  | { readonly kind: 'current' }
  | { readonly kind: 'available'; readonly version: string }
  | { readonly kind: 'failed'; readonly reason: UpdateTrouble; readonly detail: string };

export type StepOutcome = { readonly kind: 'done' } | { readonly kind: 'failed'; readonly reason: UpdateTrouble; readonly detail: string };

export interface UpdaterPort {
  /** Only an answer that is signed counts. */
  check(): Promise<CheckOutcome>;
  /** Fetches what `check` found and compares it with its digest. `onPercent` is told 0…100. */
  download(onPercent: (percent: number) => void): Promise<StepOutcome>;
  /** Compares once more, puts it in place, and ends the program so that the new one starts. `done`: the program is about to end. */
  install(): Promise<StepOutcome>;
}
