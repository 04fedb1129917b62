/** Reads what a suite printed: its last line is JSON, in the common form or, of the two older suites, in one of their own. */
import type { Figure, SuiteFindings } from '../suite/figures.ts';

/** Throws when there is nothing to be read. */
export function findingsOf(suite: string, printed: string): SuiteFindings {
  const line = printed.trimEnd().split('\n').at(-1) ?? '';
  const told: unknown = JSON.parse(line);
  if (suite === 'unequal') return { figures: rows(told).flatMap(unequalFigure) };
  if (suite === 'limiter') return { figures: rows(told).flatMap(limiterFigure) };
  if (!isRecord(told) || !Array.isArray(told['figures'])) throw new Error('no figures in the last line');
  return told as unknown as SuiteFindings;
}

function unequalFigure({ name, seconds, idealSeconds }: Readonly<Record<string, unknown>>): readonly Figure[] {
  if (typeof name !== 'string' || !isNumbers(seconds)) return [];
  const ideal = typeof idealSeconds === 'number' ? ` (ideal ${idealSeconds.toFixed(1)} s)` : '';
  return [{ what: `${name}: time${ideal}`, program: 'Sluice', unit: 's', values: seconds }];
}

/** Spec F3: within 3 %. */
const LIMITER_BAR_PERCENT = 3;

function limiterFigure({ limit, connections, worst }: Readonly<Record<string, unknown>>): readonly Figure[] {
  if (typeof limit !== 'number' || typeof connections !== 'number' || typeof worst !== 'number') return [];
  const what = `limit of ${limit.toLocaleString('en')} bytes/s over ${connections} ${connections === 1 ? 'connection' : 'connections'}: off by`;
  const bar = { kind: 'at-most', value: LIMITER_BAR_PERCENT, of: 'worst' } as const;
  return [{ what, program: 'Sluice', unit: '%', values: [100 * Math.abs(worst)], bar }];
}

function rows(told: unknown): readonly Readonly<Record<string, unknown>>[] {
  if (!Array.isArray(told) || told.length === 0) throw new Error('no rows in the last line');
  return told.filter(isRecord);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isNumbers(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'number');
}
