/** The words for what happens outside of the window, in the language asked for. */
import type { DesktopWords } from './desktop-words.ts';
import { desktopEn } from './en/desktop.ts';
import type { InLanguages, Language } from './language.ts';
import { desktopZhCn } from './zh-cn/desktop.ts';

const WORDS: InLanguages<DesktopWords> = { en: desktopEn, 'zh-CN': desktopZhCn };

export function desktopWords(language: Language): DesktopWords {
  return WORDS[language];
}
