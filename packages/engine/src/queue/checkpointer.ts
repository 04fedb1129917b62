/**
 * Sync, then claim (law 1): at most every second or 64 MiB, what all running jobs received is brought to the disk, and then one
 * transaction says so (spec C1). A lost checkpoint costs its batch, never correctness.
 */
import type { DiskFailure } from '@sluice/model';
import type { Clock } from '../clock.ts';
import type { Snapshot } from '../transfer/part-table.ts';
import type { JobChange, JobStore } from './job-store.ts';

const INTERVAL_MS = 1_000;
const BATCH_BYTES = 64 * 1024 * 1024;

/** A job that transfers, as the checkpointer sees it. */
export interface Participant {
  /** Brings what was taken from the sockets into the file. */
  flush(): Promise<void>;
  /** What has changed since the last snapshot; null: nothing. */
  takeSnapshot(): Snapshot | null;
  /** Makes durable what is in the file. */
  sync(): Promise<DiskFailure | null>;
  /** The row that claims the snapshot. */
  changeFor(snapshot: Snapshot): JobChange;
  /** The claim is stored, as this change. */
  claimed(snapshot: Snapshot, change: JobChange): void;
  /** The claim was not stored; it must be made again. */
  putBack(snapshot: Snapshot): void;
  /** The disk refused; the job can't go on. */
  fail(failure: DiskFailure): void;
}

export class Checkpointer {
  readonly #clock: Clock;
  readonly #store: JobStore;
  readonly #onFault: (fault: unknown) => void;
  readonly #participants = new Set<Participant>();
  /** Jobs with a sync that failed. The system may have dropped those bytes, and says so only once: a later sync proves nothing. */
  readonly #distrusted = new WeakSet<Participant>();
  #cancelTimer: (() => void) | null = null;
  #unsyncedBytes = 0;
  #batchWanted = false;
  /** Checkpoints happen one after another. */
  #last: Promise<void> = Promise.resolve();

  constructor(clock: Clock, store: JobStore, onFault: (fault: unknown) => void) {
    this.#clock = clock;
    this.#store = store;
    this.#onFault = onFault;
  }

  join(participant: Participant): void {
    this.#participants.add(participant);
    this.#arm();
  }

  /** The job transfers no more; its last checkpoint has been made with `checkpoint`. */
  leave(participant: Participant): void {
    this.#participants.delete(participant);
    if (this.#participants.size === 0) this.#disarm();
  }

  /** Counts bytes that the next checkpoint will have to bring to the disk. */
  count(bytes: number): void {
    this.#unsyncedBytes += bytes;
    if (this.#unsyncedBytes < BATCH_BYTES || this.#batchWanted) return;
    this.#batchWanted = true;
    void this.#all().catch(this.#onFault);
  }

  /** Makes a checkpoint of one job now. Rejects when the store refuses. */
  checkpoint(participant: Participant): Promise<void> {
    return this.#enqueue(() => this.#run([participant]));
  }

  #all(): Promise<void> {
    return this.#enqueue(() => {
      this.#unsyncedBytes = 0;
      this.#batchWanted = false;
      return this.#run([...this.#participants]);
    });
  }

  #enqueue(action: () => Promise<void>): Promise<void> {
    const run = this.#last.then(action);
    this.#last = run.catch(() => undefined);
    return run;
  }

  async #run(participants: readonly Participant[]): Promise<void> {
    const synced = await Promise.allSettled(participants.map((participant) => this.#syncOne(participant)));
    this.#claim(synced.flatMap((outcome) => (outcome.status === 'fulfilled' ? (outcome.value ?? []) : [])));
    const faulty = synced.find((outcome) => outcome.status === 'rejected');
    if (faulty !== undefined) throw faulty.reason;
  }

  #claim(claims: readonly Claim[]): void {
    if (claims.length === 0) return;
    for (const { participant, snapshot, change } of this.#save(claims)) participant.claimed(snapshot, change);
  }

  #save(claims: readonly Claim[]): readonly (Claim & { readonly change: JobChange })[] {
    try {
      const changes = claims.map((claim) => ({ ...claim, change: claim.participant.changeFor(claim.snapshot) }));
      this.#store.save(changes.map(({ change }) => change));
      return changes;
    } catch (fault) {
      for (const { participant, snapshot } of claims) participant.putBack(snapshot);
      throw fault;
    }
  }

  async #syncOne(participant: Participant): Promise<Claim | null> {
    if (this.#distrusted.has(participant)) return null;
    await participant.flush();
    const snapshot = participant.takeSnapshot();
    if (snapshot === null) return null;
    const failure = await participant.sync().catch((fault: unknown) => {
      participant.putBack(snapshot);
      throw fault;
    });
    if (failure === null) return { participant, snapshot };
    this.#distrusted.add(participant);
    participant.putBack(snapshot);
    participant.fail(failure);
    return null;
  }

  #arm(): void {
    this.#cancelTimer ??= this.#clock.after(INTERVAL_MS, () => {
      this.#cancelTimer = null;
      void this.#all()
        .catch(this.#onFault)
        .finally(() => {
          if (this.#participants.size > 0) this.#arm();
        });
    });
  }

  #disarm(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = null;
  }
}

interface Claim {
  readonly participant: Participant;
  readonly snapshot: Snapshot;
}
