/** A store that puts the committed content into the disk log after every transaction. */
import type { JobChange, JobQuery, JobStore, StoredJob } from '@sluice/engine';
import type { Job, JobId, JobStateKind, Ranked } from '@sluice/model';
import type { CommittedContent, DiskLog } from './disk-log.ts';

export class RecordingStore implements JobStore {
  readonly #store: JobStore;
  readonly #log: DiskLog;
  readonly #content: () => CommittedContent;

  constructor(store: JobStore, log: DiskLog, content: () => CommittedContent) {
    this.#store = store;
    this.#log = log;
    this.#content = content;
  }

  find(query: JobQuery): readonly Job[] {
    return this.#store.find(query);
  }

  ranks(states: readonly JobStateKind[]): readonly Ranked[] {
    return this.#store.ranks(states);
  }

  read(id: JobId): StoredJob | null {
    return this.#store.read(id);
  }

  save(changes: readonly JobChange[]): void {
    this.#store.save(changes);
    this.#note();
  }

  remove(ids: readonly JobId[]): void {
    this.#store.remove(ids);
    this.#note();
  }

  #note(): void {
    this.#log.note({ kind: 'commit', content: this.#content() });
  }
}
