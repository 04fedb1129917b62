/** `sluice add`: hands links to the app that runs. Nothing is fetched here, and the app is not started. */
import { redactUrl } from '@sluice/engine';
import { handOver, type HandoverOutcome } from '@sluice/handover';
import { assertNever } from '@sluice/model';
import { resolve } from 'node:path';
import type { AddCommand } from '../arguments/command.ts';
import type { Console } from '../console.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { windowStateFolder } from '../state-folder.ts';
import { printable } from '../terminal/printable.ts';

export async function add(command: AddCommand, console: Console): Promise<ExitCode> {
  const { language, sentences, stderr, surroundings } = console;
  const { directory, headers, stateFolder, urls } = command;
  const { currentFolder } = surroundings;
  const handed = await handOver(stateFolder === null ? windowStateFolder(surroundings) : resolve(currentFolder, stateFolder), {
    language,
    directory: directory === null ? null : resolve(currentFolder, directory),
    links: urls.map((url) => ({ url, name: null, headers })),
  });
  const fail = (sentence: string): ExitCode => {
    stderr.line(`sluice: ${sentence}`);
    return EXIT.failure;
  };
  switch (handed.kind) {
    case 'answered':
      return tell(handed.outcomes, command, console);
    case 'no-app':
      return fail(sentences.noApp);
    case 'no-answer':
      return fail(sentences.appSilent);
    case 'not-understood':
      return fail(sentences.appOtherVersion);
    default:
      return assertNever(handed);
  }
}

function tell(outcomes: readonly HandoverOutcome[], { output, urls }: AddCommand, { sentences, stderr, stdout }: Console): ExitCode {
  for (const [index, outcome] of outcomes.entries()) {
    if (output.json) stdout.line(JSON.stringify(jsonOf(outcome)));
    if (outcome.kind === 'refused') stderr.line(`sluice: ${printable(redactUrl(urls[index] ?? ''))}: ${printable(outcome.reason)}`);
  }
  const added = outcomes.filter(({ kind }) => kind === 'added').length;
  if (added > 0 && !output.quiet) stderr.line(sentences.handedOver(added));
  return added === outcomes.length ? EXIT.done : EXIT.failure;
}

function jsonOf(outcome: HandoverOutcome): Readonly<Record<string, string>> {
  return outcome.kind === 'added' ? { event: 'added', job: outcome.id } : { event: 'refused', message: outcome.reason };
}
