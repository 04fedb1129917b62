/** What a running job needs of the queue that runs it. */
import type { OriginMarks } from '../file/origin-marks.ts';
import type { SeenFolders } from '../file/seen-folders.ts';
import type { Source } from '../source/source.ts';
import type { HostMemory } from '../transfer/host-memory.ts';
import type { TokenBucket } from '../transfer/token-bucket.ts';
import type { Checkpointer } from './checkpointer.ts';
import type { EnginePorts } from './engine-ports.ts';
import type { Reservations } from './reservations.ts';
import type { QueueSettings } from './settings.ts';

export interface RunContext {
  readonly ports: EnginePorts;
  readonly settings: () => QueueSettings;
  readonly reservations: Reservations;
  readonly folders: SeenFolders;
  readonly marks: OriginMarks;
  readonly checkpointer: Checkpointer;
  readonly globalBucket: TokenBucket;
  readonly hostMemory: HostMemory;
  readonly source: Source;
}
