/** What was seen of folders a moment ago, so that a thousand small files don't try out and read one folder a thousand times (0039). */
import type { Clock } from '../clock.ts';
import { checkFolder, type FolderCheck } from './check-folder.ts';

/** For so long what was seen is taken as it was. What is made or named meanwhile is looked at for itself, and refused where it can't be. */
const FRESH_MS = 1_000;
const MOST_FOLDERS = 64;

interface Seen<T> {
  readonly atMs: number;
  readonly what: T;
}

export class SeenFolders {
  readonly #clock: Pick<Clock, 'monotonicMs'>;
  readonly #checks = new Map<string, Seen<FolderCheck>>();
  readonly #names = new Map<string, Seen<Set<string>>>();

  constructor(clock: Pick<Clock, 'monotonicMs'>) {
    this.#clock = clock;
  }

  /** `checkFolder`, unless the folder was found to be good a moment ago. */
  async check(directory: string): Promise<FolderCheck> {
    const known = this.#fresh(this.#checks, directory);
    if (known !== null) return known;
    const check = await checkFolder(directory);
    if (check.kind === 'ok') this.#keep(this.#checks, directory, check);
    return check;
  }

  /** The folded names that a folder had a moment ago, and those that were given since; null: that is too long ago. */
  names(directory: string): Set<string> | null {
    return this.#fresh(this.#names, directory);
  }

  /** The folder was read. */
  noteNames(directory: string, names: Iterable<string>): void {
    this.#keep(this.#names, directory, new Set(names));
  }

  #fresh<T>(seen: ReadonlyMap<string, Seen<T>>, directory: string): T | null {
    const known = seen.get(directory);
    return known !== undefined && this.#clock.monotonicMs() - known.atMs < FRESH_MS ? known.what : null;
  }

  #keep<T>(seen: Map<string, Seen<T>>, directory: string, what: T): void {
    if (seen.size >= MOST_FOLDERS) seen.clear();
    seen.set(directory, { atMs: this.#clock.monotonicMs(), what });
  }
}
