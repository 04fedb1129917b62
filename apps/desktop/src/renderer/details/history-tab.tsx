/** What happened to a download, in words, the newest first. It is read again when the download's row changes, not with every frame. */
import type { HistoryEvent, Job } from '@sluice/model';
import { describeHistory, formatWhen } from '@sluice/words';
import { useEffect, useState } from 'react';
import { useLanguage, useWords } from '../i18n/use-words.ts';
import { useNow } from '../jobs/use-now.ts';
import { useActions } from '../state/context.tsx';

type Past =
  { readonly kind: 'loading' } | { readonly kind: 'failed' } | { readonly kind: 'read'; readonly events: readonly HistoryEvent[] };

/** While it runs, parts go on without any change of the row. */
const AGAIN_MS = 3000;

export function HistoryTab({ job, running }: { readonly job: Job; readonly running: boolean }) {
  const words = useWords();
  const language = useLanguage();
  const past = usePast(job, running);
  const nowMs = useNow(false);
  if (past.kind === 'loading') return null;
  if (past.kind === 'failed') return <p className="tab-empty">{words.detailTabs.historyFailed}</p>;
  if (past.events.length === 0) return <p className="tab-empty">{words.detailTabs.noHistory}</p>;
  return (
    <ol className="history" role="list">
      {past.events.toReversed().map((event, index) => (
        <li key={past.events.length - index} className={`history-event history-${event.kind}`}>
          <p>{describeHistory(event, language)}</p>
          <time dateTime={new Date(event.atMs).toISOString()} title={new Date(event.atMs).toLocaleString(language)}>
            {formatWhen(event.atMs, language, { nowMs })}
          </time>
        </li>
      ))}
    </ol>
  );
}

function usePast(job: Job, running: boolean): Past {
  const { history } = useActions();
  const [past, setPast] = useState<Past>({ kind: 'loading' });
  useEffect(() => {
    let wanted = true;
    const read = (): void => {
      history(job.id).then(
        (events) => {
          if (wanted) setPast({ kind: 'read', events });
        },
        () => {
          if (wanted) setPast({ kind: 'failed' });
        },
      );
    };
    read();
    const timer = running ? setInterval(read, AGAIN_MS) : undefined;
    return () => {
      wanted = false;
      clearInterval(timer);
    };
  }, [history, job, running]);
  return past;
}
