/** The keys of a bucket in the order of their UTF-8 bytes: those that were put there, and any number that are only computed. */

export interface GeneratedKeys {
  readonly count: number;
  /** The key at an index; ascending in the order of their UTF-8 bytes. */
  at(index: number): string;
}

export const NO_KEYS: GeneratedKeys = { count: 0, at: () => '' };

export class SortedKeys {
  readonly #put: readonly string[];
  readonly #generated: GeneratedKeys;

  constructor(put: Iterable<string>, generated: GeneratedKeys) {
    this.#put = [...put].sort(compareKeys);
    this.#generated = generated;
  }

  /** The first key that is `from` or behind it; null at the end. */
  next(from: string): string | null {
    const put = this.#put[lowerBound({ count: this.#put.length, at: (index) => this.#put[index] ?? '' }, from)];
    const index = lowerBound(this.#generated, from);
    const generated = index < this.#generated.count ? this.#generated.at(index) : undefined;
    if (put === undefined || generated === undefined) return put ?? generated ?? null;
    return compareKeys(put, generated) <= 0 ? put : generated;
  }
}

/** In the order of UTF-8 bytes, which is not that of UTF-16 units. */
function compareKeys(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

/** The first string behind `key`. */
export function justBehind(key: string): string {
  return `${key}\0`;
}

/** A string behind all that begin with `prefix` and before all others behind those. */
export function behindPrefix(prefix: string): string {
  return `${prefix}\u{10ffff}\u{10ffff}`;
}

/** The index of the first key that is `from` or behind it; the count when there is none. */
export function lowerBound(keys: GeneratedKeys, from: string): number {
  let low = 0;
  let high = keys.count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (compareKeys(keys.at(middle), from) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
