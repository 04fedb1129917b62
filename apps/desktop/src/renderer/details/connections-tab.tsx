/** What each connection does now: its stretch of the file, how far it is, how fast, and how often it had to ask. */
import { UNKNOWN_END, type ConnectionFacts, type JobSnapshot } from '@sluice/model';
import { formatBytes, formatThroughput, type Language } from '@sluice/words';
import { useLanguage, useWords } from '../i18n/use-words.ts';

export function ConnectionsTab({ snapshot }: { readonly snapshot: JobSnapshot }) {
  const words = useWords();
  const language = useLanguage();
  const connections = snapshot.progress?.perConnection ?? [];
  if (connections.length === 0) return <p className="tab-empty">{words.detailTabs.noConnections}</p>;
  return (
    <ul className="connections" role="list">
      {connections.map((connection, index) => (
        <Connection key={index} number={index + 1} connection={connection} language={language} />
      ))}
    </ul>
  );
}

interface ConnectionProps {
  readonly number: number;
  readonly connection: ConnectionFacts;
  readonly language: Language;
}

function Connection({ number, connection, language }: ConnectionProps) {
  const words = useWords().detailTabs;
  const { range, receivedBytes, bytesPerSecond, requests, doing, host } = connection;
  const open = range.end >= UNKNOWN_END;
  const done = open ? 0 : Math.min(1, receivedBytes / Math.max(1, range.end - range.start));
  return (
    <li className={`connection connection-${doing}`}>
      <div className="connection-head">
        <span className="connection-number" aria-label={words.connectionNumber(String(number))}>
          {number}
        </span>
        <span className="connection-doing one-line">{words.doing[doing]}</span>
        <strong>{doing === 'receiving' ? formatThroughput(bytesPerSecond, language) : ''}</strong>
      </div>
      <div className="connection-strip" aria-hidden="true">
        <span style={{ transform: `scaleX(${done})` }} />
      </div>
      <div className="connection-facts">
        <span className="one-line">
          {rangeText(range, open, language, words)}
          {host === undefined ? null : ` · ${host}`}
        </span>
        <span>{words.requests(requests)}</span>
      </div>
    </li>
  );
}

function rangeText(
  range: ConnectionFacts['range'],
  open: boolean,
  language: Language,
  words: ReturnType<typeof useWords>['detailTabs'],
): string {
  const from = formatBytes(range.start, language);
  return open ? words.rangeOpen(from) : words.range(from, formatBytes(range.end, language));
}
