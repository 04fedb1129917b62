/** Everything the engine needs from outside; the composition roots provide it. */
import type { Clock } from '../clock.ts';
import type { Source } from '../source/source.ts';
import type { HostMemory } from '../transfer/host-memory.ts';
import type { Transport } from '../transfer/transport.ts';
import type { Connectivity } from './connectivity.ts';
import type { JobStore } from './job-store.ts';

export interface EnginePorts {
  readonly store: JobStore;
  readonly transport: Transport;
  /** The first that serves a scheme is asked. */
  readonly sources: readonly Source[];
  readonly clock: Clock;
  /** A number in [0, 1). */
  readonly random: () => number;
  readonly connectivity: Connectivity;
  /** Absent: what is learned of servers is forgotten with the program. */
  readonly hostMemory?: HostMemory;
}
