/** What happened to a job, one sentence or two for each event; the time is shown beside it. */
import { assertNever, type Failure, type HistoryFact, type WaitReason } from '@sluice/model';
import { describeCause, joinSentences } from './describe-failure.ts';
import { digestName } from './describe-state.ts';
import { historyEn } from './en/history.ts';
import { formatBytes } from './format-bytes.ts';
import { formatNumber } from './format-number.ts';
import type { HistoryWords } from './history-words.ts';
import type { InLanguages, Language } from './language.ts';
import { historyZhCn } from './zh-cn/history.ts';

const HISTORY: InLanguages<HistoryWords> = { en: historyEn, 'zh-CN': historyZhCn };

/** “Part 7 went on from 12.1 MB. The server closed the connection.” */
export function describeHistory(fact: HistoryFact, language: Language): string {
  const words = HISTORY[language];
  const size = (bytes: number): string => formatBytes(bytes, language);
  const because = (sentence: string, failure: Parameters<typeof describeCause>[0]): string =>
    joinSentences([sentence, describeCause(failure, language)], language);
  switch (fact.kind) {
    case 'added':
      return words.added;
    case 'started':
      return fact.keptBytes > 0 ? words.wentOnWith(size(fact.keptBytes)) : words.started;
    case 'probed': {
      const answered = words.probed(fact.host, fact.sizeBytes === null ? null : size(fact.sizeBytes));
      return fact.resumable ? answered : joinSentences([answered, words.notResumable], language);
    }
    case 'part-went-on':
      return because(words.partWentOn(formatNumber(fact.part, language), size(fact.atBytes)), fact.failure);
    case 'connections-lowered':
      return because(words.connectionsLowered(fact.connections), fact.failure);
    case 'blocks-repaired':
      return words.blocksRepaired(fact.count, size(fact.bytes));
    case 'paused':
      return words.paused[fact.by];
    case 'resumed':
      return words.resumed[fact.by];
    case 'waiting':
      return describePastWait(fact.reason, language);
    case 'restarted':
      return because(words.restarted(fact.droppedBytes > 0 ? size(fact.droppedBytes) : null), fact.reason);
    case 'link-refreshed':
      return words.linkRefreshed(fact.host);
    case 'mirror-used':
      return words.mirrorUsed(fact.host);
    case 'mirror-refused':
      return isOtherFile(fact.failure) ? words.mirrorHasOther(fact.host) : because(words.mirrorRefused(fact.host), fact.failure);
    case 'source-joined':
      return words.sourceJoined(fact.host);
    case 'source-left':
      return because(words.sourceLeft(fact.host), fact.failure);
    case 'bytes-doubted':
      return words.bytesDoubted(fact.host, size(fact.bytes));
    case 'verified':
      return words.verified(digestName(fact.by));
    case 'committed':
      return fact.verdict.kind === 'kept-existing' ? words.keptExisting(fact.path) : words.committed(fact.path);
    case 'failed':
      return because(words.failed, fact.failure);
    case 'cancelled':
      return words.cancelled;
    default:
      return assertNever(fact);
  }
}

function isOtherFile({ kind }: Failure): boolean {
  return kind === 'other-file' || kind === 'checksum-mismatch' || kind === 'remote-changed';
}

function describePastWait(reason: WaitReason, language: Language): string {
  const words = HISTORY[language];
  switch (reason.kind) {
    case 'network':
      return words.waiting.network;
    case 'disk-space':
      return words.waiting.diskSpace;
    case 'restore':
      return words.waiting.restore;
    case 'new-link':
      return words.waitedForLink(reason.status);
    case 'decision':
      return reason.question === 'remote-changed' ? words.waiting.remoteChanged : words.waiting.targetExists;
    case 'retry-at':
      return joinSentences([words.retriesLater, describeCause(reason.failure, language)], language);
    default:
      return assertNever(reason);
  }
}
