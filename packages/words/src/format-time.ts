/** Durations and points in time. */
import { formatNumber } from './format-number.ts';
import type { InLanguages, Language } from './language.ts';

const UNITS: InLanguages<Readonly<Record<'day' | 'hour' | 'minute' | 'second', string>>> = {
  en: { day: 'd', hour: 'h', minute: 'min', second: 's' },
  'zh-CN': { day: '天', hour: '小时', minute: '分', second: '秒' },
};

const DAY_WORDS: InLanguages<{ readonly today: string; readonly yesterday: string }> = {
  en: { today: 'Today', yesterday: 'Yesterday' },
  'zh-CN': { today: '今天', yesterday: '昨天' },
};

/** The two largest units that say something: `17 s`, `3 min 40 s`, `2 h 5 min`, `3 d 4 h`. Part seconds count up, so that nothing takes 0 s. */
export function formatDuration(seconds: number, language: Language): string {
  const whole = Math.max(0, Math.ceil(seconds));
  const words = UNITS[language];
  const counts: readonly (readonly [number, string])[] = [
    [Math.floor(whole / 86_400), words.day],
    [Math.floor(whole / 3_600) % 24, words.hour],
    [Math.floor(whole / 60) % 60, words.minute],
    [whole % 60, words.second],
  ];
  const first = counts.findIndex(([count]) => count > 0);
  if (first < 0) return `0 ${words.second}`;
  return counts
    .slice(first, first + 2)
    .filter(([count], index) => index === 0 || count > 0)
    .map(([count, unit]) => `${formatNumber(count, language)} ${unit}`)
    .join(' ');
}

/** `Today 09:14`, `Yesterday 23:50`, else the date: `3 Nov 2026, 09:14`. `timeZone` is the system's when absent. */
export function formatWhen(atMs: number, language: Language, now: { readonly nowMs: number; readonly timeZone?: string }): string {
  const zone = now.timeZone === undefined ? {} : { timeZone: now.timeZone };
  const time = new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', ...zone }).format(atMs);
  const days = dayNumber(now.nowMs, zone) - dayNumber(atMs, zone);
  if (days === 0) return `${DAY_WORDS[language].today} ${time}`;
  if (days === 1) return `${DAY_WORDS[language].yesterday} ${time}`;
  const locale = language === 'en' ? 'en-GB' : language;
  const date = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric', ...zone }).format(atMs);
  return language === 'en' ? `${date}, ${time}` : `${date} ${time}`;
}

/** Calendar days since the epoch in the zone; the Swedish locale writes dates as ISO 8601 does. */
function dayNumber(atMs: number, zone: { readonly timeZone?: string }): number {
  return Math.round(Date.parse(new Intl.DateTimeFormat('sv-SE', zone).format(atMs)) / 86_400_000);
}
