/** The queue in SQLite. Every public method is synchronous and one transaction; what it has returned from survives power loss (spec C1). */
import type { Clock, HostFacts, HostMemory, JobChange, JobHistory, JobQuery, JobStore, StoredJob } from '@sluice/engine';
import {
  HISTORY_KEPT,
  type Checkpoint,
  type HistoryEvent,
  type Job,
  type JobId,
  type JobSecrets,
  type JobStateKind,
  type Ranked,
} from '@sluice/model';
import type { Connection } from './connection.ts';
import { countsByState } from './counts-by-state.ts';
import { findJobs, type BadRow } from './find-jobs.ts';
import { hostColumns, parseHostFacts } from './host-facts-row.ts';
import { Listing } from './listing.ts';
import { NameIndex } from './name-index.ts';
import { parseHistory } from './parse-history.ts';
import { inOrder, readRank } from './rank-row.ts';
import { parseBlocks, parseJob, parseParts, parseSecrets, type Parsed } from './parse-row.ts';
import { keyOf, quarantine, quarantinedRows, type QuarantinedRow } from './quarantine.ts';
import type { SecretBox } from './secret-box.ts';
import { isCorruption } from './sqlite-error.ts';
import { prepareStatements, type Statements } from './statements.ts';
import type { StoreNotice } from './store-notice.ts';
import { writeJob } from './write-job.ts';
import { jobColumns, secretsText } from './write-row.ts';

export interface StoreOwner {
  readonly db: Connection;
  readonly secretBox: SecretBox;
  readonly clock: Pick<Clock, 'nowMs'>;
  readonly readOnly: boolean;
  readonly onNotice: (notice: StoreNotice) => void;
  /** Told after each change that is durable; `begun`: a job has its first parts. */
  readonly onChanged: (begun: boolean) => void;
  /** Closes the connection and what belongs to it; `sound` is false when damage was met on the way. */
  readonly shutDown: (sound: boolean) => void;
  /** When no backup is under way. */
  readonly backedUp?: () => Promise<void>;
}

export class SqliteJobStore implements JobStore, JobHistory, HostMemory {
  readonly #owner: StoreOwner;
  readonly #statements: Statements;
  /** What a window's list asks for. */
  readonly #listing: Listing;
  readonly #names: NameIndex;
  /** Made once, because making it costs as much as a small change. */
  readonly #inTransaction: (work: () => void) => void;
  #sound = true;
  #closed = false;

  /** Use `openDatabase`. */
  constructor(owner: StoreOwner) {
    this.#owner = owner;
    this.#statements = prepareStatements(owner.db);
    this.#listing = new Listing(owner.db);
    const transaction = owner.db.transaction((work: () => void) => {
      work();
    });
    this.#inTransaction = (work) => {
      transaction.immediate(work);
    };
    this.#names = new NameIndex({ turn: () => this.#indexSome(), isClosed: () => this.#closed });
  }

  /** @inheritdoc Rows that don't parse go to quarantine on the way. */
  find(query: JobQuery): readonly Job[] {
    return this.#guarded(() => {
      const bad: BadRow[] = [];
      const jobs = findJobs(this.#statements, query, bad);
      this.#keepAside(bad);
      return jobs;
    });
  }

  ranks(states: readonly JobStateKind[]): readonly Ranked[] {
    return this.#guarded(() => {
      const found = [...new Set(states)].flatMap((state) => this.#statements.idsByState.all(state).map(readRank));
      return found.sort(inOrder);
    });
  }

  read(id: JobId): StoredJob | null {
    return this.#guarded(() => {
      const row = this.#statements.job.get(id);
      if (row === undefined) return null;
      const { position } = keyOf(row);
      const job = parseJob(row);
      const parts = parseParts(this.#statements.parts.all(position));
      const blocks = parseBlocks(this.#statements.blocks.all(position));
      const unreadable = [job, parts, blocks].find((parsed) => parsed.kind === 'unreadable');
      if (job.kind !== 'read' || parts.kind !== 'read' || blocks.kind !== 'read') {
        this.#keepAside([{ row, detail: unreadable?.kind === 'unreadable' ? unreadable.detail : '' }]);
        return null;
      }
      return { job: job.value, secrets: this.#secretsOf(position, job.value), checkpoint: { parts: parts.value, blocks: blocks.value } };
    });
  }

  /** @inheritdoc The cost of an update goes with what is given, not with what is stored already. */
  save(changes: readonly JobChange[]): void {
    this.#transact(() => {
      for (const change of changes) this.#write(change);
    });
    this.#noteChange(changes.some(({ checkpoint }) => checkpoint?.mode === 'replace' && checkpoint.parts.length > 0));
  }

  remove(ids: readonly JobId[]): void {
    this.#transact(() => {
      for (const id of ids) this.#statements.deleteJob.run(id);
    });
    this.#noteChange(false);
  }

  /** What a window's list asks for. A search has names looked up that are due, in turns of some milliseconds. */
  get listing(): Pick<Listing, 'rows' | 'counts' | 'jobsAt'> {
    return {
      rows: (query, from, limit) => {
        if (query.words.length > 0 && !this.#owner.readOnly) this.#names.begin();
        return this.#guarded(() => this.#listing.rows(query, from, limit));
      },
      counts: () => this.#guarded(() => this.#listing.counts()),
      jobsAt: (urls) => this.#guarded(() => this.#listing.jobsAt(urls)),
    };
  }

  /** Settles when no name is being looked up, and the thread of a backup has let go of the files, also after `close`; for tests. */
  get settled(): Promise<void> {
    return Promise.all([this.#names.settled, this.#owner.backedUp?.()]).then(() => undefined);
  }

  events(id: JobId): readonly HistoryEvent[] {
    return this.#guarded(() => parseHistory(this.#statements.events.all(id)));
  }

  recall(host: string): HostFacts | null {
    const row = this.#guarded(() => this.#statements.host.get(host));
    return row === undefined ? null : parseHostFacts(row);
  }

  learn(host: string, facts: HostFacts): void {
    this.#transact(() => this.#statements.upsertHost.run(...hostColumns(host, facts)));
  }

  /** How many jobs are in each state. */
  counts(): Readonly<Record<JobStateKind, number>> {
    return this.#guarded(() => countsByState(this.#statements.counts.all()));
  }

  /** What was kept aside, oldest first. */
  quarantined(): readonly QuarantinedRow[] {
    return this.#guarded(() => quarantinedRows(this.#owner.db));
  }

  /** A setting as it was written, for the caller to parse; undefined when it never was, or is no JSON any more. */
  readSetting(key: string): unknown {
    const source = this.#guarded(() => this.#statements.setting.get(key));
    if (source === undefined) return undefined;
    try {
      return JSON.parse(source);
    } catch {
      return undefined;
    }
  }

  /** Keeps any JSON value, as durably as a job. Nothing secret: settings are plain columns. */
  writeSetting(key: string, value: unknown): void {
    const json = JSON.stringify(value);
    if (json === undefined) throw new TypeError(`setting ${key} has no JSON form`);
    this.#transact(() => this.#statements.upsertSetting.run(key, json));
    this.#noteChange(false);
  }

  /** Ends the store and gives the folder free. Does nothing the second time. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#owner.shutDown(this.#sound);
  }

  #write({ job, secrets, checkpoint, history }: JobChange): void {
    const statements = this.#statements;
    const position = writeJob(statements, jobColumns(job));
    if (secrets !== undefined) statements.upsertSecrets.run(position, this.#owner.secretBox.seal(secretsText(secrets)));
    if (history !== undefined) this.#append(position, history);
    if (checkpoint === undefined) return;
    if (checkpoint.mode === 'replace') {
      statements.deleteParts.run(position);
      statements.deleteBlocks.run(position);
    }
    this.#writeCheckpoint(position, checkpoint);
  }

  #append(position: number, events: readonly HistoryEvent[]): void {
    const { insertEvent, lastEvent, trimEvents } = this.#statements;
    let number = lastEvent.get(position) ?? 0;
    for (const event of events) insertEvent.run(position, (number += 1), JSON.stringify(event));
    // Numbers only grow: a small one tells that there is nothing to trim, as with nearly every job.
    if (number > HISTORY_KEPT.first + HISTORY_KEPT.last) trimEvents.run({ job: position, ...HISTORY_KEPT });
  }

  #writeCheckpoint(position: number, { parts, blocks }: Checkpoint): void {
    const { upsertPart, upsertBlock } = this.#statements;
    for (const { range, durableBytes } of parts) upsertPart.run(position, range.start, range.end, durableBytes);
    for (const { index, lengthBytes, crc32 } of blocks) upsertBlock.run(position, index, lengthBytes, crc32);
  }

  #keepAside(bad: readonly BadRow[]): void {
    const { db, clock, onNotice, readOnly } = this.#owner;
    if (bad.length === 0) return;
    const keys = bad.map(({ row, detail }) => ({ ...keyOf(row), detail }));
    if (!readOnly) {
      this.#transact(() => {
        for (const { position, detail } of keys) quarantine(db, position, 'job', detail, clock.nowMs());
      });
    }
    onNotice({ kind: 'quarantined', count: keys.length, ids: keys.map(({ id }) => id) });
  }

  /**
   * A secret that is missing, or that this box can't open (another machine's keychain), is no reason to lose the job: the plain
   * address often still works, and where it doesn't, the job waits for a new link (spec D1).
   */
  #secretsOf(position: number, job: Job): JobSecrets {
    const sealed = this.#statements.sealed.get(position);
    const plain = sealed instanceof Uint8Array ? this.#owner.secretBox.open(sealed) : null;
    const parsed: Parsed<JobSecrets> = plain === null ? { kind: 'unreadable', detail: 'sealed' } : parseSecrets(plain);
    return parsed.kind === 'read' ? parsed.value : { url: job.source.url, headers: [] };
  }

  #indexSome(): boolean {
    let more = false;
    this.#transact(() => {
      more = this.#listing.indexSome();
    });
    return more;
  }

  /** What is damaged must not take the place of an older backup. */
  #noteChange(begun: boolean): void {
    if (this.#sound) this.#owner.onChanged(begun);
  }

  #transact(work: () => void): void {
    this.#guarded(() => {
      this.#inTransaction(work);
    });
  }

  /** Damage met at run time is thrown, and remembered: the next opening then checks the whole file. */
  #guarded<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      if (isCorruption(error)) this.#sound = false;
      throw error;
    }
  }
}
