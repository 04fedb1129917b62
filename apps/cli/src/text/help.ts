/** The help of each command, with examples. */
import type { Language } from '@sluice/words';
import type { CommandName } from '../arguments/command.ts';
import type { HelpTexts } from './catalogue.ts';
import { chineseHelp } from './chinese-help.ts';
import { englishHelp } from './english-help.ts';

const TEXTS: Readonly<Record<Language, HelpTexts>> = { en: englishHelp, 'zh-CN': chineseHelp };

/** Whole lines, ready to be printed; null asks for the overview. */
export function helpText(about: CommandName | null, language: Language): string {
  return TEXTS[language][about ?? 'overview'];
}
