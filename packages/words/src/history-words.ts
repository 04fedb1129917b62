/** The shape of a language's sentences about what happened to a job. Causes are put behind them where there are any. */
export interface HistoryWords {
  readonly added: string;
  readonly started: string;
  readonly wentOnWith: (kept: string) => string;
  readonly probed: (host: string, size: string | null) => string;
  readonly notResumable: string;
  readonly partWentOn: (part: string, at: string) => string;
  readonly connectionsLowered: (connections: number) => string;
  readonly blocksRepaired: (count: number, size: string) => string;
  readonly paused: Readonly<Record<'user' | 'quit' | 'sleep' | 'crash', string>>;
  readonly resumed: Readonly<Record<'user' | 'itself', string>>;
  readonly waiting: Readonly<Record<'network' | 'diskSpace' | 'restore' | 'remoteChanged' | 'targetExists', string>>;
  readonly waitedForLink: (status: number) => string;
  readonly retriesLater: string;
  readonly restarted: (dropped: string | null) => string;
  readonly linkRefreshed: (host: string) => string;
  readonly mirrorUsed: (host: string) => string;
  readonly mirrorRefused: (host: string) => string;
  readonly mirrorHasOther: (host: string) => string;
  readonly sourceJoined: (host: string) => string;
  readonly sourceLeft: (host: string) => string;
  readonly bytesDoubted: (host: string, size: string) => string;
  readonly verified: (by: string) => string;
  readonly committed: (path: string) => string;
  readonly keptExisting: (path: string) => string;
  readonly failed: string;
  readonly cancelled: string;
}
