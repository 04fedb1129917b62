import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { COMMAND_NAMES, OPTIONS_OF } from '../../apps/cli/src/arguments/option-table.ts';
import { REPO_FOLDER } from '../setup/repo-folder.mjs';
import { CLI_ENVIRONMENT } from './cli-environment.mjs';
import { cliReference, CLI_REFERENCE_FILE, partsOf } from './cli-reference.mjs';

/** What is read of the environment, or named as a key in it. */
const VARIABLE = /\benv\['(\w+)'\]|'((?:OSS|AWS)_[A-Z_]+)'/g;
const SOURCES = ['apps/cli/src', 'packages/engine/src/transfer', 'packages/object-storage/src'];

test('docs/cli.md is what the program says of itself (npm run docs:cli)', () => {
  expect(readFileSync(CLI_REFERENCE_FILE, 'utf8')).toBe(cliReference());
});

test('every command has a section with its options and examples', () => {
  const page = cliReference();
  for (const command of COMMAND_NAMES) {
    const section = page.split(`\n## sluice ${command}\n`)[1]?.split('\n## ')[0] ?? '';
    expect(section).toContain(`\`\`\`sh\nsluice ${command}`);
    // Help names the options that all commands share in one place each.
    const missing = OPTIONS_OF[command].filter((option) => !['version', 'quiet'].includes(option) && !section.includes(`--${option}`));
    expect([command, missing]).toEqual([command, []]);
  }
});

test('every variable of the environment that the sources read is told', () => {
  const told = CLI_ENVIRONMENT.flatMap(({ names }) => names);
  expect([...variablesRead()].filter((name) => !told.includes(name))).toEqual([]);
  expect(variablesRead()).toContain('XDG_STATE_HOME');
});

test('the parts of a help text are told apart', () => {
  const help = 'Usage: x\n\nText.\n\nExamples:\n  x a\n  x b \\\n    c\n\nExit codes:\n  0  done\n';
  expect(partsOf(help)).toEqual({ usage: 'Usage: x\n\nText.', examples: 'x a\nx b \\\n  c', endings: '0  done' });
});

function variablesRead() {
  const names = new Set();
  for (const folder of SOURCES) {
    for (const entry of readdirSync(join(REPO_FOLDER, folder), { recursive: true, encoding: 'utf8' })) {
      if (!entry.endsWith('.ts') || entry.endsWith('.test.ts') || entry.includes('testing')) continue;
      const text = readFileSync(join(REPO_FOLDER, folder, entry), 'utf8');
      for (const [, read, key] of text.matchAll(VARIABLE)) names.add(read ?? key);
    }
  }
  return names;
}
