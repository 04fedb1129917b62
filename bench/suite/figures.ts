/** What a suite finds: one figure for each thing measured and each program, with every value, so that nothing but values is ever stored. */
export type Unit = 's' | 'ms' | 'MB/s' | 'MiB' | 'KiB' | '%' | 'a second' | 'times';

/** What was promised of a figure. `times`: of the median of another program, measured in the same turns. */
export type Bar =
  | { readonly kind: 'at-most'; readonly value: number; readonly of: 'median' | 'worst' }
  | { readonly kind: 'at-most-times'; readonly value: number; readonly program: string };

export interface Figure {
  /** What was measured, such as `http to memory: CPU`. */
  readonly what: string;
  readonly program: string;
  readonly unit: Unit;
  /** One for each turn, in their order. */
  readonly values: readonly number[];
  readonly bar?: Bar;
}

export interface SuiteFindings {
  readonly figures: readonly Figure[];
  /** Names and versions of the programs beside Sluice. */
  readonly programs?: readonly string[];
}

interface Spread {
  readonly median: number;
  readonly least: number;
  readonly most: number;
}

/** NaN where there is no value. */
export function spreadOf(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  const [low, high] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  return { median: ((low ?? NaN) + (high ?? NaN)) / 2, least: sorted[0] ?? NaN, most: sorted.at(-1) ?? NaN };
}

interface Verdict {
  readonly limit: number;
  readonly measured: number;
  readonly met: boolean;
}

/** How a figure stands against its bar; null where it has none, or where the other program was not measured. */
export function judge(figure: Figure, all: readonly Figure[]): Verdict | null {
  const { bar } = figure;
  if (bar === undefined || figure.values.length === 0) return null;
  const { median, most } = spreadOf(figure.values);
  const measured = bar.kind === 'at-most' && bar.of === 'worst' ? most : median;
  const limit = bar.kind === 'at-most' ? bar.value : bar.value * medianOf(figure.what, bar.program, all);
  return Number.isNaN(limit) ? null : { limit, measured, met: measured <= limit };
}

/** The median of what `program` came to in the same thing. */
export function medianOf(what: string, program: string, all: readonly Figure[]): number {
  return spreadOf(all.find((one) => one.what === what && one.program === program)?.values ?? []).median;
}
