/** The times at which downloads may run, as they are typed and shown. */
import type { Schedule } from '@sluice/ipc';
import type { Language } from '@sluice/words';

/** The nights of a week: what is offered first, when most connections are idle. */
export const NIGHTS: Schedule = { days: [0, 1, 2, 3, 4, 5, 6], fromMinutes: 23 * 60, toMinutes: 7 * 60 };

/** Monday first, as both languages have it. */
export const WEEK: readonly number[] = [1, 2, 3, 4, 5, 6, 0];

/** `23:05`, as a time field has it. */
export function timeText(minutes: number): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

/** Minutes after midnight; null for a field that is not filled in. */
export function readTime(text: string): number | null {
  const match = /^([01]\d|2[0-3]):([0-5]\d)/.exec(text);
  return match === null ? null : Number(match[1]) * 60 + Number(match[2]);
}

/** In the order of the week. */
export function withDay({ days, ...times }: Schedule, day: number, chosen: boolean): Schedule {
  const next = new Set(days);
  if (chosen) next.add(day);
  else next.delete(day);
  return { ...times, days: [...next].sort((a, b) => a - b) };
}

/** The short name of a day, 0 being Sunday. 4 January 1970 was one. */
export function dayName(day: number, language: Language, length: 'short' | 'long'): string {
  return new Intl.DateTimeFormat(language, { weekday: length, timeZone: 'UTC' }).format(new Date((3 + day) * 86_400_000));
}

/** “Mon–Fri, 08:00–18:00”: days that follow each other are joined, as a week is read from Monday on. */
export function describeWeekTime({ days, fromMinutes, toMinutes }: Schedule, language: Language): string {
  const chosen = WEEK.map((day) => days.includes(day));
  const runs: string[] = [];
  for (let at = 0; at < WEEK.length; at += 1) {
    if (chosen[at] !== true) continue;
    const from = at;
    while (chosen[at + 1] === true) at += 1;
    const name = (index: number): string => dayName(WEEK[index] ?? 0, language, 'short');
    if (at - from > 1) runs.push(`${name(from)}–${name(at)}`);
    else for (let day = from; day <= at; day += 1) runs.push(name(day));
  }
  const separator = language === 'zh-CN' ? '、' : ', ';
  return `${runs.join(separator)}${separator}${timeText(fromMinutes)}–${timeText(toMinutes)}`;
}
