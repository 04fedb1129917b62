/** Answers what the window's list asks for: stretches of rows, the snapshots of those in sight, and the past of one. */
import type { JobQueue } from '@sluice/engine';
import type { Handlers } from '@sluice/ipc';
import { searchWords, type JobId, type ListCounts, type ListQuery, type ListedRows } from '@sluice/model';
import { listedLinks } from './links/listed-links.ts';

/** The store's list, as the window needs it. */
export interface Listing {
  rows(query: ListQuery, from: number, limit: number): ListedRows;
  counts(): ListCounts;
  /** The latest job at each of some stored addresses that has one. */
  jobsAt(urls: readonly string[]): ReadonlyMap<string, JobId>;
}

export interface ListPorts {
  readonly queue: JobQueue;
  readonly listing: Listing;
}

type ListHandlers = Pick<Handlers, 'jobs:list' | 'jobs:rows' | 'jobs:snapshots' | 'jobs:history' | 'links:listed'>;

export function createListHandlers({ queue, listing }: ListPorts): ListHandlers {
  return {
    'jobs:list': () => ({ snapshots: queue.snapshots() }),
    'jobs:rows': ({ filter, fileKind, search, from, limit, snapshots }) => {
      const rows = listing.rows({ filter, fileKind, words: searchWords(search) }, from, limit);
      return { rows, counts: listing.counts(), snapshots: queue.snapshots({ ids: rows.ids.slice(0, snapshots) }) };
    },
    'jobs:snapshots': ({ ids }) => ({ snapshots: queue.snapshots({ ids }) }),
    'links:listed': ({ urls }) => ({ links: listedLinks(urls, (addresses) => listing.jobsAt(addresses)) }),
    'jobs:history': ({ id }) => ({ events: queue.history(id) }),
  };
}
