/** The one place where a failure becomes a sentence. */
import type { Failure } from '@sluice/model';
import { failuresEn } from './en/failures.ts';
import { statesEn } from './en/states.ts';
import { tell, type FailureWords } from './failure-words.ts';
import { formatPercent } from './format-number.ts';
import type { InLanguages, Language } from './language.ts';
import type { StateWords } from './state-words.ts';
import { failuresZhCn } from './zh-cn/failures.ts';
import { statesZhCn } from './zh-cn/states.ts';

const FAILURES: InLanguages<FailureWords> = { en: failuresEn, 'zh-CN': failuresZhCn };
export const STATES: InLanguages<StateWords> = { en: statesEn, 'zh-CN': statesZhCn };

export interface Kept {
  /** How much of the file is safe on disk, 0…1. Left out of the sentence when absent or less than one percent. */
  readonly keptFraction?: number;
}

/** What happened, what is kept and what to do: “The link has expired (403). 71 % is kept. Retry once …” */
export function describeFailure(failure: Failure, language: Language, kept: Kept = {}): string {
  const { what, advice } = tell(FAILURES[language], failure.kind, failure, (kept.keptFraction ?? 0) > 0);
  return joinSentences([what, keptSentence(kept, language), advice], language);
}

/** Only what happened: for places that say themselves what follows, such as a restart or a retry. */
export function describeCause(failure: Failure, language: Language): string {
  return tell(FAILURES[language], failure.kind, failure, false).what;
}

/** “71 % is kept.”, or nothing when nothing worth telling is kept. */
export function keptSentence(kept: Kept, language: Language): string {
  const percent = keptPercent(kept, language);
  return percent === null ? '' : STATES[language].kept(percent);
}

/** “71 %”; null when nothing worth telling is kept. */
export function keptPercent({ keptFraction = 0 }: Kept, language: Language): string | null {
  return keptFraction >= 0.01 ? formatPercent(keptFraction, language) : null;
}

/** Chinese sets no space between sentences. */
export function joinSentences(sentences: readonly string[], language: Language): string {
  return sentences.filter((sentence) => sentence !== '').join(language === 'zh-CN' ? '' : ' ');
}
