/** One job as one line of the terminal, as wide as the terminal and no wider. */
import { displayName, type JobSnapshot } from '@sluice/model';
import {
  describeConnections,
  describeState,
  describeTimeLeft,
  describeWait,
  formatBytesOf,
  formatPercent,
  formatThroughput,
  type Language,
} from '@sluice/words';
import { displayWidth, fitEnd, fitMiddle, padTo } from './display-width.ts';
import type { Paint } from './paint.ts';
import { printable } from './printable.ts';

export interface LineStyle {
  readonly columns: number;
  readonly language: Language;
  readonly paint: Paint;
  /** For how long until the next attempt. */
  readonly nowMs: number;
}

const LEAST_NAME_COLUMNS = 12;
const MOST_NAME_COLUMNS = 40;
const BAR_COLUMNS = 16;

/** Name first; then percent, bar, bytes, throughput, time left and connections, the last of them left out where they don't fit. */
export function progressLine(snapshot: JobSnapshot, style: LineStyle): string {
  // The last column stays free: some terminals wrap as soon as it is written.
  const columns = Math.max(LEAST_NAME_COLUMNS, style.columns - 1);
  const name = printable(displayName(snapshot.job));
  const nameColumns = Math.min(MOST_NAME_COLUMNS, Math.max(LEAST_NAME_COLUMNS, Math.min(displayWidth(name), Math.floor(columns / 3))));
  const room = columns - nameColumns - 2;
  const facts = fitFacts(factsOf(snapshot, style), room);
  return facts === '' ? fitMiddle(name, columns) : `${padTo(fitMiddle(name, nameColumns), nameColumns)}  ${style.paint('faint', facts)}`;
}

function factsOf(snapshot: JobSnapshot, { language, nowMs }: LineStyle): readonly string[] {
  const { job, progress } = snapshot;
  if (job.state.kind !== 'transferring' || progress === null) return [printable(describeState(snapshot, language, nowMs))];
  const { receivedBytes, totalBytes, bytesPerSecond, secondsLeft, connections, retry } = progress;
  if (connections === 0 && retry !== null) return [printable(describeWait({ kind: 'retry-at', ...retry }, language, nowMs))];
  const fraction = totalBytes === null || totalBytes === 0 ? null : receivedBytes / totalBytes;
  return [
    ...(fraction === null ? [] : [formatPercent(fraction, language).padStart(5), bar(fraction)]),
    formatBytesOf(receivedBytes, totalBytes, language),
    formatThroughput(bytesPerSecond, language),
    ...(secondsLeft === null ? [] : [describeTimeLeft(secondsLeft, language)]),
    describeConnections(connections, language),
  ];
}

function fitFacts(facts: readonly string[], room: number): string {
  for (let count = facts.length; count > 1; count -= 1) {
    const text = facts.slice(0, count).join('  ');
    if (displayWidth(text) <= room) return text;
  }
  return fitEnd(facts[0] ?? '', room);
}

function bar(fraction: number): string {
  const full = Math.floor(Math.min(1, Math.max(0, fraction)) * BAR_COLUMNS);
  return '█'.repeat(full) + '░'.repeat(BAR_COLUMNS - full);
}
