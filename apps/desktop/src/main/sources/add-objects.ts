/** Queues objects and whole prefixes of a bucket, in slices, while the list is still being read: neither memory nor the window feels how many (G9). */
import { delay, systemClock, type AddOutcome, type NewJob } from '@sluice/engine';
import type { AddObjectsReply, AddingObjects, InputOf } from '@sluice/ipc';
import { objectAddress, type Connection, type Failure } from '@sluice/model';
import { FolderMaker, baseOf, localPath, objectsBelow, type PlacedObject } from '@sluice/object-storage';
import type { ObjectPorts } from './sources.ts';

export interface AddObjectsPorts {
  readonly ports: ObjectPorts;
  readonly connection: Connection;
  /** An existing folder. */
  readonly root: string;
  readonly add: (requests: readonly NewJob[]) => Promise<readonly AddOutcome[]>;
  readonly jobFor: (place: { readonly url: string; readonly directory: string; readonly name: string }) => NewJob;
  readonly tell: (progress: AddingObjects) => void;
}

type Chosen = InputOf<'objects:add'>;

/** So many are one transaction, and then the others have their turn. */
const SLICE_JOBS = 100;

/** Aborting leaves in the queue what was added. */
export async function addObjects(chosen: Chosen, around: AddObjectsPorts, signal: AbortSignal): Promise<AddObjectsReply> {
  const adder = new ObjectAdder(around, signal);
  const { connection } = around;
  const base = baseOf(chosen.level);
  const level = chosen.objects.flatMap(({ key, sizeBytes }) => {
    const local = localPath(key, base);
    const url = objectAddress({ provider: connection.provider, bucket: chosen.bucket, key, versionId: null });
    return local === null ? [] : [{ ...local, url, sizeBytes }];
  });
  const files = new Set(chosen.objects.map(({ key }) => key));
  await adder.add(level);
  for (const prefix of chosen.prefixes) {
    if (signal.aborted) break;
    const steps = objectsBelow(around.ports, { connection, bucket: chosen.bucket, prefix, base, files }, signal);
    for await (const step of steps) {
      if (step.kind === 'failed') return { ...adder.told(), failure: step.failure };
      await adder.add(step.objects);
    }
  }
  return adder.told();
}

class ObjectAdder {
  readonly #around: AddObjectsPorts;
  readonly #folders: FolderMaker;
  readonly #signal: AbortSignal;
  #added = 0;
  #refused = 0;
  #failure: Failure | null = null;

  constructor(around: AddObjectsPorts, signal: AbortSignal) {
    this.#around = around;
    this.#folders = new FolderMaker(around.root);
    this.#signal = signal;
  }

  async add(objects: readonly PlacedObject[]): Promise<void> {
    for (let at = 0; at < objects.length && !this.#signal.aborted; at += SLICE_JOBS) {
      const jobs = await this.#jobs(objects.slice(at, at + SLICE_JOBS));
      for (const outcome of await this.#around.add(jobs)) {
        if (outcome.kind === 'added') this.#added += 1;
        else this.#refuse(outcome.failure);
      }
      this.#around.tell({ added: this.#added, refused: this.#refused });
      await delay(systemClock, 0, this.#signal);
    }
  }

  told(): AddObjectsReply {
    return { added: this.#added, refused: this.#refused, stopped: this.#signal.aborted, failure: this.#failure };
  }

  async #jobs(objects: readonly PlacedObject[]): Promise<readonly NewJob[]> {
    const jobs: NewJob[] = [];
    for (const { folders, name, url } of objects) {
      const made = await this.#folders.make(folders);
      if (made.kind === 'failed') this.#refuse(made.failure);
      else jobs.push(this.#around.jobFor({ url, directory: made.path, name }));
    }
    return jobs;
  }

  #refuse(failure: Failure): void {
    this.#refused += 1;
    this.#failure ??= failure;
  }
}
