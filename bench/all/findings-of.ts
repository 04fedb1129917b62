/** Reads what a suite printed: its last line is JSON. */
import type { SuiteFindings } from '../suite/figures.ts';

/** Throws when there is nothing to be read. */
export function findingsOf(printed: string): SuiteFindings {
  const told: unknown = JSON.parse(printed.trimEnd().split('\n').at(-1) ?? '');
  if (!isFindings(told)) throw new Error('no figures in the last line');
  return told;
}

function isFindings(value: unknown): value is SuiteFindings {
  return typeof value === 'object' && value !== null && 'figures' in value && Array.isArray(value.figures) && value.figures.length > 0;
}
