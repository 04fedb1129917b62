/** The language for everything outside of the window. */
import { app } from 'electron';
import type { Settings } from '@sluice/ipc';
import { languageFor, type Language } from '@sluice/words';

export function desktopLanguage(language: Settings['language']): Language {
  return language === 'system' ? languageFor(app.getPreferredSystemLanguages()) : language;
}
