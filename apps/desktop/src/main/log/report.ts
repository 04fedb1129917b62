/** The text that "Copy report" puts on the clipboard: enough to look for a fault, nothing that opens a source or says who somebody is. */
import type { AppFacts, Settings } from '@sluice/ipc';
import { countOf, LIST_FILTERS, type ListCounts } from '@sluice/model';
import { noticeLine } from './log-notice.ts';
import { withoutSecrets } from './log-line.ts';

export const REPORT_LINES = 200;

export interface ReportFacts {
  readonly facts: AppFacts;
  /** As `process.getSystemVersion` and `process.arch` say. */
  readonly system: string;
  readonly packaged: boolean;
  readonly settings: Settings;
  readonly counts: ListCounts;
  /** Redacted when they were written. */
  readonly logLines: readonly string[];
  readonly homeFolder: string;
}

export function reportText({ facts, system, packaged, settings, counts, logLines, homeFolder }: ReportFacts): string {
  const sections = [
    `Sluice ${facts.version} (${packaged ? 'packaged' : 'not packaged'})`,
    `${facts.platform} ${system}, ${facts.systemLocale}`,
    `Electron ${facts.electron}, Chromium ${facts.chrome}, Node.js ${facts.node}`,
    '',
    `Jobs: ${LIST_FILTERS.map((filter) => `${filter} ${countOf(counts, filter)}`).join(', ')}`,
    `Notices: ${facts.notices.map(noticeLine).join('; ') || 'none'}`,
    '',
    'Settings:',
    ...settingLines(settings),
    '',
    `Log, the last ${logLines.length} lines:`,
    ...logLines,
  ];
  return `${sections.map((line) => withoutSecrets(line, homeFolder)).join('\n')}\n`;
}

/** Of the proxy only what kind it is: its host is the user's own business. */
function settingLines({ proxy, ...plain }: Settings): readonly string[] {
  const lines = Object.entries(plain).map(([name, value]) => `  ${name}: ${JSON.stringify(value)}`);
  return [...lines, `  proxy: ${proxy === 'system' || proxy === 'none' ? proxy : 'own'}`];
}
