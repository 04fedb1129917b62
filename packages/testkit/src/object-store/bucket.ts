/** A bucket: its rules, and its objects with all their versions. */
import { FaultScript } from '../fault-script.ts';
import type { Fault } from '../faults.ts';
import { NO_KEYS, SortedKeys, lowerBound, type GeneratedKeys } from './sorted-keys.ts';
import type { ObjectOptions, ObjectVersion, VersionEntry } from './stored-object.ts';

export interface BucketOptions {
  /** Absent: private. */
  readonly acl?: 'private' | 'public-read';
  readonly versioned?: boolean;
  readonly requesterPays?: boolean;
  /** Where it really is, when not behind this store's own endpoint. */
  readonly elsewhere?: { readonly endpoint: string; readonly region: string };
  /** Keys that are only computed, and the object that is behind each. */
  readonly generated?: GeneratedKeys & { object(index: number): ObjectOptions };
  /** Faults for listings. */
  readonly faults?: readonly Fault[];
}

interface Entry {
  readonly versions: VersionEntry[];
  readonly script: FaultScript;
}

export class Bucket {
  readonly options: BucketOptions;
  readonly listScript: FaultScript;
  readonly #entries = new Map<string, Entry>();
  #keys: SortedKeys | null = null;
  #lastVersion = 0;

  constructor(options: BucketOptions) {
    this.options = options;
    this.listScript = new FaultScript(options.faults ?? []);
  }

  /** Puts an object, as a new version where there are versions; returns the version's id. */
  put(key: string, options: ObjectOptions): string | null {
    const versionId = this.#nextVersion();
    const entry = this.#entry(key);
    if (versionId === null) entry.versions.length = 0;
    if (options.faults !== undefined) entry.script.setFaults(options.faults);
    entry.versions.push({
      kind: 'version',
      versionId,
      options,
      restore: { kind: options.archived === true ? 'archived' : 'not-archived' },
    });
    return versionId;
  }

  /** Deletes an object: a mark where there are versions, else for good. */
  remove(key: string): void {
    const versionId = this.#nextVersion();
    const { versions } = this.#entry(key);
    if (versionId === null) versions.length = 0;
    else versions.push({ kind: 'delete-marker', versionId });
  }

  /** The version asked for, or the newest; null when there is none. */
  find(key: string, versionId: string | null): VersionEntry | null {
    const versions = this.#entries.get(key)?.versions ?? [];
    if (versionId !== null) return versions.find((version) => version.versionId === versionId) ?? null;
    return versions.at(-1) ?? this.#computed(key);
  }

  /** The newest version of an object that is there. */
  newest(key: string): ObjectVersion | null {
    const found = this.find(key, null);
    return found?.kind === 'version' ? found : null;
  }

  /** The faults and the gate of a key. */
  script(key: string): FaultScript {
    return this.#entry(key).script;
  }

  /** All faults of its objects, as they were given. */
  faults(): readonly Fault[] {
    return [...this.#entries.values()].flatMap(({ versions }) => versions.flatMap((version) => faultsOf(version)));
  }

  get keys(): SortedKeys {
    this.#keys ??= new SortedKeys(this.#entries.keys(), this.options.generated ?? NO_KEYS);
    return this.#keys;
  }

  #entry(key: string): Entry {
    const entry = this.#entries.get(key) ?? { versions: [], script: new FaultScript([]) };
    if (!this.#entries.has(key)) this.#keys = null;
    this.#entries.set(key, entry);
    return entry;
  }

  #computed(key: string): VersionEntry | null {
    const { generated } = this.options;
    if (generated === undefined) return null;
    const index = lowerBound(generated, key);
    if (index >= generated.count || generated.at(index) !== key) return null;
    return { kind: 'version', versionId: null, options: generated.object(index), restore: { kind: 'not-archived' } };
  }

  #nextVersion(): string | null {
    if (this.options.versioned !== true) return null;
    this.#lastVersion += 1;
    return `CAEQ${String(this.#lastVersion).padStart(8, '0')}`;
  }
}

function faultsOf(version: VersionEntry): readonly Fault[] {
  return version.kind === 'version' ? (version.options.faults ?? []) : [];
}
