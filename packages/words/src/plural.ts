/** Chooses the form of a counted phrase by the language's own plural rules; `#` stands for the number. */
import { formatNumber } from './format-number.ts';
import type { Language } from './language.ts';

export type PluralForms = Readonly<Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }>;

const rules = new Map<Language, Intl.PluralRules>();

export function plural(language: Language, count: number, forms: PluralForms): string {
  let rule = rules.get(language);
  if (rule === undefined) rules.set(language, (rule = new Intl.PluralRules(language)));
  return (forms[rule.select(count)] ?? forms.other).replace('#', formatNumber(count, language));
}
