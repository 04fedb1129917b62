/**
 * Every command in the documents. Those of `sluice` are run against real servers, each in a home where what it names exists; the others
 * install, build, take long or need a display: the table below says why each is not run, and what is checked in its place.
 */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseArguments } from './parse-arguments.ts';
import { commandsIn, type DocumentedCommand } from './testing/documented-commands.ts';
import { DocumentedWorld, runDocumented } from './testing/documented-home.ts';

const REPO_FOLDER = resolve(import.meta.dirname, '../../..');
const PAGES = ['README.md', 'SECURITY.md', 'apps/extension/README.md', 'bench/README.md', ...pagesIn('docs')];

/** Why a command is not run here, and what must hold all the same. The first that fits counts. */
const NOT_RUN: readonly {
  readonly fits: RegExp;
  readonly why: string;
  readonly holds: (words: readonly string[]) => boolean;
}[] = [
  { fits: /^npm ci$/, why: 'installs', holds: () => existsSync(at('package-lock.json')) },
  { fits: /^npm (?:start|test)$/, why: 'opens the app; runs all tests', holds: ([, name = '']) => hasScript(name) },
  { fits: /^npm run /, why: 'builds, measures or takes long', holds: ([, , name = '']) => hasScript(name) },
  {
    fits: /^npm audit/,
    why: 'asks the registry; the workflow runs it',
    holds: () => workflow('ci.yml').includes('npm audit --audit-level=high'),
  },
  {
    fits: /^(?:\w+=\S+ )?npx (?:tsx|vitest run|playwright test) /,
    why: 'takes long',
    holds: (words) => words.some((word) => existsSync(at(word))),
  },
  { fits: /^(?:\w+=\S+ )*node scripts\//, why: 'needs a build or a key', holds: (words) => words.some((word) => existsSync(at(word))) },
  { fits: /^sudo apt(?:-get)? install \.\//, why: 'changes the system', holds: namesArtefact },
  { fits: /^sudo dnf install \.\//, why: 'changes the system', holds: namesArtefact },
  {
    fits: /^sudo apt-get install /,
    why: 'changes the system',
    holds: ([, , , ...names]) => names.every((name) => /^[a-z0-9.+-]+$/.test(name)),
  },
  { fits: /^(?:tar xzf|chmod \+x) /, why: 'needs a package', holds: namesArtefact },
  { fits: /^\.\/Sluice-\S+\.AppImage$/, why: 'needs a package and a display', holds: namesArtefact },
  {
    fits: /^(?:\.\/\S+\/)?sluice-desktop(?: --safe-start)?$/,
    why: 'needs a display',
    holds: () => electronBuilder().includes('executableName: sluice-desktop'),
  },
  {
    fits: /^sha256sum --check --ignore-missing SHA256SUMS$/,
    why: 'needs a release',
    holds: () => workflow('release.yml').includes('SHA256SUMS'),
  },
  { fits: /^git (?:tag|push|commit) /, why: 'changes the repository', holds: () => true },
];
/** As electron-builder names them: `${name}_${version}_${arch}.deb` and so on. `e2e/packaged.spec.ts` finds them under these names. */
const ARTEFACT =
  /(?:^|\/)(?:sluice-desktop_[\d.]+_(?:amd64|arm64)\.deb|sluice-desktop-[\d.]+\.(?:x86_64|aarch64)\.rpm|sluice-desktop-[\d.]+\.tar\.gz|Sluice-[\d.]+\.AppImage)$/;

const commands = PAGES.flatMap((page) => commandsIn(page, readFileSync(at(page), 'utf8')));
const ofSluice = commands.filter(({ words }) => words[0] === 'sluice' || (words[0] === 'npx' && words[1] === 'sluice'));
const others = commands.filter((command) => !ofSluice.includes(command));
/** An example that is cut short with … can't be run. */
const isShape = ({ words }: DocumentedCommand): boolean => words.some((word) => word.includes('…') && !word.startsWith('sha256:'));

let world: DocumentedWorld;
beforeAll(async () => {
  world = await DocumentedWorld.open();
});
afterAll(() => world.close());

test('the documents have commands of every kind', () => {
  const first = ofSluice.map(({ words }) => wordsOf(words)[1]);
  for (const name of ['get', 'add', 'resume', 'refresh', 'adopt', 'list', 'history', 'remove', 'ls', 'connections', 'doctor'])
    expect(first).toContain(name);
  expect(others.length).toBeGreaterThan(10);
});

describe('commands of sluice do what they say', () => {
  test.each(byText(ofSluice.filter((command) => !isShape(command))))('%s', async (_text, { words }) => {
    const ended = await runDocumented(wordsOf(words), world);
    expect(ended).toMatchObject({ code: 0 });
  });

  test.each(byText(ofSluice.filter(isShape)))('%s (cut short: its form alone)', (_text, { words }) => {
    expect(parseArguments(wordsOf(words).slice(1)).kind).not.toBe('usage-error');
  });

  test('what stands after a pipe is jq', () => {
    expect(new Set(ofSluice.flatMap(({ into }) => into.slice(0, 1)))).toEqual(new Set(['jq']));
  });
});

test.each(byText(others))('%s could be run', (text, { words }) => {
  const row = NOT_RUN.find(({ fits }) => fits.test(words.join(' ')));
  expect([text, row?.holds(words)]).toEqual([text, true]);
});

test('no row of the table is there for nothing', () => {
  const idle = NOT_RUN.filter(({ fits }) => !others.some(({ words }) => fits.test(words.join(' '))));
  expect(idle.map(({ fits }) => fits.source)).toEqual([]);
});

/** The same line in several pages is run once. */
function byText(found: readonly DocumentedCommand[]): readonly (readonly [string, DocumentedCommand])[] {
  const seen = new Map(found.toReversed().map((command) => [wordsOf(command.words).join(' '), command] as const));
  return [...seen].toReversed().map(([text, command]) => [`${command.where}: ${text}`, command] as const);
}

/** `npx sluice` is `sluice`. */
function wordsOf(words: readonly string[]): readonly string[] {
  return words[0] === 'npx' ? words.slice(1) : words;
}

function at(path: string): string {
  return join(REPO_FOLDER, path);
}

function pagesIn(folder: string): readonly string[] {
  return readdirSync(at(folder))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `${folder}/${name}`);
}

function hasScript(name: string): boolean {
  const { scripts } = JSON.parse(readFileSync(at('package.json'), 'utf8')) as { readonly scripts: Readonly<Record<string, string>> };
  return name in scripts;
}

function workflow(name: string): string {
  return readFileSync(at(`.github/workflows/${name}`), 'utf8');
}

function electronBuilder(): string {
  return readFileSync(at('electron-builder.yml'), 'utf8');
}

/** Of this version: a command that a reader copies names a package that there is. */
function namesArtefact(words: readonly string[]): boolean {
  const { version } = JSON.parse(readFileSync(at('package.json'), 'utf8')) as { readonly version: string };
  return words.some((word) => ARTEFACT.test(word) && word.includes(version));
}
