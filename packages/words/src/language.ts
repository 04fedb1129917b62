/** The languages that Sluice speaks, and which of them a system's preference means. */
export const LANGUAGES = ['en', 'zh-CN'] as const;

export type Language = (typeof LANGUAGES)[number];

/** A value by language: a missing translation does not compile. */
export type InLanguages<T> = Readonly<Record<Language, T>>;

/** The first of the preferred BCP 47 tags that Sluice speaks; English when there is none. Traditional Chinese readers get Chinese, too. */
export function languageFor(preferred: readonly string[]): Language {
  for (const tag of preferred) {
    const primary = tag.toLowerCase().split(/[-_.]/, 1)[0];
    if (primary === 'zh') return 'zh-CN';
    if (primary === 'en') return 'en';
  }
  return 'en';
}
