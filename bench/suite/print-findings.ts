/** Shows what a suite found: a table for whoever looks on, and as the last line the JSON that the runner keeps. */
import { judge, medianOf, spreadOf, type Figure, type SuiteFindings } from './figures.ts';
import { inUnit } from './in-unit.ts';

export function printFindings(findings: SuiteFindings): void {
  console.table(findings.figures.map((figure) => rowOf(figure, findings.figures)));
  console.log(JSON.stringify(findings));
}

function rowOf(figure: Figure, all: readonly Figure[]): Readonly<Record<string, string>> {
  const { what, program, unit, values } = figure;
  const { median, least, most } = spreadOf(values);
  const own = medianOf(what, 'Sluice', all);
  const verdict = judge(figure, all);
  return {
    what,
    program,
    median: inUnit(median, unit),
    'least–most': `${inUnit(least, unit)}–${inUnit(most, unit)}`,
    runs: String(values.length),
    'Sluice / it': program === 'Sluice' || Number.isNaN(own) || median === 0 ? '' : (own / median).toFixed(2),
    bar: verdict === null ? '' : `${verdict.met ? 'met' : 'MISSED'} (≤ ${inUnit(verdict.limit, unit)})`,
  };
}
