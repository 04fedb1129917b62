/** Which of the sources serves an address, and how one job uses it. */
import { OBJECT_SCHEMES, type Failure, type Job } from '@sluice/model';
import { parseAddress } from './address.ts';
import type { Source } from './source.ts';

export type FoundSource =
  /** `url` is the address as it is asked, secrets included. */
  | { readonly kind: 'found'; readonly url: string; readonly source: Source }
  /** It is no address, or nobody serves its scheme. */
  | { readonly kind: 'refused'; readonly failure: Failure };

/** Reads what a user or a file gave as an address; asks nobody. */
export function findSource(given: string, sources: readonly Source[]): FoundSource {
  const address = parseAddress(given, OBJECT_SCHEMES);
  if (address.kind === 'refused') return address;
  const source = sources.find((candidate) => candidate.serves(address.scheme));
  if (source === undefined) return { kind: 'refused', failure: { kind: 'unsupported-scheme', scheme: address.scheme } };
  return { kind: 'found', url: address.url, source };
}

/** The source with what the user asked of the object in every request, where it has such options (spec G7). */
export function sourceForJob(source: Source, { options }: Pick<Job, 'options'>): Source {
  return source.withOptions?.(options.object ?? {}) ?? source;
}
