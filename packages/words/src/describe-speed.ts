/** Why a transfer is not faster, in words, with what was measured (spec F5). */
import { assertNever, type SpeedVerdict } from '@sluice/model';
import { STATES } from './describe-failure.ts';
import { formatLimit, formatThroughput } from './format-bytes.ts';
import { formatNumber, formatPercent } from './format-number.ts';
import type { Language } from './language.ts';

/** “The server – 8 connections at 7.7 MB/s each” */
export function describeSpeed(verdict: SpeedVerdict, language: Language): string {
  const { connections, speed: words } = STATES[language];
  switch (verdict.by) {
    case 'server': {
      const each = formatThroughput(verdict.eachBytesPerSecond, language);
      if (verdict.cap === null && verdict.sources !== undefined) {
        return words.servers(formatNumber(verdict.sources, language), connections(verdict.connections), each);
      }
      return verdict.cap === null ? words.server(connections(verdict.connections), each) : words.serverCap(connections(verdict.cap), each);
    }
    case 'link':
      return words.link(connections(verdict.connections), formatThroughput(verdict.bytesPerSecond, language));
    case 'disk':
      return words.disk(formatPercent(verdict.waitShare, language));
    case 'limit': {
      const limit = formatLimit(verdict.limitBytesPerSecond, language);
      return verdict.scope === 'job' ? words.limitOfJob(limit) : words.limitOfAll(limit);
    }
    case 'few-connections':
      return words.fewConnections(connections(verdict.connections), formatThroughput(verdict.eachBytesPerSecond, language));
    case 'unknown':
      return words.unknown;
    default:
      return assertNever(verdict);
  }
}
