/** Sizes and throughputs in decimal units (kB, MB, GB), three significant digits at most. */
import { formatNumber } from './format-number.ts';
import type { Language } from './language.ts';

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'] as const;

type Unit = (typeof UNITS)[number];

/** `2910000000` as `2.91 GB`. */
export function formatBytes(bytes: number, language: Language): string {
  const { text, unit } = scale(bytes, language, sizeDecimals);
  return `${text} ${unit}`;
}

/** Number and unit apart, for views that set them differently: `84.2` and `MB/s`. */
export function throughputParts(bytesPerSecond: number, language: Language): { readonly text: string; readonly unit: string } {
  const { text, unit } = scale(bytesPerSecond, language, throughputDecimals);
  return { text, unit: `${unit}/s` };
}

/** `61400000` as `61.4 MB/s`. */
export function formatThroughput(bytesPerSecond: number, language: Language): string {
  const { text, unit } = throughputParts(bytesPerSecond, language);
  return `${text} ${unit}`;
}

/** A limit that somebody chose, without decimals that say nothing: `20 MB/s`, `2.5 MB/s`. */
export function formatLimit(bytesPerSecond: number, language: Language): string {
  return formatThroughput(bytesPerSecond, language).replace(/[.,]0(?= )/, '');
}

/** How much of what: `2.91 of 3.98 GB`, `610 MB of 2.50 GB`; only what arrived while the whole is unknown. */
export function formatBytesOf(bytes: number, totalBytes: number | null, language: Language): string {
  if (totalBytes === null) return formatBytes(bytes, language);
  const part = scale(bytes, language, sizeDecimals);
  const whole = formatBytes(totalBytes, language);
  const partText = whole.endsWith(` ${part.unit}`) ? part.text : `${part.text} ${part.unit}`;
  return language === 'en' ? `${partText} of ${whole}` : `${partText} / ${whole}`;
}

function sizeDecimals(value: number, unit: Unit): number {
  if (unit === 'B' || value >= 100) return 0;
  return value >= 10 ? 1 : 2;
}

function throughputDecimals(value: number, unit: Unit): number {
  return unit === 'B' || unit === 'kB' || value >= 99.95 ? 0 : 1;
}

function scale(
  bytes: number,
  language: Language,
  decimalsOf: (value: number, unit: Unit) => number,
): { readonly text: string; readonly unit: Unit } {
  let value = Number.isFinite(bytes) ? Math.max(0, bytes) : 0;
  for (const unit of UNITS) {
    const decimals = decimalsOf(value, unit);
    // 999.96 would be written as 1000: that is one of the next unit.
    if (Number(value.toFixed(decimals)) < 1000 || unit === 'PB') return { text: formatNumber(value, language, decimals), unit };
    value /= 1000;
  }
  return { text: formatNumber(value, language), unit: 'PB' };
}
