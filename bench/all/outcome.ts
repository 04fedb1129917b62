/** What came of a suite, as it is kept in `bench/results/NAME.json`. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SuiteFindings } from '../suite/figures.ts';
import { SUITES } from './suites.ts';

export interface Outcome {
  readonly suite: string;
  readonly command: string;
  readonly atMs: number;
  readonly tookSeconds: number;
  readonly quick: boolean;
  readonly machine: string;
  /** Load average (one minute) before and after. */
  readonly load: readonly [before: number, after: number];
  readonly result: { readonly kind: 'found'; readonly findings: SuiteFindings } | { readonly kind: 'failed'; readonly reason: string };
}

export function outcomePath(results: string, suite: string): string {
  return join(results, `${suite}.json`);
}

/** Of every suite that has ever been run, in the order of the document. */
export function readOutcomes(results: string): readonly Outcome[] {
  return SUITES.flatMap(({ name }) => {
    try {
      return [JSON.parse(readFileSync(outcomePath(results, name), 'utf8')) as Outcome];
    } catch {
      return [];
    }
  });
}
