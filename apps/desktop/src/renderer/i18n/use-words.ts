/** The words of the window's language, for views; they change while the window is open. */
import { windowWords, type Language, type WindowWords } from '@sluice/words';
import { useWindow } from '../state/context.tsx';
import { languageOf } from './language-of.ts';

export function useLanguage(): Language {
  return useWindow(languageOf);
}

export function useWords(): WindowWords {
  return windowWords(useLanguage());
}
