/** Numbers the way the language writes them. Formatters are costly to make, so each is made once. */
import type { Language } from './language.ts';

const formatters = new Map<string, Intl.NumberFormat>();

/** `decimals` are always shown, so that a changing number keeps its width. */
export function formatNumber(value: number, language: Language, decimals = 0): string {
  const key = `${language}/${decimals}`;
  let formatter = formatters.get(key);
  if (formatter === undefined) {
    formatter = new Intl.NumberFormat(language, { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
    formatters.set(key, formatter);
  }
  return formatter.format(value);
}

/** `0.714` as `71 %`. Rounds down, so that nothing unfinished is ever called 100 %. */
export function formatPercent(fraction: number, language: Language): string {
  const percent = Math.floor(Math.min(1, Math.max(0, fraction)) * 100 + 1e-9);
  return language === 'en' ? `${formatNumber(percent, language)} %` : `${formatNumber(percent, language)}%`;
}
