/** What the disk may look like after the power went off: every operation that was not synced is kept, lost, or something between. */
import type { LoggedOperation } from './disk-log.ts';

export const CUT_MODES = [
  'all-kept',
  'all-lost',
  /** Names came through, sizes and data did not. */
  'names-only',
  /** Names and sizes came through, the data are holes. */
  'sizes-only',
  /** Names and sizes came through, the data are what lay on the disk before. */
  'garbage',
  /** Each write by chance; names in the order in which they were made, as journals keep them. */
  'random',
  /** Names by chance as well, which no order holds together. */
  'random-names',
] as const;

export type CutMode = (typeof CUT_MODES)[number];

/** A pseudo-random number in [0, 1). */
export type Random = () => number;

/** mulberry32: small, seedable, good enough to choose with. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b_79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  };
}

/** What became of a file's content, in the order in which it is to be applied. */
export type DataStep =
  | { readonly kind: 'write'; readonly position: number; readonly bytes: Uint8Array }
  | { readonly kind: 'size'; readonly sizeBytes: number }
  /** The file is at least so long; what is new is a hole. */
  | { readonly kind: 'grow'; readonly sizeBytes: number };

export interface CutDisk {
  readonly names: ReadonlyMap<string, string>;
  readonly files: ReadonlyMap<string, readonly DataStep[]>;
  /** The last acknowledged transaction; null: none. */
  readonly moment: number;
  readonly committed: Extract<LoggedOperation, { kind: 'commit' }> | null;
  /** Two cuts with the same key leave the same disk. */
  readonly key: string;
}

const PAGE_BYTES = 4096;

/** The disk that a cut at `moment` leaves. */
export function cutAt(operations: readonly LoggedOperation[], moment: number, mode: CutMode, random: Random): CutDisk {
  const begun = operations.filter((operation) => operation.begun < moment);
  const durable = durability(begun, moment);
  const fate = new Fate(mode, random);
  const names = new Map<string, string>();
  const files = new Map<string, DataStep[]>();
  let committed: CutDisk['committed'] = null;
  let key = '';
  const fileOf = (inode: string): DataStep[] => {
    const steps = files.get(inode) ?? [];
    files.set(inode, steps);
    return steps;
  };
  for (const operation of begun) {
    switch (operation.kind) {
      case 'commit':
        committed = operation;
        break;
      case 'sync-file':
      case 'sync-folder':
        break;
      case 'foreign':
        names.set(operation.name, operation.inode);
        fileOf(operation.inode).push({ kind: 'write', position: 0, bytes: operation.bytes });
        key += 'f';
        break;
      case 'write':
      case 'truncate': {
        const { steps, letter } = durable(operation) ? kept(operation) : fate.ofData(operation);
        fileOf(operation.inode).push(...steps);
        key += letter;
        break;
      }
      default: {
        const holds = durable(operation) || fate.ofName();
        if (holds) applyName(names, operation);
        key += holds ? '+' : '-';
      }
    }
  }
  return { moment, names, files, committed, key: `${committed?.begun ?? -1}:${key}` };
}

type NameOperation = Extract<LoggedOperation, { kind: 'create' | 'link' | 'unlink' | 'rename' }>;
type DataOperation = Extract<LoggedOperation, { kind: 'write' | 'truncate' }>;

function applyName(names: Map<string, string>, operation: NameOperation): void {
  switch (operation.kind) {
    case 'create':
    case 'link':
      names.set(operation.name, operation.inode);
      return;
    case 'unlink':
      names.delete(operation.name);
      return;
    case 'rename':
      names.delete(operation.from);
      names.set(operation.to, operation.inode);
  }
}

/** A sync covers what was over before it began. */
function durability(begun: readonly LoggedOperation[], moment: number): (operation: LoggedOperation) => boolean {
  let folderSynced = -1;
  const fileSynced = new Map<string, number>();
  for (const operation of begun) {
    if (operation.ended >= moment) continue;
    if (operation.kind === 'sync-folder') folderSynced = operation.begun;
    if (operation.kind === 'sync-file') fileSynced.set(operation.inode, Math.max(operation.begun, fileSynced.get(operation.inode) ?? -1));
  }
  return (operation) => {
    const isData = operation.kind === 'write' || operation.kind === 'truncate';
    return operation.ended < (isData ? (fileSynced.get(operation.inode) ?? -1) : folderSynced);
  };
}

function kept(operation: DataOperation): { readonly steps: readonly DataStep[]; readonly letter: string } {
  return operation.kind === 'truncate'
    ? { steps: [{ kind: 'size', sizeBytes: operation.sizeBytes }], letter: 'k' }
    : { steps: [{ kind: 'write', position: operation.position, bytes: operation.bytes }], letter: 'k' };
}

class Fate {
  readonly #mode: CutMode;
  readonly #random: Random;
  /** How much of the unsynced this disk happened to write. */
  readonly #bias: number;
  #namesLost = false;

  constructor(mode: CutMode, random: Random) {
    this.#mode = mode;
    this.#random = random;
    this.#bias = [0.1, 0.5, 0.9][Math.floor(random() * 3)] ?? 0.5;
  }

  ofName(): boolean {
    switch (this.#mode) {
      case 'all-lost':
        return false;
      case 'random':
        this.#namesLost ||= this.#random() > this.#bias;
        return !this.#namesLost;
      case 'random-names':
        return this.#random() < this.#bias;
      default:
        return true;
    }
  }

  ofData(operation: DataOperation): { readonly steps: readonly DataStep[]; readonly letter: string } {
    switch (this.#mode) {
      case 'all-kept':
        return kept(operation);
      case 'all-lost':
      case 'names-only':
        return { steps: [], letter: 'l' };
      case 'sizes-only':
        return operation.kind === 'truncate' ? kept(operation) : hole(operation);
      case 'garbage':
        return operation.kind === 'truncate' ? kept(operation) : garbage(operation, this.#random);
      case 'random':
      case 'random-names':
        return this.#byChance(operation);
    }
  }

  #byChance(operation: DataOperation): { readonly steps: readonly DataStep[]; readonly letter: string } {
    if (this.#random() < this.#bias) return kept(operation);
    if (operation.kind === 'truncate') return { steps: [], letter: 'l' };
    const dice = this.#random();
    if (dice < 0.4) return { steps: [], letter: 'l' };
    if (dice < 0.6) return hole(operation);
    return dice < 0.9 ? torn(operation, this.#random) : garbage(operation, this.#random);
  }
}

type Write = Extract<DataOperation, { kind: 'write' }>;

function hole({ position, bytes }: Write): { readonly steps: readonly DataStep[]; readonly letter: string } {
  return { steps: [{ kind: 'grow', sizeBytes: position + bytes.byteLength }], letter: 'h' };
}

/** Some pages of the write, each whole or missing. */
function torn({ position, bytes }: Write, random: Random): { readonly steps: readonly DataStep[]; readonly letter: string } {
  const steps: DataStep[] = [];
  let letter = 't';
  for (let at = 0; at < bytes.byteLength;) {
    const border = (Math.floor((position + at) / PAGE_BYTES) + 1 + Math.floor(random() * 8)) * PAGE_BYTES - position;
    const end = Math.min(bytes.byteLength, border);
    const holds = random() < 0.5;
    if (holds) steps.push({ kind: 'write', position: position + at, bytes: bytes.subarray(at, end) });
    letter += holds ? `${end},` : '.';
    at = end;
  }
  return { steps, letter };
}

function garbage({ position, bytes }: Write, random: Random): { readonly steps: readonly DataStep[]; readonly letter: string } {
  const nonce = Math.floor(random() * 0xffff_ffff);
  const noise = seededRandom(nonce);
  const block = Uint8Array.from({ length: PAGE_BYTES }, () => Math.floor(noise() * 256));
  const junk = new Uint8Array(bytes.byteLength);
  for (let at = 0; at < junk.byteLength; at += PAGE_BYTES) junk.set(block.subarray(0, Math.min(PAGE_BYTES, junk.byteLength - at)), at);
  return { steps: [{ kind: 'write', position, bytes: junk }], letter: `g${nonce}` };
}
