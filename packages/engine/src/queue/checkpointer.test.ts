/** Law 1: a checkpoint may lag the file; it never leads it, whatever the order of writes, syncs, timers, failures and crashes. */
import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { byteRange, partsTile, type Checkpoint, type DiskFailure, type JobId } from '@sluice/model';
import { FakeClock, MemoryJobStore, exampleSecrets, seededBytes, startedJob } from '@sluice/testkit';
import type { PartFile } from '../file/part-file.ts';
import { planParts } from '../plan/plan-parts.ts';
import type { OpenResponse } from '../transfer/open-response.ts';
import { PartTable, type Snapshot } from '../transfer/part-table.ts';
import { BodyReader } from '../transfer/read-body.ts';
import type { Appetite, TransportOutcome } from '../transfer/transport.ts';
import { Checkpointer, type Participant } from './checkpointer.ts';
import type { JobChange, JobStore } from './job-store.ts';

fc.configureGlobal({ seed: 1, ...fc.readConfigureGlobal() });

const BLOCK = 64;
const SLAB = 50;
const SIZE = 20 * BLOCK + 13;
const MIB = 1024 * 1024;
const EIO: DiskFailure = { kind: 'disk', operation: 'write', path: '/d/f.part', code: 'EIO' };

type ConsumeChunk = Parameters<OpenResponse['read']>[0];

/** One turn of the event loop: every promise that can go on has gone on. */
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

interface Write {
  readonly bytes: Uint8Array;
  readonly position: number;
  /** What will be on the disk: taken when the write ends, since the buffer must stay as it is until then. */
  content: Uint8Array | null;
  /** A sync that covered it failed: the system forgets that the page was dirty, and no later sync can be trusted with it. */
  lost: boolean;
}

/** A disk with a volatile layer. What was written reaches the durable layer by a sync that was called after the write ended; a crash may keep or lose the rest. */
class CrashableDisk {
  readonly durable = new Uint8Array(SIZE);
  readonly volatile: Write[] = [];
  #writes: { readonly write: Write; readonly resolve: (failure: DiskFailure | null) => void }[] = [];
  #syncs: { readonly covered: readonly Write[]; readonly resolve: (failure: DiskFailure | null) => void }[] = [];

  write(bytes: Uint8Array, position: number): Promise<DiskFailure | null> {
    const write: Write = { bytes, position, content: null, lost: false };
    return new Promise((resolve) => this.#writes.push({ write, resolve }));
  }

  sync(): Promise<DiskFailure | null> {
    const covered = [...this.volatile];
    return new Promise((resolve) => this.#syncs.push({ covered, resolve }));
  }

  endWrite(pick: number, failure: DiskFailure | null): void {
    const [ended] = this.#writes.splice(pick % Math.max(1, this.#writes.length), 1);
    if (ended === undefined) return;
    const { write } = ended;
    write.content = failure === null ? write.bytes.slice() : write.bytes.slice(0, Math.floor(write.bytes.byteLength / 2)).fill(0xee);
    this.volatile.push(write);
    ended.resolve(failure);
  }

  endSync(pick: number, failure: DiskFailure | null): void {
    const [ended] = this.#syncs.splice(pick % Math.max(1, this.#syncs.length), 1);
    if (ended === undefined) return;
    for (const write of ended.covered) {
      if (failure !== null) write.lost = true;
      else if (!write.lost) this.#apply(write);
    }
    ended.resolve(failure);
  }

  get isIdle(): boolean {
    return this.#writes.length === 0 && this.#syncs.length === 0;
  }

  /** What is found after the power failed: of every write that no sync vouches for, all or nothing, as `keeps` says. */
  afterCrash(keeps: (nth: number) => boolean): Uint8Array {
    const found = this.durable.slice();
    const unsure = [...this.volatile.filter((write) => !this.#isDurable(write)), ...this.#writes.map(({ write }) => write)];
    unsure.forEach((write, nth) => {
      if (keeps(nth)) found.set((write.content ?? write.bytes).subarray(0, SIZE - write.position), write.position);
    });
    return found;
  }

  readonly #applied = new Set<Write>();

  #isDurable(write: Write): boolean {
    return this.#applied.has(write);
  }

  #apply(write: Write): void {
    if (this.#applied.has(write) || write.content === null) return;
    this.#applied.add(write);
    this.durable.set(write.content, write.position);
  }
}

/** A connection whose chunks arrive when the test says so, held back as the transport holds it. */
class Connection {
  readonly reader: BodyReader;
  readonly over: Promise<void>;
  isOver = false;
  #offset: number;
  readonly #reference: Uint8Array;
  #consume: ConsumeChunk | null = null;
  #held = false;
  #idle: Promise<unknown> = Promise.resolve();
  #settle: ((outcome: TransportOutcome) => void) | null = null;

  constructor(job: SimulatedJob, claim: NonNullable<ReturnType<PartTable['claimNext']>>, bodyEnd: number) {
    this.#offset = claim.received;
    this.#reference = job.reference;
    const { table, disk } = job;
    const target = {
      table,
      file: disk as unknown as PartFile,
      count: () => undefined,
      buckets: [],
      slabBytes: SLAB,
      signal: new AbortController().signal,
      from: 0,
      othersDecided: () => Promise.resolve(),
    };
    this.reader = new BodyReader(target, claim, bodyEnd);
    const response: OpenResponse = {
      kind: 'open',
      head: { status: 206, headers: [] },
      read: (consume) => {
        this.#consume = consume;
        return new Promise((resolve) => (this.#settle = resolve));
      },
      discard: () => Promise.resolve(),
    };
    this.over = this.reader.read(response).then((outcome) => {
      this.isOver = true;
      table.release(this.reader.claim);
      if (outcome.kind === 'disk') job.fail(outcome.failure);
    });
  }

  arrive(bytes: number): void {
    if (this.#held || this.#consume === null || this.#settle === null || bytes === 0) return;
    const chunk = this.#reference.slice(this.#offset, this.#offset + bytes);
    if (chunk.byteLength === 0) return;
    this.#offset += chunk.byteLength;
    const appetite = this.#consume(chunk);
    chunk.fill(0xdd);
    this.#held = true;
    this.#idle = Promise.resolve(appetite).then((settled: Appetite) => {
      this.#held = false;
      if (settled === 'enough') this.#finish({ kind: 'discarded' });
    });
  }

  /** The server resets: what arrived is still handed over first. */
  break(): void {
    void this.#idle.then(() => this.#finish({ kind: 'failed', failure: { kind: 'reset', host: 'h' } }));
  }

  /** An abort does not wait for the receiver. */
  abort(): void {
    this.#finish({ kind: 'aborted' });
  }

  #finish(outcome: TransportOutcome): void {
    this.#settle?.(outcome);
    this.#settle = null;
  }
}

class SimulatedJob implements Participant {
  readonly id: JobId;
  readonly reference: Uint8Array;
  readonly disk = new CrashableDisk();
  readonly table: PartTable;
  connections: Connection[] = [];
  diskFailure: DiskFailure | null = null;

  constructor(id: JobId, seed: number, checkpoint: Checkpoint) {
    this.id = id;
    this.reference = seededBytes(seed, byteRange(0, SIZE));
    this.table = new PartTable(checkpoint, BLOCK);
  }

  connect(runsOn: boolean): void {
    if (this.diskFailure !== null) return;
    this.connections = this.connections.filter((connection) => !connection.isOver);
    const claim = this.table.claimNext() ?? this.table.claimSplit(1);
    if (claim !== null) this.connections.push(new Connection(this, claim, runsOn ? SIZE : claim.end));
  }

  async flush(): Promise<void> {
    await Promise.all(this.connections.map((connection) => connection.reader.flush()));
  }
  takeSnapshot(): Snapshot | null {
    return this.table.takeSnapshot();
  }
  sync(): Promise<DiskFailure | null> {
    return this.disk.sync();
  }
  changeFor({ parts, blocks, bytes }: Snapshot): JobChange {
    return { job: { ...startedJob({ id: this.id }), durableBytes: bytes }, checkpoint: { mode: 'update', parts, blocks } };
  }
  claimed(snapshot: Snapshot): void {
    this.table.markDurable(snapshot);
  }
  putBack(snapshot: Snapshot): void {
    this.table.putBack(snapshot);
  }
  fail(failure: DiskFailure): void {
    this.diskFailure ??= failure;
    for (const connection of this.connections) connection.abort();
  }
}

/** A store that now and then refuses, all or nothing. */
class MoodyStore extends MemoryJobStore implements JobStore {
  refusals = 0;

  override save(changes: readonly JobChange[]): void {
    if (this.refusals > 0) {
      this.refusals -= 1;
      throw new Error('database or disk is full');
    }
    super.save(changes);
  }
}

function begun(jobs: readonly JobId[]): MoodyStore {
  const store = new MoodyStore();
  const parts = planParts({ sizeBytes: SIZE, blockSizeBytes: BLOCK, partSizeBytes: null, connections: 3 });
  for (const id of jobs) {
    store.save([{ job: startedJob({ id }), secrets: exampleSecrets(), checkpoint: { mode: 'replace', parts, blocks: [] } }]);
  }
  return store;
}

function storedCheckpoint(store: MemoryJobStore, id: JobId): Checkpoint {
  const stored = store.read(id);
  if (stored === null) throw new Error('the row is gone');
  return stored.checkpoint;
}

/** The claim against what is found on the disk; throws where it leads. */
function expectBacked({ parts, blocks }: Checkpoint, found: Uint8Array, reference: Uint8Array): void {
  if (!partsTile(parts, SIZE)) throw new Error(`the stored parts do not tile the file: ${JSON.stringify(parts)}`);
  for (const { range, durableBytes } of parts) {
    const end = range.start + durableBytes;
    if (!Buffer.from(found.subarray(range.start, end)).equals(reference.subarray(range.start, end))) {
      throw new Error(`[${range.start}, ${end}) is claimed and is not on the disk`);
    }
  }
  const table = new PartTable({ parts, blocks }, BLOCK);
  for (const { index, lengthBytes, crc32: digest } of table.blocks()) {
    const start = index * BLOCK;
    if (crc32(found.subarray(start, start + lengthBytes)) !== digest) throw new Error(`block ${index} does not have its digest`);
  }
}

const ACTIONS = [
  'connect',
  'arrive',
  'arrive',
  'arrive',
  'arrive',
  'break',
  'abort',
  'endWrite',
  'endWrite',
  'endWrite',
  'endSync',
  'endSync',
  'tick',
  'batch',
  'checkpoint',
  'failWrite',
  'failSync',
  'refuse',
] as const;
type Action = (typeof ACTIONS)[number];

interface Step {
  readonly action: Action;
  readonly job: number;
  readonly pick: number;
  readonly amount: number;
}

/** Trouble comes seldom, or never; else nothing would get far. */
function stepsOf(actions: readonly Action[]): fc.Arbitrary<readonly Step[]> {
  const step = fc.record<Step>({ action: fc.constantFrom(...actions), job: fc.nat(1), pick: fc.nat(9), amount: fc.nat(180) });
  return fc.array(step, { minLength: 30, maxLength: 130, size: 'max' });
}

const TROUBLE: readonly Action[] = ['failWrite', 'failSync', 'refuse'];
const SMOOTH = ACTIONS.filter((action) => !TROUBLE.includes(action));
const anySteps = fc.oneof(stepsOf(SMOOTH), stepsOf([...SMOOTH, ...SMOOTH, ...SMOOTH, ...TROUBLE]));

class Simulation {
  readonly clock = new FakeClock();
  readonly store = begun(['a', 'b']);
  readonly jobs = ['a', 'b'].map((id, index) => new SimulatedJob(id, index + 1, storedCheckpoint(this.store, id)));
  readonly faults: unknown[] = [];
  readonly checkpointer = new Checkpointer(this.clock, this.store, (fault) => this.faults.push(fault));

  constructor() {
    for (const job of this.jobs) this.checkpointer.join(job);
  }

  async run({ action, job: which, pick, amount }: Step): Promise<void> {
    const job = this.jobs[which % this.jobs.length];
    if (job === undefined) return;
    this.#act(action, job, pick, amount);
    await turn();
  }

  #act(action: Action, job: SimulatedJob, pick: number, amount: number): void {
    const connection = job.connections[pick % Math.max(1, job.connections.length)];
    switch (action) {
      case 'connect':
        return job.connect(pick % 2 === 0);
      case 'arrive':
        return connection?.arrive(amount);
      case 'break':
        return connection?.break();
      case 'abort':
        return connection?.abort();
      case 'endWrite':
        return job.disk.endWrite(pick, null);
      case 'failWrite':
        return job.disk.endWrite(pick, EIO);
      case 'endSync':
        return job.disk.endSync(pick, null);
      case 'failSync':
        return job.disk.endSync(pick, { kind: 'disk', operation: 'sync', path: '/d/f.part', code: 'EIO' });
      case 'tick':
        return this.clock.advance(1000);
      case 'batch':
        return this.checkpointer.count(64 * MIB);
      case 'checkpoint':
        return void this.checkpointer.checkpoint(job).catch((fault: unknown) => this.faults.push(fault));
      case 'refuse':
        this.store.refusals += 1;
        return;
    }
  }

  /** Everything that is under way ends well, again and again, until nothing is under way. */
  async settle(): Promise<void> {
    do {
      for (const { disk } of this.jobs) {
        disk.endWrite(0, null);
        disk.endSync(0, null);
      }
      await turn();
    } while (!this.jobs.every(({ disk }) => disk.isIdle));
  }

  /** No more trouble: all connections end, and the last checkpoint is made. */
  async calmDown(): Promise<void> {
    this.store.refusals = 0;
    for (const job of this.jobs) for (const connection of job.connections) connection.abort();
    await this.settle();
    for (const job of this.jobs) void this.checkpointer.checkpoint(job).catch((fault: unknown) => this.faults.push(fault));
    await this.settle();
  }
}

describe('under any order of arrivals, writes, syncs, timers, resets, refusals of disk and store, and crashes', () => {
  test('the store claims only what every crash leaves on the disk, with its digests', { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(anySteps, fc.infiniteStream(fc.boolean()), async (steps, coins) => {
        const simulation = new Simulation();
        for (const step of steps) {
          await simulation.run(step);
          for (const { id, disk, reference } of simulation.jobs) {
            const claims = storedCheckpoint(simulation.store, id);
            expectBacked(
              claims,
              disk.afterCrash(() => false),
              reference,
            );
            expectBacked(
              claims,
              disk.afterCrash(() => coins.next().value === true),
              reference,
            );
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  test('nothing that reached the disk is lost from later claims, whatever was refused in between', async () => {
    await fc.assert(
      fc.asyncProperty(anySteps, async (steps) => {
        const simulation = new Simulation();
        for (const step of steps) await simulation.run(step);
        await simulation.calmDown();
        for (const { id, table, diskFailure } of simulation.jobs) {
          const { parts } = storedCheckpoint(simulation.store, id);
          const claimed = parts.reduce((sum, part) => sum + part.durableBytes, 0);
          if (diskFailure === null) expect([claimed, table.durableBytes]).toEqual([table.receivedBytes, table.receivedBytes]);
          else expect(claimed).toBeLessThanOrEqual(table.receivedBytes);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('a run that begins again after the crash ends with the right file', async () => {
    await fc.assert(
      fc.asyncProperty(anySteps, fc.infiniteStream(fc.boolean()), async (steps, coins) => {
        const simulation = new Simulation();
        for (const step of steps) await simulation.run(step);
        for (const { id, disk, reference } of simulation.jobs) {
          const found = disk.afterCrash(() => coins.next().value === true);
          const table = new PartTable(storedCheckpoint(simulation.store, id), BLOCK);
          for (let claim = table.claimNext(); claim !== null; claim = table.claimNext()) {
            const bytes = reference.subarray(claim.received, claim.end);
            found.set(bytes, claim.received);
            table.take(claim, bytes.byteLength);
            table.record(claim, bytes);
            table.release(claim);
          }
          expect(Buffer.from(found).equals(reference)).toBe(true);
        }
      }),
      { numRuns: 150 },
    );
  });
});

/** A job that is told what to answer. */
class ScriptedJob implements Participant {
  readonly told: string[] = [];
  snapshot: Snapshot | null;
  flush: () => Promise<void> = () => Promise.resolve();
  sync: () => Promise<DiskFailure | null> = () => Promise.resolve(null);
  readonly #id: JobId;

  constructor(id: JobId, durableBytes: number) {
    this.#id = id;
    this.snapshot = { parts: [{ range: byteRange(0, 100), durableBytes }], blocks: [], bytes: durableBytes };
  }
  takeSnapshot(): Snapshot | null {
    const { snapshot } = this;
    this.snapshot = null;
    return snapshot;
  }
  changeFor({ parts, blocks, bytes }: Snapshot): JobChange {
    return { job: startedJob({ id: this.#id, durableBytes: bytes }), checkpoint: { mode: 'update', parts, blocks } };
  }
  claimed(): void {
    this.told.push('claimed');
  }
  putBack(snapshot: Snapshot): void {
    this.snapshot = snapshot;
    this.told.push('put back');
  }
  fail(failure: DiskFailure): void {
    this.told.push(`failed: ${failure.kind}`);
  }
}

function scripted(): {
  readonly clock: FakeClock;
  readonly store: MoodyStore;
  readonly faults: unknown[];
  readonly checkpointer: Checkpointer;
} {
  const clock = new FakeClock();
  const store = new MoodyStore();
  const faults: unknown[] = [];
  return { clock, store, faults, checkpointer: new Checkpointer(clock, store, (fault) => faults.push(fault)) };
}

describe('a checkpoint', () => {
  test('is made every second while a job takes part, of all jobs in one transaction, and no timer stays behind', async () => {
    const { clock, store, checkpointer } = scripted();
    const saves: number[] = [];
    store.save = (changes) => void saves.push(changes.length);
    const jobs = [new ScriptedJob('a', 1), new ScriptedJob('b', 2)];
    for (const job of jobs) checkpointer.join(job);
    await clock.advanceAsync(999);
    expect(saves).toEqual([]);
    await clock.advanceAsync(1);
    expect(saves).toEqual([2]);
    for (const job of jobs) checkpointer.leave(job);
    await clock.advanceAsync(10_000);
    expect([saves, clock.pendingTimers]).toEqual([[2], 0]);
  });

  test('is made at once when 64 MiB have come, once', async () => {
    const { store, checkpointer } = scripted();
    let saves = 0;
    store.save = () => void (saves += 1);
    checkpointer.join(new ScriptedJob('a', 1));
    checkpointer.count(64 * MIB - 1);
    await turn();
    expect(saves).toBe(0);
    checkpointer.count(1);
    checkpointer.count(MIB);
    await turn();
    expect(saves).toBe(1);
  });

  test('that nothing has changed for syncs nothing and stores nothing', async () => {
    const { store, checkpointer } = scripted();
    const job = new ScriptedJob('a', 1);
    job.snapshot = null;
    job.sync = () => Promise.reject(new Error('synced'));
    store.refusals = 1;
    await checkpointer.checkpoint(job);
    expect(job.told).toEqual([]);
  });

  test('that the store refuses rejects, and belongs to the next one', async () => {
    const { store, checkpointer } = scripted();
    const job = new ScriptedJob('a', 7);
    store.refusals = 1;
    await expect(checkpointer.checkpoint(job)).rejects.toThrow('full');
    await checkpointer.checkpoint(job);
    expect(job.told).toEqual(['put back', 'claimed']);
    expect(store.read('a')?.job.durableBytes).toBe(7);
  });

  test('goes on every second after the store refused one, and each refusal is told', async () => {
    const { clock, store, faults, checkpointer } = scripted();
    const job = new ScriptedJob('a', 7);
    checkpointer.join(job);
    store.refusals = 2;
    await clock.advanceAsync(3000);
    expect(job.told).toEqual(['put back', 'put back', 'claimed']);
    expect(faults).toHaveLength(2);
    checkpointer.leave(job);
  });

  test('whose sync fails claims nothing, and the job is told; the others are stored all the same', async () => {
    const { clock, store, checkpointer } = scripted();
    const [bad, good] = [new ScriptedJob('bad', 1), new ScriptedJob('good', 2)];
    bad.sync = () => Promise.resolve(EIO);
    for (const job of [bad, good]) checkpointer.join(job);
    await clock.advanceAsync(1000);
    expect([bad.told, good.told]).toEqual([['put back', 'failed: disk'], ['claimed']]);
    expect([store.read('bad'), store.read('good')?.job.durableBytes]).toEqual([null, 2]);
    for (const job of [bad, good]) checkpointer.leave(job);
  });

  test('is not made any more of a job whose sync once failed: the system may have dropped the bytes, and says "ok" the next time', async () => {
    const { store, checkpointer } = scripted();
    const job = new ScriptedJob('a', 1);
    job.sync = () => Promise.resolve(EIO);
    await checkpointer.checkpoint(job);
    job.sync = () => Promise.resolve(null);
    await checkpointer.checkpoint(job);
    expect(store.read('a')).toBeNull();
  });

  test.each(['flush', 'sync'] as const)('of one job whose %s throws is reported, and those of the others are not lost', async (step) => {
    const { clock, store, faults, checkpointer } = scripted();
    const [bad, good] = [new ScriptedJob('bad', 1), new ScriptedJob('good', 2)];
    const broken = (): Promise<never> => Promise.reject(new Error('a bug'));
    if (step === 'flush') bad.flush = broken;
    else bad.sync = broken;
    for (const job of [bad, good]) checkpointer.join(job);
    await clock.advanceAsync(1000);
    await clock.advanceAsync(1000);
    expect(good.told).toContain('claimed');
    expect(store.read('good')?.job.durableBytes).toBe(2);
    expect(bad.snapshot).not.toBeNull();
    expect(faults).not.toEqual([]);
    for (const job of [bad, good]) checkpointer.leave(job);
  });
});
