/** The shape of a language's words for states, waiting and verdicts. */
import type { JobStateKind } from '@sluice/model';

export interface StateWords {
  readonly kept: (percent: string) => string;
  readonly state: Readonly<Record<JobStateKind, string>>;
  readonly connections: (count: number) => string;
  readonly left: (duration: string) => string;
  readonly linkExpires: (duration: string) => string;
  readonly linkExpired: string;
  readonly wait: {
    readonly network: string;
    readonly retrySoon: string;
    readonly retryIn: (duration: string) => string;
    readonly diskSpace: (space: { readonly neededBytes: number; readonly availableBytes: number }) => string;
    readonly newLink: (status: number) => string;
    readonly restore: string;
    readonly remoteChanged: (kept: string | null) => string;
    readonly targetExists: string;
  };
  readonly verdict: {
    readonly verified: (by: string) => string;
    readonly unverified: string;
    readonly noneFound: string;
    readonly keptExisting: string;
  };
}
