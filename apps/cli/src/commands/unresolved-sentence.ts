/** What is said of a job that the command line names and nobody knows. */
import type { Resolved } from '../jobs/resolve-jobs.ts';
import { printable } from '../terminal/printable.ts';
import type { Sentences } from '../text/catalogue.ts';

export function unresolvedSentence({ kind, given }: Exclude<Resolved, { kind: 'jobs' }>, sentences: Sentences): string {
  return kind === 'unknown' ? sentences.unknownJob(printable(given)) : sentences.ambiguousJob(printable(given));
}
