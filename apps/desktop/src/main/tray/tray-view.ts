/** What the tray shows, decided from facts alone: icon, tooltip and menu. */
import type { RestReason } from '@sluice/ipc';
import { displayName, type JobId, type JobSnapshot } from '@sluice/model';
import { desktopWords, describeTimeLeft, formatLimit, formatPercent, formatThroughput, type Language } from '@sluice/words';
import { overallProgress, overallSecondsLeft, overallThroughput, type LiveFacts } from '../live-jobs.ts';

export interface TrayFacts {
  readonly live: LiveFacts;
  /** Why nothing runs although there is work; the first counts. */
  readonly resting: readonly RestReason[];
  readonly limitBytesPerSecond: number | null;
  readonly dropBasket: boolean;
  readonly language: Language;
}

export interface TrayView {
  readonly icon: TrayIcon;
  readonly toolTip: string;
  readonly menu: readonly TrayItem[];
}

/** `sixteenths`: how far the bar in the icon reaches; null: there is none. */
export interface TrayIcon {
  readonly kind: 'idle' | 'active' | 'attention';
  readonly sixteenths: number | null;
}

export type TrayAction =
  | { readonly kind: 'open' | 'add-from-clipboard' | 'pause-all' | 'resume-all' | 'toggle-basket' | 'quit' }
  | { readonly kind: 'show-job'; readonly id: JobId }
  | { readonly kind: 'limit'; readonly bytesPerSecond: number | null };

export type TrayItem =
  | { readonly kind: 'separator' }
  | { readonly kind: 'text'; readonly label: string }
  | {
      readonly kind: 'command';
      readonly label: string;
      readonly action: TrayAction;
      /** Absent: it has no mark. */ readonly checked?: boolean;
    }
  | { readonly kind: 'submenu'; readonly label: string; readonly items: readonly TrayItem[]; readonly choice: 'radio' };

const MAX_JOBS = 8;
const MAX_NAME_LENGTH = 40;
const MB = 1_000_000;
const LIMITS: readonly number[] = [0.5 * MB, MB, 2 * MB, 5 * MB, 10 * MB, 20 * MB, 50 * MB];

export function trayView(facts: TrayFacts): TrayView {
  return { icon: iconOf(facts.live), toolTip: toolTipOf(facts), menu: menuOf(facts) };
}

function iconOf({ running, attention }: LiveFacts): TrayIcon {
  const progress = overallProgress(running);
  const sixteenths = progress === null ? null : Math.floor(progress * 16);
  if (running.length > 0) return { kind: 'active', sixteenths };
  return { kind: attention > 0 ? 'attention' : 'idle', sixteenths: null };
}

/** "3 active · 84.2 MB/s · 2 min left" */
function toolTipOf({ live, resting, language }: TrayFacts): string {
  const { tray } = desktopWords(language);
  const { running, pending, attention } = live;
  const troubles = attention > 0 ? [tray.attention(attention)] : [];
  const reason = resting[0];
  if (running.length === 0) return [reason === undefined || pending === 0 ? tray.idle : tray.resting[reason], ...troubles].join(' · ');
  const seconds = overallSecondsLeft(running);
  const left = seconds === null ? [] : [describeTimeLeft(wholeMinutes(seconds), language)];
  return [tray.active(running.length), formatThroughput(overallThroughput(running), language), ...left, ...troubles].join(' · ');
}

/** Seconds say nothing beside minutes, and would move the text every second. */
function wholeMinutes(seconds: number): number {
  return seconds < 60 ? seconds : Math.ceil(seconds / 60) * 60;
}

function menuOf(facts: TrayFacts): readonly TrayItem[] {
  const { tray } = desktopWords(facts.language);
  const jobs = jobItems(facts);
  const command = (label: string, kind: Exclude<TrayAction['kind'], 'show-job' | 'limit'>): TrayItem => ({
    kind: 'command',
    label,
    action: { kind },
  });
  return [
    command(tray.open, 'open'),
    command(tray.addFromClipboard, 'add-from-clipboard'),
    { kind: 'separator' },
    ...jobs,
    ...(jobs.length > 0 ? [{ kind: 'separator' } as const] : []),
    command(tray.pauseAll, 'pause-all'),
    command(tray.resumeAll, 'resume-all'),
    { kind: 'submenu', label: tray.limit, items: limitItems(facts), choice: 'radio' },
    { kind: 'command', label: tray.dropBasket, action: { kind: 'toggle-basket' }, checked: facts.dropBasket },
    { kind: 'separator' },
    command(tray.quit, 'quit'),
  ];
}

function jobItems({ live, language }: TrayFacts): readonly TrayItem[] {
  const { running } = live;
  const items = running.slice(0, MAX_JOBS).map((snapshot): TrayItem => {
    const action = { kind: 'show-job', id: snapshot.job.id } as const;
    return { kind: 'command', label: jobLabel(snapshot, language), action };
  });
  const more = running.length - items.length;
  return more > 0 ? [...items, { kind: 'text', label: desktopWords(language).tray.more(more) }] : items;
}

function jobLabel(snapshot: JobSnapshot, language: Language): string {
  const name = shortened(displayName(snapshot.job));
  const progress = overallProgress([snapshot]);
  return progress === null ? name : `${name} – ${formatPercent(progress, language)}`;
}

/** Keeps the ending, which tells what kind of file it is. */
function shortened(name: string): string {
  const letters = [...name];
  return letters.length <= MAX_NAME_LENGTH ? name : `${letters.slice(0, MAX_NAME_LENGTH - 11).join('')}…${letters.slice(-10).join('')}`;
}

function limitItems({ limitBytesPerSecond, language }: TrayFacts): readonly TrayItem[] {
  const own = limitBytesPerSecond === null || LIMITS.includes(limitBytesPerSecond) ? [] : [limitBytesPerSecond];
  const values: readonly (number | null)[] = [null, ...[...LIMITS, ...own].sort((one, other) => one - other)];
  return values.map((bytesPerSecond) => ({
    kind: 'command',
    label: bytesPerSecond === null ? desktopWords(language).tray.noLimit : formatLimit(bytesPerSecond, language),
    action: { kind: 'limit', bytesPerSecond },
    checked: bytesPerSecond === limitBytesPerSecond,
  }));
}
