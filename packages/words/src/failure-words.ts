/** The shape of a language's sentences about failures: one entry for every kind, or it does not compile. */
import type { Failure } from '@sluice/model';

/** What happened, and what the user can do. Each is one or more whole sentences. */
export interface Told {
  readonly what: string;
  readonly advice: string;
}

export type FailureOf<K extends Failure['kind']> = Extract<Failure, { readonly kind: K }>;

export type FailureWords = {
  /** `hasData`: something of the file is on disk already, which tells an expired link from a wrong one. */
  readonly [K in Failure['kind']]: (failure: FailureOf<K>, hasData: boolean) => Told;
};

/** Calls the entry that belongs to the failure's kind. */
export function tell<K extends Failure['kind']>(
  words: { readonly [P in K]: (failure: FailureOf<P>, hasData: boolean) => Told },
  kind: K,
  failure: FailureOf<K>,
  hasData: boolean,
): Told {
  return words[kind](failure, hasData);
}
