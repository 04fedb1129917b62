/** The command's own words; what is said of jobs and failures comes from the words package. */
import type { Language } from '@sluice/words';
import type { UsageError, UsageProblem } from '../arguments/command.ts';
import { printable } from '../terminal/printable.ts';
import type { Sentences } from './catalogue.ts';
import { chinese } from './chinese.ts';
import { english } from './english.ts';

export const SENTENCES: Readonly<Record<Language, Sentences>> = { en: english, 'zh-CN': chinese };

/** The line for wrong usage: one sentence on what was wrong, and where to read more. */
export function usageLine({ command, problem }: UsageError, { usage, seeHelp }: Sentences): string {
  return `sluice: ${printable(tellProblem(usage, problem.kind, problem))}${seeHelp(command)}`;
}

function tellProblem<K extends UsageProblem['kind']>(
  usage: { readonly [P in K]: (problem: Extract<UsageProblem, { readonly kind: P }>) => string },
  kind: K,
  problem: Extract<UsageProblem, { readonly kind: K }>,
): string {
  return usage[kind](problem);
}
