/** A job whose bytes come from several addresses at once: who may serve, what came from whom, and whom the digest proves wrong (0034). */
import type { Failure } from '@sluice/model';
import { BlockOrigins, MAX_ORIGINS } from '../transfer/block-origins.ts';
import type { HostMemory } from '../transfer/host-memory.ts';
import { KnownHost } from '../transfer/known-host.ts';
import type { OtherSource, OtherSources } from '../transfer/other-sources.ts';
import type { PartTable } from '../transfer/part-table.ts';
import type { EnginePorts } from './engine-ports.ts';
import type { JobAddresses } from './job-addresses.ts';
import type { JobRow } from './job-row.ts';

export interface MixedContext {
  readonly ports: Pick<EnginePorts, 'clock'>;
  readonly row: JobRow;
  readonly addresses: JobAddresses;
  readonly hostMemory: HostMemory;
}

/** A block that was fetched again, as it was before. */
interface Doubted {
  readonly index: number;
  readonly crc32: number;
  /** Who sent its bytes, as far as that is known. */
  readonly from: readonly number[];
}

const OTHER_BYTES: Failure = { kind: 'other-file', what: 'bytes' };

export class MixedSources {
  readonly #context: MixedContext;
  readonly #origins = new BlockOrigins();
  /** One source has to do for the rest of this run: the digest did not agree with what several brought. */
  #alone = false;
  #doubted: readonly Doubted[] = [];

  constructor(context: MixedContext) {
    this.#context = context;
  }

  /** Where it is noted who sent which bytes; null: they all come from one address at a time. */
  get origins(): BlockOrigins | null {
    return this.#mayMix ? this.#origins : null;
  }

  /** What a transfer may ask of the further addresses; null: nothing. */
  others(): OtherSources | null {
    const { addresses, row } = this.#context;
    if (this.#alone || !this.#mayMix || addresses.using >= MAX_ORIGINS) return null;
    return {
      present: { at: addresses.using, host: addresses.hostOf(addresses.using) },
      next: (taken) => this.#next(taken),
      refused: (at, failure) => addresses.giveUp(at, failure),
      joined: (at) => this.#joined(at),
      left: (at, failure) => row.note({ kind: 'source-left', host: addresses.hostOf(at), failure }),
    };
  }

  /**
   * The whole did not agree with its digest. Everything that is not known to have come from the address in use is made missing, to be
   * fetched again from there alone. False: nothing is mixed, or that was done already. No worker may run.
   */
  doubt(table: PartTable): boolean {
    const { addresses, row } = this.#context;
    const { joined = [] } = row.job.source;
    if (this.#alone || joined.length === 0) return false;
    const before = table.receivedBytes;
    const known = new Map(table.blocks().map((block) => [block.index, block]));
    const doubted: Doubted[] = [];
    for (let index = 0; index * table.blockSizeBytes < (row.job.remote?.sizeBytes ?? 0); index += 1) {
      if (this.#origins.isOnly(index, addresses.using)) continue;
      const crc32 = known.get(index)?.crc32;
      if (crc32 !== undefined) doubted.push({ index, crc32, from: this.#origins.of(index) });
      else table.dropBlock(index);
    }
    for (const { first, count } of rowsOf(doubted)) dropRow(table, first, count);
    for (const { index } of doubted) this.#origins.forget(index);
    if (table.receivedBytes === before) return false;
    this.#alone = true;
    this.#doubted = doubted;
    row.note({ kind: 'bytes-doubted', host: addresses.hostOf(addresses.using), bytes: before - table.receivedBytes });
    return true;
  }

  /** The whole agrees with its digest now: whoever sent other bytes than those is named. */
  agreed(table: PartTable): void {
    const { addresses } = this.#context;
    const now = new Map(table.blocks().map((block) => [block.index, block]));
    const wrong = this.#doubted.filter(({ index, crc32 }) => now.get(index)?.crc32 !== crc32);
    const others = wrong.map(({ from }) => from.filter((at) => at !== addresses.using));
    for (const at of new Set(others.flatMap((from) => (from.length === 1 ? from : [])))) addresses.giveUp(at, OTHER_BYTES);
    this.#doubted = [];
  }

  /** All bytes were dropped. After a wrong digest the rest comes from one source at a time. */
  restarted(reason: Failure): void {
    const { row } = this.#context;
    this.#origins.clear();
    this.#doubted = [];
    this.#alone ||= reason.kind === 'checksum-mismatch';
    const { joined, ...source } = row.job.source;
    if (joined !== undefined) row.update({ source });
  }

  /** Only what the user was told of the whole proves it: a digest that one of the servers publishes is that server's word. */
  get #mayMix(): boolean {
    const { addresses, row } = this.#context;
    return addresses.areSeveral && row.job.options.digest !== null;
  }

  #next(taken: readonly Pick<OtherSource, 'at' | 'host'>[]): OtherSource | null {
    const { addresses, hostMemory, ports } = this.#context;
    const found = addresses.beside(taken, MAX_ORIGINS);
    if (found === null) return null;
    const { at, open } = found;
    const { route } = open;
    return { at, host: addresses.hostOf(at), route, known: new KnownHost(hostMemory, ports.clock, () => route.finalUrl) };
  }

  #joined(at: number): void {
    const { addresses, row } = this.#context;
    const { source } = row.job;
    row.note({ kind: 'source-joined', host: addresses.hostOf(at) });
    row.update({ source: { ...source, joined: [...new Set([...(source.joined ?? []), at])] } });
  }
}

/** Neighbouring blocks as one row each. */
function rowsOf(blocks: readonly Doubted[]): readonly { readonly first: number; readonly count: number }[] {
  const rows: { first: number; count: number }[] = [];
  for (const { index } of blocks) {
    const last = rows.at(-1);
    if (last !== undefined && last.first + last.count === index) last.count += 1;
    else rows.push({ first: index, count: 1 });
  }
  return rows;
}

/** A row may lie in several parts. */
function dropRow(table: PartTable, first: number, count: number): void {
  for (let at = first; at < first + count;) at += Math.max(1, table.dropBlocks(at, first + count - at));
}
