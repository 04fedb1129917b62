/** Writes `docs/performance.md` from what the suites found. Pure: values in, text out. */
import type { Outcome } from '../all/outcome.ts';
import type { Suite } from '../all/suites.ts';
import { judge, medianOf, spreadOf, type Figure } from '../suite/figures.ts';
import { inUnit } from '../suite/in-unit.ts';

/** Remarks by the name of their suite, written by hand. */
export type Remarks = Readonly<Record<string, readonly string[]>>;

const INTRO = `# Performance

Sluice beside aria2, curl, wget2, axel and ipull. Written by \`npm run bench\`, which takes about twenty-five minutes
(\`-- --quick\`: five, and rougher); \`npm run bench -- SUITE\` runs one suite, \`npm run bench:report\` only writes this document again.
The programs take turns, each round beginning with another one. Medians are quoted with the least and the most of their rounds; a
ratio is the median of Sluice over that of the other program in the same turns. Figures of different suites, or of different days, are
not to be compared. Remarks are written by hand (\`bench/remarks\`).`;

/** The whole document. Suites without a result are named, not left out. */
export function reportOf(outcomes: readonly Outcome[], suites: readonly Suite[], remarks: Remarks): string {
  const sections = suites.map((suite) =>
    suiteSection(
      suite,
      outcomes.find((one) => one.suite === suite.name),
      remarks[suite.name] ?? [],
    ),
  );
  return `${[INTRO, machineSection(outcomes), barSection(outcomes, suites), ...sections].join('\n\n')}\n`;
}

function machineSection(outcomes: readonly Outcome[]): string {
  const machines = [...new Set(outcomes.map(({ machine }) => machine))];
  const programs = [...new Set(outcomes.flatMap(({ result }) => (result.kind === 'found' ? (result.findings.programs ?? []) : [])))];
  return `## Machine and programs\n\n${[...machines, ...programs].map((line) => `- ${line}`).join('\n')}`;
}

function barSection(outcomes: readonly Outcome[], suites: readonly Suite[]): string {
  const rows = outcomes.flatMap(({ suite, result }) => {
    const title = suites.find(({ name }) => name === suite)?.title ?? suite;
    if (result.kind === 'failed') return [[title, 'the suite failed', '', '', '']];
    const { figures } = result.findings;
    return figures.flatMap((figure) => barRow(title, figure, figures));
  });
  return `## Bars\n\n${table(['Suite', 'What', 'Bar', 'Measured', 'Verdict'], rows)}`;
}

function barRow(title: string, figure: Figure, all: readonly Figure[]): readonly (readonly string[])[] {
  const verdict = judge(figure, all);
  if (verdict === null || figure.bar === undefined) return [];
  const { unit, bar } = figure;
  const limit = inUnit(verdict.limit, unit);
  const said = bar.kind === 'at-most' ? `≤ ${limit}${bar.of === 'worst' ? ' at worst' : ''}` : `≤ ${bar.value} × ${bar.program} (${limit})`;
  const over = verdict.limit === 0 ? inUnit(verdict.measured, unit) : `${(100 * (verdict.measured / verdict.limit - 1)).toFixed(0)} %`;
  return [[title, figure.what, said, inUnit(verdict.measured, unit), verdict.met ? 'met' : `**missed by ${over}**`]];
}

function suiteSection({ title, about, name }: Suite, outcome: Outcome | undefined, remarks: readonly string[]): string {
  const head = `## ${title}\n\n${about}`;
  if (outcome === undefined) return `${head}\n\nNot measured yet (\`npm run bench -- ${name}\`).`;
  const { command, tookSeconds, load, result, quick } = outcome;
  const loads = load.map((one) => one.toFixed(1)).join(' before, ');
  const how = `\`${command}\`, ${tookSeconds.toFixed(0)} s; load average ${loads} after.${quick ? ' A quick run: two rounds.' : ''}`;
  const body = result.kind === 'failed' ? `The suite failed:\n\n\`\`\`\n${result.reason}\n\`\`\`` : figureTable(result.findings.figures);
  return [head, how, body, ...(remarks.length === 0 ? [] : [remarks.map((text) => `- ${text}`).join('\n')])].join('\n\n');
}

function figureTable(figures: readonly Figure[]): string {
  const whats = [...new Set(figures.map(({ what }) => what))];
  const rows = whats.flatMap((what) => figures.filter((one) => one.what === what).map((one, at) => figureRow(one, at === 0, figures)));
  return table(['What', 'Program', 'Median', 'Least–most', 'Rounds', 'Sluice ÷ it'], rows);
}

function figureRow({ what, program, unit, values }: Figure, isFirst: boolean, all: readonly Figure[]): readonly string[] {
  const { median, least, most } = spreadOf(values);
  const own = medianOf(what, 'Sluice', all);
  const ratio = program === 'Sluice' || Number.isNaN(own) || median === 0 ? '' : (own / median).toFixed(2);
  const spread = `${inUnit(least, unit)}–${inUnit(most, unit)}`;
  return [isFirst ? what : '', program, inUnit(median, unit), spread, String(values.length), ratio];
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), `|${' --- |'.repeat(head.length)}`, ...rows.map(line)].join('\n');
}
