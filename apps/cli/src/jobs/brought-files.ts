/** What earlier runs brought: by its place, which version of an object became which file. */
import type { Job } from '@sluice/model';

export interface BroughtFile {
  /** Another than was wished where a file of that name was kept. */
  readonly path: string;
  /** Empty: the server told none. */
  readonly etag: string;
  readonly atMs: number;
}

/** The part of the list of jobs that is needed. */
interface DoneJobs {
  find(query: { readonly states: readonly ['done'] }): readonly Job[];
}

export class BroughtFiles {
  readonly #byPlace = new Map<string, readonly BroughtFile[]>();

  constructor(shelf: DoneJobs) {
    // Of a file that was overwritten, only what came last is there.
    const byPath = new Map<string, BroughtFile & { readonly place: string }>();
    for (const { state, remote, source, target } of shelf.find({ states: ['done'] })) {
      if (state.kind !== 'done' || state.verdict.kind === 'kept-existing' || state.atMs < (byPath.get(state.path)?.atMs ?? 0)) continue;
      const place = placeOf({ url: source.url, directory: target.directory, chosenName: target.chosenName });
      byPath.set(state.path, { place, path: state.path, etag: remote?.etag ?? '', atMs: state.atMs });
    }
    for (const { place, ...file } of byPath.values()) this.#byPlace.set(place, [...(this.#byPlace.get(place) ?? []), file]);
  }

  /** The files that the same command made of the object, whichever of its versions they hold. */
  of(place: Place): readonly BroughtFile[] {
    return this.#byPlace.get(placeOf(place)) ?? [];
  }
}

interface Place {
  readonly url: string;
  readonly directory: string;
  readonly chosenName: string | null;
}

function placeOf({ url, directory, chosenName }: Place): string {
  return `${directory}\0${chosenName ?? ''}\0${url}`;
}
