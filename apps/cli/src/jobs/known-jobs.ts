/** The unfinished jobs of earlier runs, to be found by their place: what the same command left is continued, not added again. */
import type { NewJob } from '@sluice/engine';
import type { Job, JobId, JobSecrets } from '@sluice/model';
import { findContinuation, isUnfinished } from './find-continuation.ts';

interface KnownJob {
  readonly job: Job;
  readonly secrets: JobSecrets;
}

/** The part of the list of jobs that is needed. */
export interface JobShelf {
  find(query: Readonly<Record<string, never>>): readonly Job[];
  read(id: JobId): KnownJob | null;
}

export class KnownJobs {
  readonly #shelf: JobShelf;
  readonly #byPlace = new Map<string, readonly JobId[]>();
  readonly #taken = new Set<JobId>();

  constructor(shelf: JobShelf) {
    this.#shelf = shelf;
    for (const { id, state, target } of shelf.find({})) {
      if (!isUnfinished(state.kind)) continue;
      const place = placeOf(target.directory, target.chosenName);
      this.#byPlace.set(place, [...(this.#byPlace.get(place) ?? []), id]);
    }
  }

  /** The job that would bring the same address into the same place; null: there is none, or it was taken. */
  take(wanted: NewJob): KnownJob | null {
    const ids = this.#byPlace.get(placeOf(wanted.directory, wanted.chosenName)) ?? [];
    const found = findContinuation(
      ids.flatMap((id) => this.#shelf.read(id) ?? []),
      wanted,
      this.#taken,
    );
    if (found === null) return null;
    this.#taken.add(found.job.id);
    return found;
  }
}

function placeOf(directory: string, name: string | null): string {
  return `${directory}\0${name ?? ''}`;
}
