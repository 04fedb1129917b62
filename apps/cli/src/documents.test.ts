/** What the documents claim of the program and of each other: labels of the window, links, scripts, commands named in the text. */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { EVERY_STATE } from '@sluice/testkit';
import { desktopWords, stateName, windowWords, type Language } from '@sluice/words';
import { expect, test } from 'vitest';
import { COMMAND_NAMES, OPTION_TABLE } from './arguments/option-table.ts';

const REPO_FOLDER = resolve(import.meta.dirname, '../../..');
const PAGES = [
  ...['README.md', 'SECURITY.md', 'apps/extension/README.md', 'bench/README.md'],
  ...readdirSync(join(REPO_FOLDER, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];

test.each([
  ['docs/guide.md', 'en'],
  ['docs/guide.zh-CN.md', 'zh-CN'],
] as const)('%s names what stands in the window', (page, language) => {
  const labels = labelsOf(language);
  const bold = [...read(page).matchAll(/\*\*([^*]+)\*\*/g)].map(([, label = '']) => label);
  // The first one says what bold means.
  expect(bold.slice(1).filter((label) => !labels.has(label))).toEqual([]);
  expect(bold.length).toBeGreaterThan(80);
});

test('both guides tell the same: sections, commands and states', () => {
  const outline = (page: string) => ({
    headings: read(page).match(/^##? /gm)?.length,
    commands: read(page).match(/^sluice\S* .*$/gm),
    rows: read(page).match(/^\|/gm)?.length,
  });
  expect(outline('docs/guide.zh-CN.md')).toEqual(outline('docs/guide.md'));
});

test.each(PAGES)('%s: links lead to files and headings that exist', (page) => {
  const targets = [...read(page).matchAll(/\]\((?!https?:|mailto:)([^)\s]+)\)/g)].map(([, target = '']) => target);
  const dead = targets.filter((target) => {
    const [path = '', heading] = target.split('#');
    const file = path === '' ? page : join(dirname(page), path);
    return !existsSync(join(REPO_FOLDER, file)) || (heading !== undefined && !headingsOf(file).includes(heading));
  });
  expect(dead).toEqual([]);
});

test.each(PAGES)('%s: scripts and commands named in the text exist', (page) => {
  const { scripts } = JSON.parse(read('package.json')) as { readonly scripts: Readonly<Record<string, string>> };
  const inline = [...read(page).matchAll(/`([^`\n]+)`/g)].map(([, code = '']) => code);
  const wrong = inline.filter((code) => {
    const [program = '', first = '', second = ''] = code.replace(/^npx sluice /, 'sluice ').split(' ');
    if (program === 'npm' && first === 'run') return !(second in scripts);
    if (program !== 'sluice') return false;
    const options = code.match(/--[a-z][a-z-]*/g) ?? [];
    return !isCommand(first) || options.some((option) => !(option.slice(2) in OPTION_TABLE));
  });
  expect(wrong).toEqual([]);
});

test('what the README tells of other programs is what was measured', () => {
  const measured = rowsOf(read('docs/fault-matrix.md').split('## Summary')[1] ?? '');
  const program = (column: number) => measured.map((row) => [row[0], row[column]]).filter(([name]) => name !== 'Program');
  const told = rowsOf(read('README.md').split('## Next to others')[1]?.split('\n## ')[0] ?? '');
  const [heads = []] = told;
  const row = (name: string) => {
    const cells = told.find(([first]) => first?.replaceAll('*', '') === name) ?? [];
    return heads.slice(1).map((head, index) => [head, cells[index + 1]?.replaceAll('*', '')]);
  };
  expect(row('Right file')).toEqual(program(1));
  expect(row('of these with a needless refetch')).toEqual(program(2));
  expect(row('Honest failure')).toEqual(program(3));
  expect(row('Wrong file called done')).toEqual(program(5));
  expect(row('Of')).toEqual(program(8));
});

/** The cells of the first table, its rule left out. */
function rowsOf(markdown: string): readonly (readonly string[])[] {
  const from = markdown.indexOf('|');
  const table = markdown.slice(from).split('\n\n')[0] ?? '';
  const rows = table.split('\n').map((line) => line.split('|').slice(1, -1));
  return rows.map((cells) => cells.map((cell) => cell.trim())).filter((cells) => !/^-+$/.test(cells[1] ?? '-') && cells.length > 0);
}

function isCommand(word: string): boolean {
  return word === '' || word.startsWith('-') || word === 'COMMAND' || COMMAND_NAMES.some((name) => name === word);
}

function labelsOf(language: Language): ReadonlySet<string> {
  const states = EVERY_STATE.map(({ kind }) => stateName(kind, language));
  return new Set([...states, ...textsIn(windowWords(language)), ...textsIn(desktopWords(language))]);
}

function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

/** As GitHub makes them. */
function headingsOf(page: string): readonly string[] {
  return [...read(page).matchAll(/^#+ (.*)$/gm)].map(([, text = '']) =>
    text
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

function read(path: string): string {
  return readFileSync(join(REPO_FOLDER, path), 'utf8');
}
