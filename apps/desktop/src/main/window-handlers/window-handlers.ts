/** What only the window asks for: a look at links, files that were dropped on it or are dragged out of it. */
import type { Handlers } from '@sluice/ipc';
import type { JobSnapshot } from '@sluice/model';
import { filesToDrag } from './drag-out.ts';
import { LinkProbes, type Prober } from './probe-links.ts';
import { readLinkFiles } from './read-link-files.ts';

export interface WindowPorts {
  readonly queue: Prober & { snapshot(id: string): JobSnapshot | null };
  /** Begins the system's own drag of these files. */
  dragFiles(paths: readonly string[]): void;
}

type Answered = Pick<Handlers, 'jobs:drag-out' | 'links:probe' | 'links:stop-probes' | 'links:read-files'>;

export function createWindowHandlers(ports: WindowPorts): Answered {
  const { queue } = ports;
  const probes = new LinkProbes(queue);
  return {
    'jobs:drag-out': ({ ids }) => {
      ports.dragFiles(filesToDrag(ids.map((id) => queue.snapshot(id))));
      return null;
    },
    'links:probe': (input) => probes.probe(input),
    'links:stop-probes': () => {
      probes.stopAll();
      return null;
    },
    'links:read-files': ({ paths }) => readLinkFiles(paths),
  };
}
