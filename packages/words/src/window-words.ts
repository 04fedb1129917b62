/** The window's words by language; apart from the other sentences, so that the command line does not carry them at work. */
import { windowEn, type WindowWords } from './en/window.ts';
import type { InLanguages, Language } from './language.ts';
import { windowZhCn } from './zh-cn/window.ts';

const WINDOW: InLanguages<WindowWords> = { en: windowEn, 'zh-CN': windowZhCn };

export function windowWords(language: Language): WindowWords {
  return WINDOW[language];
}
