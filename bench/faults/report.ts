/** Writes `docs/fault-matrix.md` from the results. Pure: values in, text out. */
import { MODES } from './behaviour.ts';
import type { Cell } from './cell.ts';
import { findResult, type Results } from './results.ts';
import { summarise } from './summary.ts';

export const SYMBOLS: Readonly<Record<Cell, string>> = {
  right: '✓',
  'right-refetched': '↻',
  'honest-failure': '○',
  'gave-up': '–',
  'nothing-called-done': '?',
  'wrong-called-done': '✗',
  hung: '∞',
};

const LEGEND: Readonly<Record<Cell, string>> = {
  right: 'the right file',
  'right-refetched': 'the right file, but a third of it or more was fetched twice, though what was there could be used',
  'honest-failure': 'ended with an error, where none of these programs got the right file',
  'gave-up': 'ended with an error, where another of these programs got the right file',
  'nothing-called-done': 'success was reported (exit code 0), and there is no file',
  'wrong-called-done': '**a wrong file called done**: success was reported, and the bytes are not those of any version of the file',
  hung: 'still running when the time limit was over',
};

export interface Prose {
  /** Under the title: what was measured and how. */
  readonly intro: string;
  /** What to know of single rows. */
  readonly remarks: readonly { readonly behaviour: string; readonly text: string }[];
}

/** The whole document. */
export function reportOf(results: Results, prose: Prose): string {
  const sections = [prose.intro, programs(results), totals(results), legend(), matrix(results), remarks(results, prose)];
  return `${sections.map((section) => section.trim()).join('\n\n')}\n`;
}

function programs({ peers }: Results): string {
  const rows = peers.map(({ name, version, shownAs, reason }) => [name, version, `\`${shownAs}\``, reason]);
  return `## Programs\n\n${table(['Program', 'Version', 'Options', 'Why these'], rows)}`;
}

const COLUMNS: readonly (readonly [head: string, cells: readonly Cell[]])[] = [
  ['Right file', ['right', 'right-refetched']],
  ['of these with a needless refetch', ['right-refetched']],
  ['Honest failure', ['honest-failure', 'gave-up']],
  ['of these where another got the file', ['gave-up']],
  ['**Wrong file called done**', ['wrong-called-done']],
  ['No file called done', ['nothing-called-done']],
  ['Hung', ['hung']],
];

function totals(results: Results): string {
  const rows = summarise(results).map(({ peer, counts, total }) => [
    peer,
    ...COLUMNS.map(([, cells]) => String(cells.reduce((sum, cell) => sum + counts[cell], 0))),
    String(total),
  ]);
  return `## Summary\n\n${table(['Program', ...COLUMNS.map(([head]) => head), 'Of'], rows)}`;
}

function legend(): string {
  const lines = Object.entries(LEGEND).map(([cell, text]) => `- ${SYMBOLS[cell as Cell]} ${text}`);
  return `## Matrix\n\nEach cell has three signs: **fresh**, **resumed**, **killed**.\n\n${lines.join('\n')}\n- · not played: it means nothing for a fresh download`;
}

function matrix(results: Results): string {
  const rows = results.behaviours.map(({ id, title }) => [title, ...results.peers.map(({ name }) => signs(results, id, name))]);
  return table(['The server', ...results.peers.map(({ name }) => name)], rows);
}

function signs(results: Results, behaviour: string, peer: string): string {
  return MODES.map((mode) => {
    const result = findResult(results, behaviour, peer, mode);
    return result === null ? '·' : SYMBOLS[result.cell];
  }).join(' ');
}

function remarks({ behaviours }: Results, prose: Prose): string {
  const lines = prose.remarks.flatMap(({ behaviour, text }) => {
    const title = behaviours.find(({ id }) => id === behaviour)?.title;
    return title === undefined ? [] : [`- **${title}.** ${text}`];
  });
  return `## Remarks\n\n${lines.join('\n')}`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), `|${' --- |'.repeat(head.length)}`, ...rows.map(line)].join('\n');
}
