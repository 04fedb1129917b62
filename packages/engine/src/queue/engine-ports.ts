/** Everything the engine needs from outside; the composition roots provide it. */
import type { ObjectOptions } from '@sluice/model';
import type { Clock } from '../clock.ts';
import type { Source } from '../source/source.ts';
import type { HostMemory } from '../transfer/host-memory.ts';
import type { Transport } from '../transfer/transport.ts';
import type { Connectivity } from './connectivity.ts';
import type { JobHistory, JobStore } from './job-store.ts';

export interface EnginePorts {
  readonly store: JobStore;
  /** What the store remembers of the way jobs went; absent: nothing is told of it. */
  readonly history?: JobHistory;
  readonly transport: Transport;
  /** The first that serves a scheme is asked. */
  readonly sources: readonly Source[];
  readonly clock: Clock;
  /** A number in [0, 1). */
  readonly random: () => number;
  readonly connectivity: Connectivity;
  /** Absent: what is learned of servers is forgotten with the program. */
  readonly hostMemory?: HostMemory;
  /** Another address for an expired link, that opens the same object; null: there is none. Absent: never (spec G4). */
  readonly renewLink?: (url: string) => { readonly url: string; readonly object: ObjectOptions } | null;
}
