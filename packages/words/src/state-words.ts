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
    /** `left`: until it is usually over. */
    readonly restore: (archive: {
      readonly storageClass: string | null;
      readonly requested: boolean;
      readonly left: string | null;
    }) => string;
    readonly remoteChanged: (kept: string | null) => string;
    readonly targetExists: string;
  };
  /** What holds a transfer back; numbers come as people read them. */
  readonly speed: {
    readonly server: (connections: string, each: string) => string;
    readonly serverCap: (connections: string, each: string) => string;
    readonly servers: (sources: string, connections: string, each: string) => string;
    readonly link: (connections: string, all: string) => string;
    readonly disk: (share: string) => string;
    readonly limitOfJob: (limit: string) => string;
    readonly limitOfAll: (limit: string) => string;
    readonly fewConnections: (connections: string, each: string) => string;
    readonly unknown: string;
  };
  readonly verdict: {
    readonly verified: (by: string) => string;
    readonly unverified: string;
    readonly noneFound: string;
    readonly keptExisting: string;
  };
}
