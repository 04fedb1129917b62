// docs/cli.md: made of what the program says of itself, so that it can't say anything else.
import { join } from 'node:path';
import { COMMAND_NAMES, OPTION_TABLE, OPTIONS_OF } from '../../apps/cli/src/arguments/option-table.ts';
import { helpText } from '../../apps/cli/src/text/help.ts';
import { REPO_FOLDER } from '../setup/repo-folder.mjs';
import { CLI_ENVIRONMENT } from './cli-environment.mjs';

export const CLI_REFERENCE_FILE = join(REPO_FOLDER, 'docs', 'cli.md');

const HEAD = `# The command line: sluice

<!-- Written by \`npm run docs:cli\` from the program. Change the help texts in apps/cli, not this file. -->

One program with commands. Options may stand anywhere, also before the command; what follows \`--\` is never an option. Files go where
\`-o\` or \`-d\` say, paths of saved files to the standard output, everything else to the standard error. With \`LANG=zh_CN.UTF-8\` it
speaks Chinese. [The guide](guide.md) goes by task; this page is complete.`;

/** @returns {string} the whole page */
export function cliReference() {
  const parts = [HEAD, overview(), optionTable(), exitCodes(), environmentTable(), ...COMMAND_NAMES.map(commandSection)];
  return `${parts.join('\n\n')}\n`;
}

function overview() {
  const { usage, examples } = partsOf(helpText(null, 'en'));
  return `## Commands\n\n${fenced('text', usage)}\n\n${fenced('sh', examples)}`;
}

/** Which option belongs to which command: from the tables that the parser itself goes by. */
function optionTable() {
  const rows = Object.entries(OPTION_TABLE).map(([name, option]) => {
    const short = 'short' in option ? `\`-${option.short}\`, ` : '';
    const value = option.type === 'string' ? 'yes' : 'no';
    const many = 'multiple' in option ? ', several times' : '';
    const of = COMMAND_NAMES.filter((command) => /** @type {readonly string[]} */ (OPTIONS_OF[command]).includes(name));
    const commands = of.length === COMMAND_NAMES.length ? 'all' : of.map((command) => `\`${command}\``).join(' ');
    return `| ${short}\`--${name}\` | ${value}${many} | ${commands} |`;
  });
  return ['## Options by command', '', '| option | takes a value | commands |', '|---|---|---|', ...rows].join('\n');
}

function exitCodes() {
  const { endings } = partsOf(helpText(null, 'en'));
  return `## Exit codes\n\n${fenced('text', endings)}\n\n\`sluice doctor\` ends with 1 where something keeps Sluice from working.`;
}

function environmentTable() {
  const rows = CLI_ENVIRONMENT.map(({ names, meaning }) => `| ${names.map((name) => `\`${name}\``).join(', ')} | ${meaning} |`);
  return ['## Environment', '', '| variable | meaning |', '|---|---|', ...rows].join('\n');
}

/** @param {import('../../apps/cli/src/arguments/command.ts').CommandName} command */
function commandSection(command) {
  const { usage, examples } = partsOf(helpText(command, 'en'));
  return `## sluice ${command}\n\n${fenced('text', usage)}\n\n${fenced('sh', examples)}`;
}

/**
 * The help without its examples, the examples alone, and the exit codes alone where they are the usual ones.
 * @param {string} help
 */
export function partsOf(help) {
  const paragraphs = help.trimEnd().split('\n\n');
  const isExamples = (/** @type {string} */ text) => text.startsWith('Examples:\n');
  const isEndings = (/** @type {string} */ text) => text.startsWith('Exit codes:\n');
  const bodyOf = (/** @type {string} */ text) =>
    text
      .split('\n')
      .slice(1)
      .map((line) => line.replace(/^ {2}/, ''))
      .join('\n');
  return {
    usage: paragraphs.filter((text) => !isExamples(text) && !isEndings(text)).join('\n\n'),
    examples: bodyOf(paragraphs.find(isExamples) ?? ''),
    endings: bodyOf(paragraphs.find(isEndings) ?? ''),
  };
}

/**
 * @param {string} language
 * @param {string} text
 */
function fenced(language, text) {
  return `\`\`\`${language}\n${text}\n\`\`\``;
}
