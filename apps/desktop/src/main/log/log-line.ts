/** One event as one line of text, which holds no secret and ends somewhere. */
import { redactText, redactUrl } from '@sluice/engine';
import type { LogLevel } from '@sluice/ipc';

const MAX_LINE = 4096;
/** Addresses that stand in brackets or quotes, which `redactText` takes for a part of the word. */
const URL_IN_TEXT = /\b[a-z][a-z0-9+.-]*:\/\/[^\s"'<>()[\]{}]+/gi;

export interface LogEntry {
  readonly atMs: number;
  readonly level: LogLevel;
  /** What part of the program says it. */
  readonly where: string;
  readonly text: string;
}

/** `2026-01-02T03:04:05.678Z error queue: …`; the lines of a stack follow each other, parted by ` | `. */
export function logLine({ atMs, level, where, text }: LogEntry, homeFolder: string): string {
  const line = `${new Date(atMs).toISOString()} ${level} ${where}: ${withoutSecrets(text, homeFolder)}`;
  return line
    .replace(/\s*[\r\n\u2028\u2029]+\s*/g, ' | ')
    .replace(/\p{Cc}/gu, ' ')
    .slice(0, MAX_LINE);
}

/** Any text without what opens a source, and with `~` in the place of the user's own folder. */
export function withoutSecrets(text: string, homeFolder = ''): string {
  const bare = redactText(text.replace(URL_IN_TEXT, redactUrl));
  return homeFolder.length > 1 ? bare.replaceAll(homeFolder, '~') : bare;
}
