/** The language the window speaks: the user's choice, else the system's. */
import type { AppFacts, Settings } from '@sluice/ipc';
import { languageFor, type Language } from '@sluice/words';

export interface LanguageFacts {
  readonly settings: Settings | null;
  readonly facts: AppFacts | null;
}

export function languageOf({ settings, facts }: LanguageFacts): Language {
  const chosen = settings?.language ?? 'system';
  if (chosen !== 'system') return chosen;
  return languageFor(facts === null ? [] : [facts.systemLocale]);
}
